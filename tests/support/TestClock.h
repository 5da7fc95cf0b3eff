#pragma once

#include "core/base/Clock.h"

#include <atomic>

namespace gatehouse::test {

// A clock that stands still until a test moves it. Both of its times move together; thread-safe.
class TestClock final : public Clock
{
public:
    // 2025-03-04T03:12:44Z, a Tuesday night.
    static constexpr qint64 Start = 1741057964000;

    [[nodiscard]] UtcTime now() const override { return UtcTime::fromMilliseconds(m_milliseconds + m_error); }
    [[nodiscard]] qint64 monotonicMilliseconds() const override { return m_milliseconds - Start - m_started; }
    [[nodiscard]] QString monotonicOrigin() const override { return QStringLiteral("start %1").arg(m_started); }
    [[nodiscard]] qint64 uptimeMilliseconds() const override { return monotonicMilliseconds(); }

    void advance(qint64 milliseconds) { m_milliseconds += milliseconds; }
    void set(UtcTime moment) { m_milliseconds = moment.milliseconds(); }
    // Somebody sets the machine's clock by so much; the monotonic one goes on as it was.
    void setWrongBy(qint64 milliseconds) { m_error = milliseconds; }
    // The machine is started anew: the monotonic clock counts from here.
    void restartMachine() { m_started = m_milliseconds - Start; }

private:
    std::atomic<qint64> m_milliseconds { Start };
    std::atomic<qint64> m_error { 0 };
    std::atomic<qint64> m_started { 0 };
};

} // namespace gatehouse::test
