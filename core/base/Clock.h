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
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] UtcTime now() const override;
    [[nodiscard]] qint64 monotonicMilliseconds() const override;
    [[nodiscard]] QString monotonicOrigin() const override;
};

} // namespace gatehouse
