#pragma once

#include "core/audit/Acceptance.h"
#include "core/audit/Checkpoint.h"
#include "core/audit/SigningKey.h"
#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/security/DualControl.h"
#include "core/security/KeySlotFile.h"
#include "core/security/Operator.h"
#include "core/security/Passphrase.h"
#include "core/security/PassphraseRules.h"
#include "core/security/ReadingJournal.h"
#include "core/security/Recoveries.h"
#include "core/security/Rekey.h"
#include "core/security/SiteHistory.h"
#include "core/security/TotpSecret.h"
#include "core/store/EncryptedCopy.h"
#include "core/store/StoreThread.h"

#include <QList>
#include <QString>
#include <QTimeZone>

#include <memory>

namespace gatehouse::security {

// The files of a site below one folder.
struct SitePaths
{
    QString folder;
    [[nodiscard]] QString store() const { return folder + QStringLiteral("/site.store"); }
    [[nodiscard]] QString keys() const { return folder + QStringLiteral("/site.keys"); }
    // The subject keys, apart from the store and its backups.
    [[nodiscard]] QString ring() const { return folder + QStringLiteral("/site.ring"); }
    // Failed sign-ins and their back-off, by slot id: no names.
    [[nodiscard]] QString signInState() const { return folder + QStringLiteral("/site.signin"); }
    [[nodiscard]] bool exists() const;
};

struct NewSite
{
    QString name;
    QTimeZone timeZone = QTimeZone::systemTimeZone();
    QString administrator;
    Passphrase passphrase;
    bool isDemo = false;
};

struct SiteInfo
{
    QString name;
    QTimeZone timeZone = QTimeZone::utc();
    bool isDemo = false;
    UtcTime createdAt;
};

// What an authenticator app is told at set-up.
struct SecondFactorOffer
{
    TotpSecret secret;
    Passphrase base32; // to be typed
    Passphrase uri; // as a QR code
};

// How an attempt that is refused by back-off tells how long: SignInLockedOut carries the remaining milliseconds as its
// detail (a number, nothing else).
//
// A site whose store is open: the site key lives here and in the two connections, nowhere else. Opening is signing in;
// destroying it closes the store. Locking the screen keeps it (lanes go on); another operator takes over with
// authenticate(). Made and owned by app/. authenticate() and operator commands run the slow key derivation on the
// calling thread (0.3–0.6 s): never the GUI thread. Thread-safe.
class OpenSite
{
public:
    // Makes folder, key file and store. The recovery code is returned once and kept nowhere.
    // Errors: AlreadyExists, PassphraseTooWeak, InvalidArgument, FileNotWritable.
    struct Created;
    static Result<Created> create(
        const SitePaths& paths, const NewSite& site, const Clock& clock, const DerivationCost& cost = {});

    // SignInRefused for an unknown name, a wrong passphrase and a disabled operator alike (one generic error; a
    // disabled operator's slot is gone from the key file), SignInLockedOut while the back-off runs, KeyFileDamaged, and
    // every error of Database::open.
    // An operator with a second factor also gives its code: SecondFactorNeeded when it is missing (the passphrase was
    // right then, and nothing counts against them), SecondFactorRefused when it does not fit.
    static Result<std::unique_ptr<OpenSite>> signIn(const SitePaths& paths, const QString& name,
        const Passphrase& passphrase, const Clock& clock, const DerivationCost& cost = {});
    static Result<std::unique_ptr<OpenSite>> signIn(const SitePaths& paths, const QString& name,
        const Passphrase& passphrase, const QString& code, const Clock& clock, const DerivationCost& cost = {});
    // Opens with the recovery code instead and sets a new passphrase for the named administrator; their second factor
    // is gone then. Nothing of two people is done with them for a while, see Recoveries.h.
    static Result<std::unique_ptr<OpenSite>> recover(const SitePaths& paths, const Passphrase& recoveryCode,
        const QString& administrator, const Passphrase& newPassphrase, const Clock& clock,
        const DerivationCost& cost = {});

    ~OpenSite();
    OpenSite(const OpenSite&) = delete;
    OpenSite& operator=(const OpenSite&) = delete;

    // Who signed in to open it.
    [[nodiscard]] const ActingOperator& openedBy() const;
    // Another sign-in, or the same operator unlocking: same rules and errors as signIn(), the store stays open.
    Result<ActingOperator> authenticate(
        const QString& name, const Passphrase& passphrase, const QString& code = QString());

    // A second person signs in for one act of the proposer's and for nothing else: who is at the console stays. Errors
    // as authenticate(), Approval::of() and requireTwoPeople(); both outcomes are in the trail.
    Result<Approval> approve(const ActingOperator& proposer, const Proposal& proposal, const QString& name,
        const Passphrase& passphrase, const QString& code = QString());
    // Where nobody else could approve: as Approval::alone(), and the trail says so.
    Result<Approval> approveAlone(const ActingOperator& proposer, const Proposal& proposal);
    // Which of the two it takes.
    Result<bool> needsSecondPerson(const ActingOperator& proposer, ProtectedAct act);

    [[nodiscard]] store::StoreThread& writer();
    [[nodiscard]] store::StoreThread& reader();
    [[nodiscard]] const SitePaths& paths() const;
    [[nodiscard]] SiteInfo info() const;
    // Signs the trail's checkpoints; stays the same for the life of the site. Any thread.
    [[nodiscard]] const audit::SigningKey& signingKey() const;
    // The site signs the trail as it stands: the head that is printed on receipts and shift reports (audit::shortHead()
    // and the full hash) and carried by backups. Within a transaction of one's own: audit::addCheckpoint(). The site
    // also signs by itself, see audit::dueCheckpoint(), and when it is closed. Not on a store thread.
    // AuditChainBroken, and nothing is signed, where the trail is not the one that was signed before.
    Result<audit::Checkpoint> signTrail(audit::CheckpointReason reason);
    // What is known of that: compared at every opening and before every signature. Any thread.
    [[nodiscard]] SiteHistory history() const;
    // Compares once more, with what else the site has signed: heads in certificates and in the backups on the shelf.
    // Not on a store thread.
    Result<SiteHistory> compareHistory(const QList<KnownHead>& elsewhere = {});
    // For a restore that two people have approved: the store whose trail holds this takes the place of the one that is
    // open, at the next opening. FileNotWritable, DiskFull.
    Result<void> letIn(const audit::Anchor& restored);
    // What an acceptance would be about: what is noted, or, where the whole trail is looked through, what the
    // comparison at every opening passes over (an old signature that was bent). Not on a store thread.
    Result<std::optional<audit::HistoryMismatch>> inDoubt();
    // The history that is there is accepted although it does not match what was signed (audit/Acceptance.h): needs
    // AcceptHistory and an approval of it. From then on the site signs again, and every check goes on telling of it.
    // The reason is kept for ever and names nobody: ShortestReason to LongestReason characters. `elsewhere` are the
    // heads of the backups on the shelf. After a power cut it is accepted or it is not. NotFound when there is no
    // mismatch, InvalidArgument for the reason, AuditChainBroken for what is never accepted; FileNotWritable, DiskFull.
    static constexpr qsizetype ShortestReason = 10;
    static constexpr qsizetype LongestReason = 500;
    Result<audit::Acceptance> acceptHistory(const ActingOperator& actor, Approval&& approval, const QString& reason,
        const QList<KnownHead>& elsewhere = {});

    // Sealed fields are written with sealField() (Vault.h) and read back here, while somebody whose slot holds the
    // vault's secret is signed in. The caller writes into the trail what was shown. PermissionDenied, VaultClosed,
    // FormatInvalid.
    Result<QByteArray> openField(const ActingOperator& actor, const QByteArray& sealed, const QByteArray& context);

    // Personal data is about to be shown to a person: see ReadingJournal. Not on the writer's thread.
    Result<void> noteReading(const ActingOperator& actor, const Reading& reading);

    // Operators. Each needs ManageOperators, and what changes somebody's key slot also an approval of
    // ProtectedAct::ChangeOthersKeySlot, one's own disabling as well; it is used up last, so that what is refused for
    // another reason leaves it good. Changing one's own passphrase needs neither.
    Result<OperatorId> addOperator(
        const ActingOperator& actor, Approval&& approval, const QString& name, Role role, const Passphrase& passphrase);
    Result<QList<OperatorRow>> operators(const ActingOperator& actor);
    // Removes the slot: LastAdministrator when nobody could administer any more, ChangedMeanwhile when somebody else
    // has disabled them already.
    Result<void> disableOperator(const ActingOperator& actor, Approval&& approval, OperatorId id);
    // Makes a new slot for a disabled operator; ChangedMeanwhile when somebody else has already, whose passphrase then
    // stays.
    Result<void> enableOperator(
        const ActingOperator& actor, Approval&& approval, OperatorId id, const Passphrase& passphrase);
    // Who was brought back by the recovery code and nobody has confirmed yet. Needs ManageOperators.
    Result<QList<RecoveredOperator>> recoveredOperators(const ActingOperator& actor);
    // They are who they say (Recoveries.h): the alarm about them ends, and what takes two people may be done with them
    // by everybody but the actor. Needs ManageOperators. SecondPersonUnfit while the actor is held back as well, and
    // for oneself where there is another administrator; where there is none the hold stays unless nobody else could
    // approve anything. ChangedMeanwhile when there is nothing to confirm.
    Result<void> confirmRecovered(const ActingOperator& actor, OperatorId id);
    Result<void> changePassphrase(
        const ActingOperator& actor, const Passphrase& current, const Passphrase& replacement);

    // Keys. Whose slots there are: ManageOperators.
    Result<QList<KeySlotRow>> keySlots(const ActingOperator& actor);
    // A new recovery code, to be printed; the old one is void. Runs the key derivation.
    Result<Passphrase> renewRecoveryCode(const ActingOperator& actor, Approval&& approval);
    // Writes store and key ring anew under a new site key and gives it to every slot, so that what was revoked before
    // opens nothing from now on, not even with an older copy of the key file. Lanes go on while pages are copied;
    // writes wait while the copy is checked and exchanged. The calling thread waits: never the GUI thread. Needs
    // RekeyStore. BackupUnderWay, at once, while a backup, a drill or a restore goes on (they wait for it likewise);
    // StoreInUse when a re-key is under way or somebody else's connection is open at the end;
    // VaultClosed when the actor's slot does not hold the vault's secret; Cancelled; StoreFull, StoreIo.
    Result<RekeyOutcome> rekey(const ActingOperator& actor, Approval&& approval, const RekeyWatcher& watcher = {});
    // For whoever looks on, at any moment and from any thread.
    [[nodiscard]] RekeyState rekeyState() const;
    // Ends the one under way as long as it can be cancelled.
    void cancelRekey();

    // The second factor (Totp.h), each operator's own matter. The secret of an offer is kept nowhere until a code of it
    // has come back.
    [[nodiscard]] SecondFactorOffer offerSecondFactor(const ActingOperator& actor) const;
    Result<bool> hasSecondFactor(const ActingOperator& actor);
    // AlreadyExists where there is one: it is turned off first, with a code of its own. SignInRefused when the
    // passphrase is wrong, SecondFactorRefused when the code is not the secret's.
    Result<void> turnOnSecondFactor(
        const ActingOperator& actor, const Passphrase& current, const TotpSecret& secret, const QString& code);
    // PassphraseTooWeak when the passphrase is too short to stand alone: a longer one comes first. NotFound when there
    // is none.
    Result<void> turnOffSecondFactor(const ActingOperator& actor, const Passphrase& current, const QString& code);
    // Somebody has lost their second factor: ManageOperators. They get a new passphrase, because theirs may be too
    // short to stand alone. NotFound when they have none.
    Result<void> removeSecondFactor(
        const ActingOperator& actor, Approval&& approval, OperatorId id, const Passphrase& replacement);

    // What backups need; the site key stays inside. Each works on the calling thread, never the GUI's.
    // One snapshot of the store as a new verified file under the site key; lanes go on: see store::copyWhileInUse().
    Result<void> copyStore(const QString& target, const store::CopyWatcher& watcher = {}) const;
    // Such a copy, for writing; an older one is brought to today's schema first.
    Result<std::unique_ptr<store::Database>> openCopy(const QString& file) const;
    // The key file as it is now, for a backup to carry.
    [[nodiscard]] KeySlotFile keyFile() const;
    // What was opened under keys of another time (CarriedKeys) as a new file under the site key.
    Result<void> rekeyCopy(store::Database& opened, const QString& target) const;
    // The same of the key ring: copyStore(), and such a copy for looking into, see security::openRingCopy().
    Result<void> copyRing(const QString& target) const;
    Result<std::unique_ptr<store::Database>> openRingCopy(const QString& file) const;

private:
    struct Private;
    explicit OpenSite(std::unique_ptr<Private> state);
    std::unique_ptr<Private> d;
};

struct OpenSite::Created
{
    std::unique_ptr<OpenSite> site;
    Passphrase recoveryCode; // groups of five from a 32-letter alphabet, for printing
};

} // namespace gatehouse::security
