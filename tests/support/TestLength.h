#pragma once

#include <QtGlobal>

namespace gatehouse::test {

// How often a test that could go on all night repeats itself: as often as `variable` says, else `usually`; with
// sanitizers, where each turn takes ten times as long, a tenth of that and at least once.
inline int repetitions(const char* variable, int usually)
{
    const int asked = qEnvironmentVariableIntValue(variable);
    if (asked > 0)
        return asked;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return usually < 10 ? 1 : usually / 10;
#else
    return usually;
#endif
}

} // namespace gatehouse::test
