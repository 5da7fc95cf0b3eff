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

    [[nodiscard]] UtcTime now() const override { return UtcTime::fromMilliseconds(m_milliseconds); }
    [[nodiscard]] qint64 monotonicMilliseconds() const override { return m_milliseconds - Start; }

    void advance(qint64 milliseconds) { m_milliseconds += milliseconds; }
    void set(UtcTime moment) { m_milliseconds = moment.milliseconds(); }

private:
    std::atomic<qint64> m_milliseconds { Start };
};

} // namespace gatehouse::test
