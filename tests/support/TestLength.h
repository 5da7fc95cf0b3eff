#pragma once

#include <QtEnvironmentVariables>

namespace gatehouse::test {

// How often a test that could go on all night repeats itself: as often as `variable` says, else `usually`; a tenth of
// that, but at least `atLeast`, with sanitizers, where each turn takes ten times as long.
inline int repetitions(const char* variable, int usually, int atLeast = 1)
{
    const int asked = qEnvironmentVariableIntValue(variable);
    if (asked > 0)
        return asked;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return usually / 10 > atLeast ? usually / 10 : atLeast;
#else
    return usually;
#endif
}

} // namespace gatehouse::test
