#include "core/backup/Branch.h"

#include "core/audit/History.h"

#include <algorithm>

namespace gatehouse::backup {

namespace {

using audit::CheckpointReason;
using audit::Turn;

constexpr std::pair<BackupWay, QLatin1StringView> Ways[] = {
    { BackupWay::Ours, QLatin1StringView("this") },
    { BackupWay::LeftBehind, QLatin1StringView("left-behind") },
    { BackupWay::OtherBranch, QLatin1StringView("other") },
};

bool isBranch(const Turn& turn)
{
    return turn.reason == CheckpointReason::Branched;
}

qint64 doubtedFrom(const OwnWay& own, const Turn& turn)
{
    const auto found = std::ranges::find(own.acceptances, turn.at, &audit::Acceptance::state);
    return found == own.acceptances.end() ? 0 : found->doubtedFrom();
}

Result<bool> stands(store::Database& database, const audit::ChainState& head)
{
    GATEHOUSE_TRY_ASSIGN(mismatch, audit::compareHead(database, head, audit::SignedPlace::Backup));
    return !mismatch;
}

// The backup's trail has taken a turn that the open one has not: is there an open trail beside it at all?
Result<bool> goesOnBeside(store::Database& database, const QList<Turn>& mine, const Turn& theirs)
{
    if (!mine.isEmpty() && mine.first().before.entries < theirs.before.entries)
        return true;
    GATEHOUSE_TRY_ASSIGN(isCommon, stands(database, theirs.before));
    GATEHOUSE_TRY_ASSIGN(newest, audit::newestSequence(database));
    return isCommon && newest > theirs.before.entries;
}

} // namespace

QString backupWayCode(BackupWay way)
{
    return std::ranges::find(Ways, way, &std::pair<BackupWay, QLatin1StringView>::first)->second;
}

Result<OwnWay> ownWay(store::Database& database, const QByteArray& publicKey)
{
    GATEHOUSE_TRY_ASSIGN(turns, audit::listTurns(database, publicKey));
    GATEHOUSE_TRY_ASSIGN(acceptances, audit::listAcceptances(database));
    return OwnWay { turns, acceptances };
}

Result<BackupWay> wayOf(store::Database& database, const OwnWay& own, const BackupHeader& header)
{
    qsizetype common = 0;
    while (common < own.turns.size() && common < header.turns.size() && own.turns[common] == header.turns[common])
        ++common;
    const QList<Turn> mine = own.turns.sliced(common);
    const QList<Turn> theirs = header.turns.sliced(common);
    if (const auto branch = std::ranges::find_if(theirs, isBranch); branch != theirs.end()) {
        GATEHOUSE_TRY_ASSIGN(isBeside, goesOnBeside(database, mine, *branch));
        return isBeside ? BackupWay::OtherBranch : BackupWay::Ours;
    }
    for (const Turn& turn : mine) {
        const qint64 accepted = isBranch(turn) ? 0 : doubtedFrom(own, turn);
        const bool isApart = isBranch(turn) ? header.audit.entries > turn.before.entries
                                            : accepted > 0 && header.audit.entries >= accepted;
        if (!isApart)
            continue;
        GATEHOUSE_TRY_ASSIGN(isCommon, stands(database, header.audit));
        if (isCommon)
            return BackupWay::Ours;
        return isBranch(turn) ? BackupWay::OtherBranch : BackupWay::LeftBehind;
    }
    return BackupWay::Ours;
}

} // namespace gatehouse::backup
