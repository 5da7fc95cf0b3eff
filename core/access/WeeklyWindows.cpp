#include "core/access/WeeklyWindows.h"

#include <QList>

#include <algorithm>
#include <array>
#include <utility>

namespace gatehouse::access {

namespace {

constexpr int MinutesADay = 24 * 60;
constexpr int DaysAWeek = 7;
constexpr std::array<QLatin1StringView, DaysAWeek> DayWords { QLatin1StringView("mon"), QLatin1StringView("tue"),
    QLatin1StringView("wed"), QLatin1StringView("thu"), QLatin1StringView("fri"), QLatin1StringView("sat"),
    QLatin1StringView("sun") };

int nextDay(int weekday)
{
    return weekday % DaysAWeek + 1;
}

std::optional<int> weekdayFromWord(QStringView word)
{
    for (int weekday = 1; weekday <= DaysAWeek; ++weekday) {
        if (word.compare(DayWords[std::size_t(weekday - 1)], Qt::CaseInsensitive) == 0)
            return weekday;
    }
    return std::nullopt;
}

std::optional<QList<int>> weekdaysFromText(QStringView text)
{
    if (text.compare(QLatin1StringView("daily"), Qt::CaseInsensitive) == 0)
        return QList<int> { 1, 2, 3, 4, 5, 6, 7 };
    QList<int> days;
    for (const QStringView part : text.split(QLatin1Char(','))) {
        const qsizetype dash = part.indexOf(QLatin1Char('-'));
        const auto first = weekdayFromWord(dash < 0 ? part : part.left(dash));
        const auto last = dash < 0 ? first : weekdayFromWord(part.mid(dash + 1));
        if (!first || !last)
            return std::nullopt;
        for (int weekday = *first;; weekday = nextDay(weekday)) {
            days.append(weekday);
            if (weekday == *last)
                break;
        }
    }
    return days;
}

std::optional<int> minuteFromText(QStringView text)
{
    if (text.size() != 5 || text[2] != QLatin1Char(':'))
        return std::nullopt;
    bool isHour = false;
    bool isMinute = false;
    const uint hour = text.left(2).toUInt(&isHour);
    const uint minute = text.mid(3).toUInt(&isMinute);
    const bool isTime = isHour && isMinute && minute < 60 && (hour < 24 || (hour == 24 && minute == 0));
    return isTime ? std::optional(int(hour * 60 + minute)) : std::nullopt;
}

QString minuteText(int minute)
{
    return QStringLiteral("%1:%2").arg(minute / 60, 2, 10, QLatin1Char('0')).arg(minute % 60, 2, 10, QLatin1Char('0'));
}

} // namespace

bool isValidWindow(const WeeklyWindow& window)
{
    return window.weekday >= 1 && window.weekday <= DaysAWeek && window.startMinute >= 0
        && window.startMinute < window.endMinute && window.endMinute <= MinutesADay;
}

QList<WeeklyWindow> normalized(QList<WeeklyWindow> windows)
{
    std::sort(windows.begin(), windows.end(), [](const WeeklyWindow& left, const WeeklyWindow& right) {
        return std::pair(left.weekday, left.startMinute) < std::pair(right.weekday, right.startMinute);
    });
    QList<WeeklyWindow> merged;
    for (const WeeklyWindow& window : std::as_const(windows)) {
        if (!merged.isEmpty() && merged.last().weekday == window.weekday
            && window.startMinute <= merged.last().endMinute)
            merged.last().endMinute = std::max(merged.last().endMinute, window.endMinute);
        else
            merged.append(window);
    }
    return merged;
}

QList<WeeklyWindow> without(const QList<WeeklyWindow>& windows, const WeeklyWindow& taken)
{
    QList<WeeklyWindow> left;
    for (const WeeklyWindow& window : windows) {
        if (window.weekday != taken.weekday || window.endMinute <= taken.startMinute
            || taken.endMinute <= window.startMinute) {
            left.append(window);
            continue;
        }
        if (window.startMinute < taken.startMinute)
            left.append({ window.weekday, window.startMinute, taken.startMinute });
        if (taken.endMinute < window.endMinute)
            left.append({ window.weekday, taken.endMinute, window.endMinute });
    }
    return normalized(left);
}

std::optional<QList<WeeklyWindow>> windowsFromText(QStringView text)
{
    const QString typed = text.toString().simplified();
    const qsizetype blank = typed.indexOf(QLatin1Char(' '));
    const qsizetype dash = typed.indexOf(QLatin1Char('-'), blank);
    if (blank < 0 || dash < 0)
        return std::nullopt;
    const auto days = weekdaysFromText(QStringView(typed).left(blank));
    const auto start = minuteFromText(QStringView(typed).mid(blank + 1, dash - blank - 1));
    const auto end = minuteFromText(QStringView(typed).mid(dash + 1));
    if (!days || !start || !end || *start == *end || *start == MinutesADay)
        return std::nullopt;
    QList<WeeklyWindow> windows;
    for (const int weekday : *days) {
        if (*start < *end) {
            windows.append({ weekday, *start, *end });
            continue;
        }
        windows.append({ weekday, *start, MinutesADay });
        if (*end > 0)
            windows.append({ nextDay(weekday), 0, *end });
    }
    return normalized(windows);
}

QString windowText(const WeeklyWindow& window)
{
    return DayWords[std::size_t(window.weekday - 1)] + QLatin1Char(' ') + minuteText(window.startMinute)
        + QLatin1Char('-') + minuteText(window.endMinute);
}

} // namespace gatehouse::access
