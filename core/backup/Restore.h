#pragma once

#include "core/backup/Backups.h"
#include "core/backup/ScratchFolder.h"
#include "core/backup/SubjectTransfer.h"
#include "core/security/DualControl.h"
#include "core/security/RingCopy.h"

namespace gatehouse::backup {

// What a restore would bring and what it would lose.
struct RestorePreview
{
    DrillReport report;
    qint64 entriesLost = 0; // of the trail, since the backup
    qint64 eventsLost = 0;
    // What the backup holds of people and passages and the key ring of now no longer opens: erased or withdrawn since,
    // or over.
    security::Unreadable unreadable;
    // What people asked for since stays in force.
    CarriedSubjects carried;

    // What the second person says yes to: this backup and no other.
    [[nodiscard]] security::Proposal proposal() const;
};

// A backup on its way to becoming the site's store. stage() puts it beside the store and checks all of it; confirm()
// takes two people's yes and writes it into both trails; finish(), once the site is closed, is the one switch. Until
// then the site is as it was, and after a power cut it is the one store or the other, whole. Keys, ring and operators
// stay those of now: who may sign in is decided by now. So does what the people recorded asked for: restrictions and
// requests are carried along (SubjectTransfer.h), and whoever was erased or removed since is so again when the site
// opens.
// The store that was replaced stays beside the new one, dated, until Backups::settle() has checked the new one. Works
// on the calling thread, which is never the GUI's nor one of the site's store threads. Thrown away it leaves nothing.
class Restore
{
public:
    // Needs RestoreBackup. Errors as Backups::drill(), DiskFull, BackupUnderWay while a backup is made,
    // BackupBeforeErasures for one of before there were keys when somebody was erased before there were marks
    // (security/ErasureMarks.h): nothing could tell whom it gives back.
    static Result<Restore> stage(security::OpenSite& site, const Clock& clock, const security::ActingOperator& actor,
        const OldBackup& backup, const Watcher& watcher = {});
    [[nodiscard]] const RestorePreview& preview() const { return m_preview; }

    // Uses up the approval for RestoreBackup: what Approval::require() refuses is refused here.
    Result<void> confirm(
        security::OpenSite& site, const security::ActingOperator& actor, security::Approval&& approval);

    // Only after confirm() and after the site was destroyed: StoreInUse while anything has the store open. Returns the
    // file in which the replaced store is kept.
    Result<QString> finish();

private:
    Restore(
        const Clock& clock, security::SitePaths paths, QString file, store::WriterLock alone, ScratchFolder scratch);

    const Clock* m_clock;
    security::SitePaths m_paths;
    QString m_file;
    RestorePreview m_preview;
    bool m_isConfirmed = false;
    store::WriterLock m_alone;
    ScratchFolder m_scratch;
};

// The stores kept by restores, oldest first.
[[nodiscard]] QStringList replacedStores(const security::SitePaths& paths);

} // namespace gatehouse::backup
