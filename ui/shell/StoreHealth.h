#pragma once

#include "core/backup/RingCopies.h"
#include "core/base/DiskSpace.h"
#include "core/people/PeopleCount.h"
#include "core/security/Recoveries.h"
#include "core/security/SiteHistory.h"

#include <QList>

#include <optional>

namespace gatehouse::ui {

// How the store's disk, its backups and its key ring stand, and how many people are in it.
struct StoreHealth
{
    DiskSpace disk;
    std::optional<qint64> backupAge; // ms; absent when there is none
    bool isBackupTooOld = false;
    bool isClockDoubted = false; // what is overdue waits for two people's word (privacy/ClockDoubt.h)
    QList<security::RecoveredOperator> recovered; // whom nobody has confirmed (security/Recoveries.h)
    security::SiteHistory history; // the trail against what was signed, the key file against what was seen
    backup::RingHealth ring;
    std::optional<qint64> ringCopyAge; // ms; absent when there is none
    bool isRetentionUnaccounted = false; // days nobody decided (privacy/RetentionRecord.h)
    std::optional<people::PeopleCount> people; // absent while the operator may not see them

    friend bool operator==(const StoreHealth&, const StoreHealth&) = default;
};

} // namespace gatehouse::ui
