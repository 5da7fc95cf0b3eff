#pragma once

#include <QtGlobal>

namespace gatehouse::test {

// With sanitizers each turn takes ten times as long: a tenth of the turns then, and at least one.
constexpr int turns(int usually)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return usually < 10 ? 1 : usually / 10;
#else
    return usually;
#endif
}

// How often a test that could go on all night repeats itself: as often as `variable` says, else turns(usually).
inline int repetitions(const char* variable, int usually)
{
    const int asked = qEnvironmentVariableIntValue(variable);
    return asked > 0 ? asked : turns(usually);
}

} // namespace gatehouse::test
