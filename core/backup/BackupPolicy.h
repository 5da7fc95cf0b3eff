#pragma once

#include "core/base/UtcTime.h"

#include <QList>
#include <QString>
#include <QTime>
#include <QTimeZone>

#include <optional>

namespace gatehouse::backup {

// How many backups stay: the newest ones, and the newest of each of the last days, weeks (Monday to Sunday) and months
// that have one, all counted backwards from the newest backup in the site's time zone. A backup stays when any of the
// four asks for it.
struct KeepRules
{
    int newest = 3; // at least 1
    int days = 14;
    int weeks = 8;
    int months = 12;

    friend bool operator==(const KeepRules&, const KeepRules&) = default;
};

// What the site wants of its backups.
struct BackupSettings
{
    QString folder; // empty: none chosen yet
    QString ringFolder; // where the ring's one copy goes; another medium than `folder`
    std::optional<QTime> dailyAt; // site time; absent: only by hand
    KeepRules keep;
    int warnAfterDays = 2; // an alarm when the last good backup is older

    friend bool operator==(const BackupSettings&, const BackupSettings&) = default;
};

// Which of the backups taken at these moments (in any order) may go: indices into `taken`. Never all of them.
[[nodiscard]] QList<qsizetype> droppable(const QList<UtcTime>& taken, const KeepRules& rules, const QTimeZone& zone);

// When the next daily backup is due. Not after `now` when the last due moment passed without one: what was missed while
// the console did not run is made up. Absent when there is no schedule.
[[nodiscard]] std::optional<UtcTime> nextDue(
    const std::optional<QTime>& dailyAt, const std::optional<UtcTime>& lastGood, UtcTime now, const QTimeZone& zone);

// Whether the strip must say that the last good backup is too old. A site without any is given as long to make its
// first one.
[[nodiscard]] bool isTooOld(
    const std::optional<UtcTime>& lastGood, UtcTime siteCreated, UtcTime now, int warnAfterDays);

} // namespace gatehouse::backup
