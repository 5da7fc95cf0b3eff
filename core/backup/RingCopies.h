#pragma once

#include "core/backup/Backups.h"
#include "core/backup/ScratchFolder.h"
#include "core/security/DualControl.h"
#include "core/security/RingCopy.h"

namespace gatehouse::backup {

// A copy of the key ring, compared with the ring of now.
struct RingCopyState
{
    QString file;
    UtcTime takenAt;
    bool isThere = false; // the medium may be elsewhere
    qint64 destroyedSince = 0; // keys it still holds and should not
    qint64 madeSince = 0; // keys it does not hold
    [[nodiscard]] bool isStale() const { return destroyedSince > 0 || madeSince > 0; }
};

// How the ring and its copies stand.
struct RingState
{
    security::RingContent content;
    security::Unreadable unreadable;
    QString folder; // empty: none chosen
    std::optional<RingCopyState> kept; // the one copy in the folder
    QList<RingCopyState> exported; // made by hand to other places, newest first
    bool isFolderMissing = false; // a drive that is not plugged in
    bool isBesideBackups = false; // whoever finds the backups finds the keys with them
    bool isOnStoreDisk = false; // one disk's end takes both
    bool isTooOld = false; // older than the settings allow
    // Whether a person must do something about it.
    [[nodiscard]] bool needsAttention() const;
};

// What must be done about the ring, the gravest first.
enum class RingNeed {
    Nothing,
    KeysMissing, // faces or pictures do not open: the ring was lost, and a copy would bring them back
    NoCopy,
    CopyTooOld,
};
// What everybody at the console may know of the ring.
struct RingHealth
{
    RingNeed need = RingNeed::Nothing;
    std::optional<UtcTime> copiedAt; // the newest copy there is, or was made by hand
    friend bool operator==(const RingHealth&, const RingHealth&) = default;
};

// Copies of the key ring. Backups hold no subject's key, so that who is erased stays erased in all of them; so a ring
// that is lost takes every face and every picture with it, and needs a copy of its own, apart from them. There is one
// current copy, in the settings' folder: whenever the ring has changed a new one takes its place, and the old one is
// overwritten with zeros (see removeOverwritten()), because it holds keys that were destroyed since. Copies exported
// elsewhere are known by their place, so that the site can say which of them to replace or destroy.
//
// Each command is in the trail and works on the calling thread, which is never the GUI's nor one of the site's store
// threads.
class RingCopies
{
public:
    RingCopies(security::OpenSite& site, const Clock& clock);

    // Needs ManageBackups. A file of that name is overwritten. BackupFolderMissing, DiskFull, FileNotWritable.
    Result<ShelvedBackup> exportTo(const security::ActingOperator& actor, const QString& file);
    // The one in the settings' folder, when the ring has changed since or the copy is a day old: nobody's act. Other
    // copies of this site in the folder go. Absent when none was due, no folder is chosen or it is not there.
    Result<std::optional<ShelvedBackup>> copyWhenDue();

    // Needs ManageBackups.
    Result<RingState> state(const security::ActingOperator& actor);

    // A copy is missed as soon as a backup is, counted from the making of the site; never on the demo site.
    Result<RingHealth> health();

    // The header of a copy of this site's ring: BackupForeign, BackupDamaged. Reads every byte.
    Result<BackupHeader> inspect(const security::ActingOperator& actor, const QString& file);
    // Needs RestoreBackup and an approval of Proposal::restore(digest of the copy's payload). Fills in the keys that
    // are missing and replaces none; a key that the site knows to be destroyed does not come back, however old the copy
    // is; what the copy knows to be destroyed is destroyed here, too, and what stood on it is forgotten. A copy from
    // before a re-key takes a secret of then: BackupKeyNeeded.
    Result<security::RingGain> importFrom(
        const security::ActingOperator& actor, security::Approval&& approval, const OldBackup& copy);

private:
    Result<ShelvedBackup> make(OperatorId by, const QString& file);
    Result<void> dropOthers(const QString& folder, const QString& kept);
    Result<RingState> stateNow();
    Result<std::unique_ptr<store::Database>> openCopy(
        const OldBackup& copy, const BackupHeader& header, const ScratchFolder& scratch);

    security::OpenSite& m_site;
    const Clock& m_clock;
};

} // namespace gatehouse::backup
