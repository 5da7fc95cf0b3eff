#include "ui/words/SiteTime.h"

#include <QRegularExpression>

#include <algorithm>

namespace gatehouse::ui {

SiteTime::SiteTime(QTimeZone zone, QLocale locale)
    : m_zone(std::move(zone))
    , m_locale(std::move(locale))
{
}

UtcTime SiteTime::fromLocal(QDate date, QTime time) const
{
    return UtcTime::fromDateTime(QDateTime(date, time, m_zone));
}

QString SiteTime::time(UtcTime moment) const
{
    return local(moment).toString(QStringLiteral("HH:mm:ss"));
}

QString SiteTime::minutes(UtcTime moment) const
{
    return local(moment).toString(QStringLiteral("HH:mm"));
}

QString SiteTime::date(UtcTime moment) const
{
    // The language's long form without its weekday and with the short month: 3/4/25 is read in two ways.
    static const QRegularExpression weekday(QStringLiteral("\\s*,?\\s*dddd\\s*,?\\s*"));
    QString format = m_locale.dateFormat(QLocale::LongFormat);
    format.remove(weekday).replace(QStringLiteral("MMMM"), QStringLiteral("MMM"));
    return m_locale.toString(local(moment).date(), format);
}

QString SiteTime::dateTime(UtcTime moment) const
{
    return local(moment).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QString SiteTime::shortMoment(UtcTime moment, UtcTime now) const
{
    return local(moment).date() == local(now).date() ? time(moment) : dateTime(moment);
}

QString SiteTime::clock(UtcTime moment) const
{
    const QDateTime wall = local(moment);
    return m_locale.dayName(wall.date().dayOfWeek(), QLocale::ShortFormat) + u' '
        + wall.toString(QStringLiteral("HH:mm:ss"));
}

QString SiteTime::age(qint64 milliseconds)
{
    const qint64 seconds = std::max<qint64>(0, milliseconds) / 1000;
    const QString tail = QStringLiteral("%1").arg(seconds % 60, 2, 10, QLatin1Char('0'));
    const qint64 minutes = seconds / 60;
    if (minutes < 60)
        return QStringLiteral("%1:%2").arg(minutes).arg(tail);
    return QStringLiteral("%1:%2:%3").arg(minutes / 60).arg(minutes % 60, 2, 10, QLatin1Char('0')).arg(tail);
}

} // namespace gatehouse::ui
