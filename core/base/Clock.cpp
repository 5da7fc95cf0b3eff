#include "core/base/Clock.h"

#include <QFile>

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

// The kernel makes a new one at every start of the machine, which is where its monotonic clock begins.
QString SystemClock::monotonicOrigin() const
{
    QFile source(QStringLiteral("/proc/sys/kernel/random/boot_id"));
    return source.open(QIODevice::ReadOnly) ? QString::fromLatin1(source.readAll().trimmed()) : QString();
}

qint64 SystemClock::uptimeMilliseconds() const
{
    QFile source(QStringLiteral("/proc/uptime"));
    if (!source.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray seconds = source.readAll().split(' ').constFirst();
    return qRound64(seconds.toDouble() * 1000);
}

} // namespace gatehouse
