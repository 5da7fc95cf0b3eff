#pragma once

#include "core/base/UtcTime.h"

namespace gatehouse {

// The only way the core learns the time, so that tests need no wall clock. Implementations are thread-safe.
class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual UtcTime now() const = 0;
    // Milliseconds of a clock that never jumps or runs backwards; its zero means nothing.
    [[nodiscard]] virtual qint64 monotonicMilliseconds() const = 0;
    // What that zero is: the same text as long as the clock counts on, also in another process; another text once the
    // machine has been started anew. Numbers kept in a file are compared under one origin only.
    [[nodiscard]] virtual QString monotonicOrigin() const = 0;
    // Milliseconds the machine has run since that origin, what it slept included; 0 where the system does not tell.
    [[nodiscard]] virtual qint64 uptimeMilliseconds() const = 0;
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] UtcTime now() const override;
    [[nodiscard]] qint64 monotonicMilliseconds() const override;
    [[nodiscard]] QString monotonicOrigin() const override;
    // The kernel's own word (/proc/uptime, CLOCK_BOOTTIME to a hundredth of a second), asked for as a file: what stands
    // between a program and its clocks (a library loaded before it) does not bend it.
    [[nodiscard]] qint64 uptimeMilliseconds() const override;
};

} // namespace gatehouse
