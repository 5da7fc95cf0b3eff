#pragma once

#include "core/audit/Acceptance.h"
#include "core/audit/Turn.h"
#include "core/backup/BackupHeader.h"

namespace gatehouse::backup {

// How a backup's trail lies to the one that is open. A site that came back on another machine (SiteReturn) while the
// old one goes on is two from then on, with one name and one key, and their backups may lie on one shelf. Each carries
// the turns its trail had taken (audit::Turn), signed with everything else in its header.
enum class BackupWay {
    Ours, // it has to stand in the trail that is open
    LeftBehind, // taken before two people accepted a history, and holding what that one lost
    OtherBranch, // another machine's, or this one's before it came back here
};
// "this", "left-behind", "other".
[[nodiscard]] QString backupWayCode(BackupWay way);

// The open trail's own.
struct OwnWay
{
    QList<audit::Turn> turns;
    QList<audit::Acceptance> acceptances;
};
Result<OwnWay> ownWay(store::Database& database, const QByteArray& publicKey);

// A backup is another branch's where its trail or the open one has taken a turn on another machine that the other has
// not. No claim is believed that the open trail speaks against: where the backup's turn leads off, its way so far has
// to stand in the open trail, which has to go on behind it; otherwise the open one was cut off there and only looks
// like the branch that was left, and the backup is compared with it as its own. What the open trail says of itself are
// checkpoints, which nobody makes without the site's key. What stays possible, and is told by every list and check:
// that somebody lays the other machine's whole and genuine site in this one's place.
Result<BackupWay> wayOf(store::Database& database, const OwnWay& own, const BackupHeader& header);

} // namespace gatehouse::backup
