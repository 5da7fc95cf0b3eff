#pragma once

#include "core/backup/BackupFile.h"
#include "core/backup/BackupSettings.h"
#include "core/backup/Branch.h"
#include "core/security/CarriedKeys.h"
#include "core/security/OpenSite.h"
#include "core/store/WriterLock.h"

#include <QList>
#include <QString>

namespace gatehouse::backup {

enum class Stage { Copying, Checking, Writing, ReadingBack, Extracting };
struct Progress
{
    Stage stage = Stage::Copying;
    qint64 done = 0; // of `total`, in units of the stage
    qint64 total = 0;
};
// Asked often, on the thread that works; Cancelled when it says No.
using Watcher = std::function<store::CopyGoesOn(const Progress&)>;

// A backup as it lies in its folder. One that is damaged or not to be read has a fault and no
// header.
struct ShelvedBackup
{
    QString file;
    qint64 bytes = 0;
    BackupHeader header;
    std::optional<ErrorCode> fault;
    BackupWay way = BackupWay::Ours;
};

// The shelf against the trail.
struct ShelvedHeads
{
    QList<security::KnownHead> heads; // those that have to stand in the trail
    int ofOtherBranches = 0; // how many backups are another machine's, or this site's before it came back here
};

// What a restore of the file would give back, measured by doing it in a scratch place.
struct DrillReport
{
    BackupHeader header;
    audit::ChainState chain;
    qint64 checkpoints = 0; // every one of them by its signature
    QStringList rulesMissing; // triggers and indexes that are not as this program makes them: an opening puts them back
    QList<std::pair<QString, qint64>> rows; // table and number of rows
    bool isUnderOlderKey = false; // taken before a re-key
    bool isOpened =
        true; // false from verify() where that takes a secret of then: its bytes are whole, and no more is said
    qint64 milliseconds = 0;
};

// A backup to be opened, and what opens it where it was taken before a re-key.
struct OldBackup
{
    // NOLINTNEXTLINE(google-explicit-constructor): a file alone is the usual case.
    OldBackup(QString path, std::optional<security::CarriedSecret> ofThen = std::nullopt)
        : file(std::move(path))
        , secret(std::move(ofThen))
    {
    }
    QString file;
    std::optional<security::CarriedSecret> secret;
};

// What everybody at the console may know of the backups.
struct BackupHealth
{
    std::optional<UtcTime> lastGood;
    std::optional<UtcTime> nextDue; // not after now: due
    bool isTooOld = false;
    bool isOnStoreDisk = false; // one disk's end takes both
    bool isFolderMissing = false; // a drive that is not plugged in
};

// The site's backups: made while lanes go on, checked by reading and by opening them, kept as long as the rules say.
// Each command needs ManageBackups, is in the trail, and works on the calling thread, which is never the GUI's nor one
// of the site's store threads. Two at a time, in whatever program, and a re-key refuse each other with BackupUnderWay.
class Backups
{
public:
    Backups(security::OpenSite& site, const Clock& clock);

    Result<BackupSettings> settings(const security::ActingOperator& actor);
    // InvalidArgument for numbers out of range; BackupFolderMissing when a folder is not there.
    Result<void> setSettings(const security::ActingOperator& actor, const BackupSettings& settings);

    // Into the settings' folder, or another one. Errors: BackupFolderMissing, DiskFull (nothing is left behind),
    // StoreDamagedOrWrongKey and AuditChainBroken when the store itself is not sound.
    Result<ShelvedBackup> take(
        const security::ActingOperator& actor, const QString& folder = {}, const Watcher& watcher = {});
    // The daily one, when it is due: nobody's act. Absent when none was due. What the rules let go is dropped after it.
    Result<std::optional<ShelvedBackup>> takeWhenDue(const Watcher& watcher = {});

    // This site's, newest first, with those that cannot be read.
    Result<QList<ShelvedBackup>> list(const security::ActingOperator& actor, const QString& folder = {});
    // Reads every byte, and opens it as drill() does where the keys of now open it. BackupDamaged, BackupForeign,
    // AuditChainBroken.
    Result<DrillReport> verify(const security::ActingOperator& actor, const QString& file, const Watcher& watcher = {});
    // Extracts the file into a scratch place, opens it with the site's key, brings it to today's schema, checks every
    // page, index and reference and the trail's whole chain against the header, counts, and wipes the place.
    // One from before a re-key takes a secret of then: BackupKeyNeeded without, SignInRefused with a wrong one.
    Result<DrillReport> drill(
        const security::ActingOperator& actor, const OldBackup& backup, const Watcher& watcher = {});
    // Drops what the rules let go and says which files; those of other branches are not this one's to drop. Nothing
    // goes before the newest one that stays has been read whole and found good.
    Result<QStringList> prune(const security::ActingOperator& actor);

    // After a restore: once every page and the whole trail of the store that is open now have been checked, the store
    // it replaced goes. How many went; 0 where nothing was restored.
    Result<int> settle();

    // The heads in the signed headers of the backups on the shelf, for OpenSite::compareHistory(). Without those that a
    // restore or an acceptance has left behind (taken before it, with entries it did not bring back) and those of other
    // branches (Branch.h). None where there is no folder or it is not there. For the program itself: no permission is
    // asked.
    Result<ShelvedHeads> signedHeads();

    Result<std::optional<LastDrill>> lastDrill(const security::ActingOperator& actor);
    Result<BackupHealth> health();

private:
    Result<ShelvedBackup> make(OperatorId by, const QString& folder, const Watcher& watcher);
    Result<BackupHeader> describe(const QString& copy, const Watcher& watcher);
    Result<QList<ShelvedBackup>> onShelf(const QString& folder);
    Result<DrillReport> rehearseInScratch(const OldBackup& backup, const Watcher& watcher);
    Result<QStringList> drop(OperatorId by);
    Result<void> note(OperatorId by, const QString& action, const QJsonObject& detail,
        const std::function<Result<void>(store::Transaction&)>& also = {});
    Result<BackupSettings> stored();

    security::OpenSite& m_site;
    const Clock& m_clock;
};

} // namespace gatehouse::backup
