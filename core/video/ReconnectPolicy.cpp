#include "core/video/ReconnectPolicy.h"

#include <algorithm>

namespace gatehouse::video {

qint64 ReconnectPolicy::delayAfter(int failures, double chance)
{
    // 2^7 · 250 ms is past the longest delay: more doublings would only overflow.
    const int doublings = std::clamp(failures - 1, 0, 7);
    const qint64 full = std::min(FirstDelay << doublings, LongestDelay);
    return full / 2 + static_cast<qint64>(static_cast<double>(full - full / 2) * std::clamp(chance, 0.0, 1.0));
}

} // namespace gatehouse::video
