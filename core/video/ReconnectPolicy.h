#pragma once

#include <QtGlobal>

namespace gatehouse::video {

// How long a camera that was lost is left alone before the next try: 0.25 s after the first failure, doubled with each
// further one, at most 30 s. Half of it is chance, so that cameras lost together do not come back in step. A pure
// value.
class ReconnectPolicy
{
public:
    static constexpr qint64 FirstDelay = 250; // ms
    static constexpr qint64 LongestDelay = 30'000; // ms

    // `failures` in a row, 1 or more; `chance` 0..1, uniformly distributed. Milliseconds.
    [[nodiscard]] static qint64 delayAfter(int failures, double chance);
};

} // namespace gatehouse::video
