#pragma once

#include "core/audit/AuditTrail.h"
#include "core/audit/Checkpoint.h"
#include "core/security/KeySlotFile.h"
#include "core/security/OpenSite.h"
#include "core/security/OperatorTable.h"
#include "core/security/SchemaUpkeep.h"
#include "core/security/SiteHistory.h"
#include "core/security/SiteKeyTable.h"
#include "core/security/SiteSecrets.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace gatehouse::security {

// Inside core/security: what OpenSite's parts share.

// The store's two connections and what stands in its site row.
struct OpenedStore
{
    std::unique_ptr<store::Database> writer;
    std::unique_ptr<store::Database> reader;
    SiteInfo info;
    SettledSchema schema;
};

// What was found about the site's past on the way.
struct OpenedPast
{
    SiteHistory history;
    TrailAnchors anchors;
};

// Opens both connections with the key ring, and settles the ring. KeyFileForeign when the store is another site's than
// the key file.
Result<OpenedStore> openStore(
    const SitePaths& paths, const store::SecretKey& key, const QByteArray& siteUuid, const Clock& clock);

// Opens a connection that was closed for the exchange of its files, with everything attached to it.
Result<void> reopenSite(store::Database& database, const QString& ringFile, const store::SecretKey& siteKey);

store::SecretKey randomSiteKey();

// StoreNotFound when there is no site, KeyFileDamaged when only its key file is missing. A damaged copy in it is
// repaired where nobody has the site open.
Result<KeySlotFile> loadKeys(const SitePaths& paths);

// Whoever holds this slot's key: enabled, in the slot's role, with the code of their second factor where they have one?
// Audited either way, but for a code that is only missing. SignInRefused, SecondFactorNeeded, SecondFactorRefused.
Result<ActingOperator> admit(
    store::Database& database, const Clock& clock, const KeySlot& slot, const QString& code, int failedBefore);

// The actor's own row, and what their sign-in asks for beside the passphrase. NotFound.
struct OwnRow
{
    StoredOperator stored;
    BesidePassphrase beside = BesidePassphrase::Nothing;
};
Result<OwnRow> ownRow(store::Database& database, const ActingOperator& actor);

// A name a person can be called by at the console, tidied: InvalidArgument when empty, too long or not printable.
Result<QString> tidyOperatorName(const QString& name);

audit::Entry operatorEntry(OperatorId actor, const QString& action, OperatorId subject, const QJsonObject& detail = {});

struct OpenSite::Private
{
    Private(SitePaths sitePaths, const Clock& siteClock, const DerivationCost& slotCost, KeySlotFile keyFile,
        SiteSecrets siteSecrets, OpenedStore opened, OpenedPast past, ActingOperator who);
    ~Private();
    Private(const Private&) = delete;
    Private& operator=(const Private&) = delete;

    // The slot as it is now, by value: the derivation runs without the lock.
    std::optional<KeySlot> slot(const QByteArray& id);
    Result<KeySlot> sealFor(const QByteArray& slotId, Role role, const Passphrase& passphrase);
    [[nodiscard]] KeyRing ring();
    [[nodiscard]] KeySlotFile keysNow();
    // Slots that were made here, in the transaction that changes the key file.
    Result<void> recordChanges(store::Transaction& transaction, const KeySlotFile& before, const KeySlotFile& changed);
    // The end of a re-key: the trail, and whoever was left out. `newRing` is the actor's; somebody else may have taken
    // over meanwhile.
    Result<void> noteRekey(const ActingOperator& actor, const RekeyOutcome& outcome, const KeyRing& newRing);

    // Runs the slow derivation, with back-off, and proves that the slot is this site's.
    Result<KeyRing> prove(const QByteArray& slotId, const std::optional<KeySlot>& slot, const Passphrase& passphrase);
    // As prove(), for somebody who is signed in and gives their passphrase once more.
    Result<void> proveOwn(const QByteArray& slotId, const Passphrase& passphrase);
    // A whole sign-in while the site is open. With Takeover::Yes the vault opens or closes with the role of who comes.
    enum class Takeover { Yes, No };
    Result<ActingOperator> admitAgain(
        const QString& name, const Passphrase& passphrase, const QString& code, Takeover takeover);
    Result<void> noteRefusal(const QByteArray& slotId);
    // The one thread that writes; behind its works the site signs the trail where that is due.
    std::unique_ptr<store::StoreThread> startWriter(std::unique_ptr<store::Database> database);
    void keepSigned(store::Database& database);
    // On the writer's thread: tries again to truncate logs that hold what was deleted, after ever longer waits.
    void retryTruncation(store::Database& database);
    // On the writer's thread, where there is something to sign: what cannot be written now is due again later.
    void signIfUnsigned(store::Database& database, audit::CheckpointReason reason);
    // There, too: nothing that does not match what was signed before, see SiteHistory.h.
    Result<audit::Checkpoint> sign(store::Database& database, audit::CheckpointReason reason);
    // The key file's anchor after the checkpoint, which is on the disk; one that fails is written with the next.
    void followWithAnchor(const audit::Checkpoint& newest);
    Result<void> noteHistory(store::Database& database, const std::optional<audit::HistoryMismatch>& found);
    [[nodiscard]] bool isHistorySound() const;
    Result<std::optional<audit::HistoryMismatch>> inDoubt(store::Database& database) const;
    Result<audit::Acceptance> accept(store::Database& database, const ActingOperator& actor, Approval& approval,
        const QString& reason, audit::AcceptanceRequest& request);
    // A change of the operators that also changes the key file, see OpenSiteState.cpp.
    using KeyChange = std::function<Result<void>(store::Transaction&, KeySlotFile&)>;
    Result<void> changeWithKeys(const ActingOperator& actor, const KeyChange& change);
    [[nodiscard]] store::SecretKey siteKey() const;

    const SitePaths paths;
    const Clock& clock;
    const DerivationCost cost;
    // The actor with a sign-in of their own, which ends when they are disabled and when the site is closed.
    ActingOperator signedIn(ActingOperator actor);
    // Ends the sign-ins of one operator; of everybody for an invalid id.
    void endSignIns(OperatorId id);

    std::mutex signInsMutex; // guards signIns
    std::vector<std::pair<OperatorId, std::weak_ptr<SignedIn>>> signIns;
    Result<RekeyOutcome> rekeyWatched(const ActingOperator& actor, Approval& approval, const RekeyWatcher& watcher);
    std::atomic<bool> isRekeyCancelled = false;
    mutable std::mutex rekeyMutex; // guards rekeying
    RekeyState rekeying;
    std::mutex changing; // one operator command at a time
    const QByteArray siteUuid;
    const QByteArray siteSalt;
    mutable std::mutex keysMutex; // guards keys and secrets, but for the signing key, which stays
    KeySlotFile keys;
    SiteSecrets secrets;
    const SiteInfo info;
    qint64 truncationDue = 0; // by the monotonic clock; with the wait behind it on the writer's thread alone
    qint64 truncationWait = 0;
    const ActingOperator openedBy;
    ReadingJournal readings { clock };
    mutable std::mutex historyMutex; // guards history
    SiteHistory history;
    TrailAnchors anchors; // the writer's thread only, as is the next
    qint64 lastAnchorTried = 0;
    // The reader goes first: the last connection to close must be one that can fold the log into the store.
    std::unique_ptr<store::StoreThread> writer;
    std::unique_ptr<store::StoreThread> reader;
};

} // namespace gatehouse::security
