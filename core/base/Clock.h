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
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] UtcTime now() const override;
    [[nodiscard]] qint64 monotonicMilliseconds() const override;
};

} // namespace gatehouse
