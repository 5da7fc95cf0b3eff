#pragma once

#include <QDateTime>
#include <QTimeZone>

#include <compare>

namespace gatehouse {

// A moment, in milliseconds since 1970-01-01T00:00:00Z. The store keeps exactly this number; a time zone enters only
// where a person reads or writes a time.
class UtcTime
{
public:
    constexpr UtcTime() = default;
    static constexpr UtcTime fromMilliseconds(qint64 sinceEpoch) { return UtcTime(sinceEpoch); }
    static UtcTime fromDateTime(const QDateTime& moment) { return UtcTime(moment.toMSecsSinceEpoch()); }

    [[nodiscard]] constexpr qint64 milliseconds() const { return m_milliseconds; }
    [[nodiscard]] QDateTime toUtc() const { return QDateTime::fromMSecsSinceEpoch(m_milliseconds, Qt::UTC); }
    [[nodiscard]] QDateTime in(const QTimeZone& zone) const { return QDateTime::fromMSecsSinceEpoch(m_milliseconds, zone); }
    // ISO 8601 with milliseconds and Z, as JSON output and the audit trail carry it.
    [[nodiscard]] QString toIso() const { return toUtc().toString(Qt::ISODateWithMs); }

    [[nodiscard]] constexpr UtcTime plusMilliseconds(qint64 delta) const { return UtcTime(m_milliseconds + delta); }
    friend constexpr auto operator<=>(UtcTime, UtcTime) = default;
    friend constexpr qint64 operator-(UtcTime later, UtcTime earlier)
    {
        return later.m_milliseconds - earlier.m_milliseconds;
    }

private:
    constexpr explicit UtcTime(qint64 milliseconds)
        : m_milliseconds(milliseconds)
    {
    }
    qint64 m_milliseconds = 0;
};

} // namespace gatehouse
