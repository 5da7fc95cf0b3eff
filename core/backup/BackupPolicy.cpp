#include "core/backup/BackupPolicy.h"

#include <QSet>

#include <algorithm>
#include <functional>
#include <numeric>

namespace gatehouse::backup {

namespace {

constexpr qint64 MillisecondsADay = 24LL * 60 * 60 * 1000;

using Period = std::function<qint64(QDate)>;

// The newest of each of the first `count` periods that have one; `order` is newest first.
void keepByPeriod(const QList<UtcTime>& taken, const QList<qsizetype>& order, const QTimeZone& zone, int count,
    const Period& period, QSet<qsizetype>& kept)
{
    QSet<qint64> seen;
    for (const qsizetype index : order) {
        const qint64 number = period(taken.at(index).in(zone).date());
        if (seen.contains(number))
            continue;
        if (seen.size() >= count)
            return;
        seen.insert(number);
        kept.insert(index);
    }
}

qint64 weekOf(QDate date)
{
    int year = 0;
    const int week = date.weekNumber(&year);
    return year * 100LL + week;
}

} // namespace

QList<qsizetype> droppable(const QList<UtcTime>& taken, const KeepRules& rules, const QTimeZone& zone)
{
    QList<qsizetype> order(taken.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, std::ranges::greater(), [&](qsizetype index) { return taken.at(index); });
    QSet<qsizetype> kept;
    for (qsizetype i = 0; i < std::min<qsizetype>(order.size(), std::max(1, rules.newest)); ++i)
        kept.insert(order.at(i));
    keepByPeriod(
        taken, order, zone, rules.days, [](QDate date) { return date.toJulianDay(); }, kept);
    keepByPeriod(taken, order, zone, rules.weeks, weekOf, kept);
    keepByPeriod(
        taken, order, zone, rules.months, [](QDate date) { return date.year() * 100LL + date.month(); }, kept);
    QList<qsizetype> dropped;
    for (const qsizetype index : std::as_const(order)) {
        if (!kept.contains(index))
            dropped.append(index);
    }
    return dropped;
}

std::optional<UtcTime> nextDue(
    const std::optional<QTime>& dailyAt, const std::optional<UtcTime>& lastGood, UtcTime now, const QTimeZone& zone)
{
    if (!dailyAt)
        return std::nullopt;
    const QDateTime local = now.in(zone);
    QDateTime due(local.date(), *dailyAt, zone);
    if (due > local)
        due = QDateTime(local.date().addDays(-1), *dailyAt, zone);
    const UtcTime latest = UtcTime::fromDateTime(due);
    if (!lastGood || *lastGood < latest)
        return latest;
    return UtcTime::fromDateTime(QDateTime(due.date().addDays(1), *dailyAt, zone));
}

bool isTooOld(const std::optional<UtcTime>& lastGood, UtcTime siteCreated, UtcTime now, int warnAfterDays)
{
    return now - lastGood.value_or(siteCreated) > warnAfterDays * MillisecondsADay;
}

} // namespace gatehouse::backup
