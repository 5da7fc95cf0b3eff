#pragma once

#include <QtGlobal>

#include <compare>

namespace gatehouse {

// Which state of a stored row a value was read from: 1 when it was added, one more with every change. A value that was
// made rather than read has none and can change no row.
class RowVersion
{
public:
    constexpr RowVersion() = default;
    constexpr explicit RowVersion(qint64 number)
        : m_number(number)
    {
    }

    [[nodiscard]] constexpr qint64 number() const { return m_number; }
    friend constexpr auto operator<=>(RowVersion, RowVersion) = default;

private:
    qint64 m_number = 0;
};

} // namespace gatehouse
