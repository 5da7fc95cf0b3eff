#pragma once

#include "core/base/UtcTime.h"

#include <QLocale>
#include <QString>
#include <QTimeZone>

namespace gatehouse::ui {

// How the console writes times: always in the site's time zone, never in the machine's; dates in the words of the
// language. A value, any thread.
class SiteTime
{
public:
    explicit SiteTime(QTimeZone zone, QLocale locale = QLocale());

    [[nodiscard]] const QTimeZone& zone() const { return m_zone; }
    [[nodiscard]] QDateTime local(UtcTime moment) const { return moment.in(m_zone); }
    // A time a person typed, on the site's wall clock.
    [[nodiscard]] UtcTime fromLocal(QDate date, QTime time) const;

    [[nodiscard]] QString time(UtcTime moment) const; // 03:12:44
    [[nodiscard]] QString minutes(UtcTime moment) const; // 03:12
    [[nodiscard]] QString date(UtcTime moment) const; // 22 Nov 2026 in the language's order
    [[nodiscard]] QString dateTime(UtcTime moment) const; // 2026-11-22 03:12:44: sorts, aligns, is misread by nobody
    // What a feed shows: the time alone on the day of `now`, else date and time.
    [[nodiscard]] QString shortMoment(UtcTime moment, UtcTime now) const;
    [[nodiscard]] QString clock(UtcTime moment) const; // Tue 03:12:44
    // 0:07, 12:03, 1:02:03
    [[nodiscard]] static QString age(qint64 milliseconds);

private:
    QTimeZone m_zone;
    QLocale m_locale;
};

} // namespace gatehouse::ui
