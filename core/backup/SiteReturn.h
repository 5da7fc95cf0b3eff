#pragma once

#include "core/backup/Backups.h"
#include "core/security/DualControl.h"
#include "core/security/RingCopy.h"

namespace gatehouse::backup {

// What comes back on a new machine.
struct ReturnPreview
{
    DrillReport report;
    std::optional<UtcTime> ringTakenAt; // absent: no copy of the ring
    security::Unreadable unreadable; // without their key; a copy of the ring that is imported later still opens them
    qint64 templates = 0; // of all that come back
    qint64 pictures = 0;
    bool isKeyFileOfRing = false; // the newer key file is the site's from now on: that of the ring's copy
    bool needsSecondPerson = false;
};

// A site on its way back to a machine that has none, from a backup, a copy of the ring where there is one, and a secret
// of then (passphrase or recovery code). It is put together in a folder of its own and checked whole; finish() moves it
// into place. Store and ring come under the keys of the newer of the two key files that the secret opens.
//
// Two people: where the backup knows another enabled operator who may approve a restore, that one signs in with what
// they had then. Where it knows none, or where the recovery code opens it, one person is enough, and the trail says so.
// More than a rule this cannot be: whoever holds backup and passphrase holds the keys.
//
// Works on the calling thread, which is never the GUI's. Thrown away it leaves nothing.
class SiteReturn
{
public:
    struct Files
    {
        QString backup;
        QString ringCopy; // empty: none
    };
    // AlreadyExists where there is a site; SignInRefused, SecondFactorNeeded …; PermissionDenied for an operator who
    // may not restore; BackupForeign when the files are not one site's; BackupBeforeErasures as Restore::stage();
    // BackupKeyNeeded for a ring the secret does not open.
    static Result<SiteReturn> stage(const security::SitePaths& paths, const Clock& clock, const Files& files,
        const security::CarriedSecret& secret, const Watcher& watcher = {});
    SiteReturn(SiteReturn&& other) noexcept = default;
    SiteReturn& operator=(SiteReturn&&) = delete;
    ~SiteReturn();

    [[nodiscard]] const ReturnPreview& preview() const { return m_preview; }

    // SecondPersonNeeded, SecondPersonUnfit and the errors of a sign-in: nothing is in place then, and it can be called
    // again. Afterwards the site is there, and opens with the passphrases of then.
    Result<void> finish(const std::optional<security::CarriedSecret>& second);

private:
    SiteReturn(const Clock& clock, security::SitePaths paths, Files files, security::CarriedKeys keys);
    Result<void> stageStore(const Watcher& watcher);
    Result<void> stageRing(const security::CarriedSecret& secret, const Watcher& watcher);
    Result<void> admitProposer(const QString& code);
    Result<void> countWhatOpens();
    Result<security::Approval> approval(store::Database& store, const std::optional<security::CarriedSecret>& second);
    Result<audit::Checkpoint> writeTrail(store::Database& store, security::Approval* approval);

    const Clock* m_clock;
    security::SitePaths m_paths;
    std::unique_ptr<security::SitePaths> m_room; // where it is put together; absent when it is in place or elsewhere
    Files m_files;
    security::CarriedKeys m_keys;
    security::ActingOperator m_proposer; // invalid: the recovery code
    ReturnPreview m_preview;
};

} // namespace gatehouse::backup
