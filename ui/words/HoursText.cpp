#include "ui/words/HoursText.h"

#include <QLocale>
#include <QStringList>

namespace gatehouse::ui {

namespace {

constexpr int Sunday = 7;

QString hoursOfDay(const QList<access::WeeklyWindow>& windows, int weekday)
{
    QStringList hours;
    for (const access::WeeklyWindow& window : windows) {
        if (window.weekday == weekday)
            hours.append(wallMinuteText(window.startMinute) + QChar(0x2013) + wallMinuteText(window.endMinute));
    }
    return hours.join(QStringLiteral(", "));
}

} // namespace

QString wallMinuteText(int minute)
{
    return QStringLiteral("%1:%2").arg(minute / 60, 2, 10, QLatin1Char('0')).arg(minute % 60, 2, 10, QLatin1Char('0'));
}

QString weekdayText(int weekday)
{
    return QLocale().standaloneDayName(weekday, QLocale::ShortFormat);
}

QString hoursText(const QList<access::WeeklyWindow>& windows)
{
    QStringList parts;
    for (int first = 1; first <= Sunday;) {
        const QString hours = hoursOfDay(windows, first);
        int last = first;
        while (last < Sunday && hoursOfDay(windows, last + 1) == hours)
            ++last;
        if (!hours.isEmpty()) {
            const QString days =
                first == last ? weekdayText(first) : weekdayText(first) + QChar(0x2013) + weekdayText(last);
            parts.append(days + QLatin1Char(' ') + hours);
        }
        first = last + 1;
    }
    return parts.join(QStringLiteral(" \u00B7 "));
}

} // namespace gatehouse::ui
