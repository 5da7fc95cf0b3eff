#include "core/base/Clock.h"

#include <chrono>

namespace gatehouse {

UtcTime SystemClock::now() const
{
    return UtcTime::fromMilliseconds(QDateTime::currentMSecsSinceEpoch());
}

qint64 SystemClock::monotonicMilliseconds() const
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace gatehouse
