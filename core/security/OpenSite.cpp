#include "core/security/OpenSite.h"

#include "core/security/KeyUpkeep.h"
#include "core/security/OpenSiteState.h"
#include "core/security/Recoveries.h"
#include "core/security/RecoveryCode.h"
#include "core/security/SecondFactor.h"
#include "core/security/SignInThrottle.h"
#include "core/security/SlotTable.h"

namespace gatehouse::security {

namespace {

// What a key opened on the way to the whole site.
struct Unlocked
{
    KeySlotFile keys;
    SiteSecrets secrets;
    OpenedStore opened;
    KeySlotFile::SignedAnchors anchors;
};

// An older key file that was brought back does not bring back what was replaced since.
Result<void> requireInForce(store::Database& database, const Clock& clock, const KeySlotFile& keys, const KeySlot& slot)
{
    GATEHOUSE_TRY_ASSIGN(seen, seenGeneration(database));
    GATEHOUSE_TRY_ASSIGN(isOld, isSuperseded(database, keys.siteUuid(), slot));
    if (keys.generation() >= seen || !isOld)
        return {};
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY_ASSIGN(stored, operatorBySlot(database, slot.id));
    GATEHOUSE_TRY(audit::append(transaction, clock,
        operatorEntry({}, QStringLiteral("sign-in.refuse"), stored ? stored->row.id : OperatorId(),
            { { QStringLiteral("why"), QStringLiteral("keys-older") } })));
    GATEHOUSE_TRY(transaction.commit());
    return failure(ErrorCode::SignInRefused);
}

// Opens the slot, proves the file by its key, opens the store. An attempt that failed at anything but the slot is not
// one at guessing.
Result<Unlocked> unlock(const SitePaths& paths, KeySlotFile keys, const KeySlot& slot, const Passphrase& passphrase,
    const Clock& clock, const DerivationCost& cost, SignInThrottle& throttle)
{
    GATEHOUSE_TRY_ASSIGN(ring, openSlot(keys.siteUuid(), slot, passphrase));
    GATEHOUSE_TRY_ASSIGN(secrets, SiteSecrets::from(ring));
    if (!keys.isSignedBy(secrets.signing.publicKey()))
        return failure(ErrorCode::SignInRefused);
    const auto openRest = [&]() -> Result<Unlocked> {
        GATEHOUSE_TRY_ASSIGN(opened, openStore(paths, secrets.siteKey, keys.siteUuid(), clock));
        // Whoever held the store until now may have changed the key file since it was read.
        GATEHOUSE_TRY_ASSIGN(current, loadKeys(paths));
        if (!current.hasContentOf(keys))
            return failure(ErrorCode::StoreInUse, QStringLiteral("the key file was changed meanwhile"));
        keys = std::move(current); // whoever closed the store has signed the trail
        GATEHOUSE_TRY(requireInForce(*opened.writer, clock, keys, slot));
        const auto anchors = keys.anchors(secrets.signing.publicKey());
        GATEHOUSE_TRY_ASSIGN(renewed, renewedSlot(keys.siteUuid(), slot, ring, passphrase, cost, clock.now()));
        if (renewed)
            keys.put(*renewed);
        return Unlocked { std::move(keys), std::move(secrets), std::move(opened), anchors };
    };
    auto unlocked = openRest();
    if (!unlocked && unlocked.error().code != ErrorCode::SignInRefused)
        (void)throttle.attemptWasIncomplete(slot.id);
    return unlocked;
}

// Admits, and settles what the attempt counts for. A missing code is no failure; a wrong one stays counted.
Result<ActingOperator> admitCounted(
    store::Database& database, const Clock& clock, const KeySlot& slot, const QString& code, SignInThrottle& throttle)
{
    GATEHOUSE_TRY_ASSIGN(failedBefore, throttle.failuresBefore(slot.id));
    auto actor = admit(database, clock, slot, code, failedBefore);
    if (actor)
        GATEHOUSE_TRY(throttle.attemptWasRight(slot.id));
    else if (actor.error().code != ErrorCode::SignInRefused && actor.error().code != ErrorCode::SecondFactorRefused)
        GATEHOUSE_TRY(throttle.attemptWasIncomplete(slot.id));
    return actor;
}

// Key file and store are brought together, and the trail is compared with what was signed.
Result<OpenedPast> settlePast(const SitePaths& paths, const Clock& clock, Unlocked& unlocked, const QByteArray& slotId,
    const UpkeepChange& change = {})
{
    store::Database& database = *unlocked.opened.writer;
    GATEHOUSE_TRY_ASSIGN(age, bringTogether(database, clock, paths, unlocked.keys, unlocked.secrets, slotId, change));
    GATEHOUSE_TRY_ASSIGN(
        settled, settleHistory(database, clock, unlocked.anchors, paths.keys(), unlocked.secrets.signing));
    const SettledSchema& schema = unlocked.opened.schema;
    return OpenedPast { { settled.mismatch, age == KeyFileAge::Older, schema.restoredRules, schema.foreignTables },
        settled.anchors };
}

// Recovery goes to an administrator who is there; the code alone makes no new one.
Result<StoredOperator> administratorBySlot(store::Database& database, const QByteArray& slotId)
{
    GATEHOUSE_TRY_ASSIGN(stored, operatorBySlot(database, slotId));
    if (!stored || !stored->row.isEnabled || stored->row.role != Role::Administrator)
        return failure(ErrorCode::NotFound, QStringLiteral("no such administrator"));
    return *stored;
}

} // namespace

OpenSite::OpenSite(std::unique_ptr<Private> state)
    : d(std::move(state))
{
}

OpenSite::~OpenSite() = default;

Result<std::unique_ptr<OpenSite>> OpenSite::signIn(const SitePaths& paths, const QString& name,
    const Passphrase& passphrase, const Clock& clock, const DerivationCost& cost)
{
    return signIn(paths, name, passphrase, QString(), clock, cost);
}

Result<std::unique_ptr<OpenSite>> OpenSite::signIn(const SitePaths& paths, const QString& name,
    const Passphrase& passphrase, const QString& code, const Clock& clock, const DerivationCost& cost)
{
    GATEHOUSE_TRY_ASSIGN(keys, loadKeys(paths));
    const QByteArray slotId = operatorSlotId(keys.siteSalt(), name);
    SignInThrottle throttle(paths.signInState(), clock, keys.slotIds());
    GATEHOUSE_TRY(throttle.beginAttempt(slotId));
    const KeySlot* found = keys.find(slotId);
    if (!found || found->kind != SlotKind::Operator) {
        spendDerivation(cost, passphrase);
        return failure(ErrorCode::SignInRefused);
    }
    const KeySlot slot = *found;
    GATEHOUSE_TRY_ASSIGN(unlocked, unlock(paths, std::move(keys), slot, passphrase, clock, cost, throttle));
    GATEHOUSE_TRY_ASSIGN(actor, admitCounted(*unlocked.opened.writer, clock, slot, code, throttle));
    GATEHOUSE_TRY_ASSIGN(past, settlePast(paths, clock, unlocked, slot.id));
    return std::unique_ptr<OpenSite>(new OpenSite(std::make_unique<Private>(paths, clock, cost,
        std::move(unlocked.keys), std::move(unlocked.secrets), std::move(unlocked.opened), past, actor)));
}

Result<std::unique_ptr<OpenSite>> OpenSite::recover(const SitePaths& paths, const Passphrase& recoveryCode,
    const QString& administrator, const Passphrase& newPassphrase, const Clock& clock, const DerivationCost& cost)
{
    GATEHOUSE_TRY_ASSIGN(keys, loadKeys(paths));
    const QByteArray recoveryId = recoverySlotId(keys.siteSalt());
    SignInThrottle throttle(paths.signInState(), clock, keys.slotIds());
    GATEHOUSE_TRY(throttle.beginAttempt(recoveryId));
    const KeySlot* found = keys.find(recoveryId);
    if (!found || found->kind != SlotKind::Recovery) {
        spendDerivation(cost, recoveryCode);
        return failure(ErrorCode::SignInRefused);
    }
    const KeySlot recovery = *found;
    GATEHOUSE_TRY_ASSIGN(
        unlocked, unlock(paths, std::move(keys), recovery, canonicalRecoveryCode(recoveryCode), clock, cost, throttle));
    GATEHOUSE_TRY_ASSIGN(failedBefore, throttle.attemptWasRight(recoveryId));

    store::Database& database = *unlocked.opened.writer;
    const QByteArray slotId = operatorSlotId(unlocked.keys.siteSalt(), administrator);
    GATEHOUSE_TRY_ASSIGN(stored, administratorBySlot(database, slotId));
    GATEHOUSE_TRY(checkPassphrase(newPassphrase, stored.row.name, unlocked.opened.info.name));
    // In one with the upkeep, which would disable an administrator without a slot.
    const auto giveSlot = [&](store::Transaction& transaction) -> Result<void> {
        GATEHOUSE_TRY_ASSIGN(slot,
            sealSlot({ unlocked.keys.siteUuid(), slotId, SlotKind::Operator, Role::Administrator, clock.now() },
                unlocked.secrets.ring(), newPassphrase, cost));
        unlocked.keys.put(slot);
        GATEHOUSE_TRY(recordSlot(transaction, unlocked.keys.siteUuid(), slot, unlocked.secrets.vault, clock.now()));
        GATEHOUSE_TRY_ASSIGN(hadSecondFactor, security::removeSecondFactor(transaction, stored.row.id));
        GATEHOUSE_TRY(noteRecovery(transaction, stored.row.id, clock));
        return audit::append(transaction, clock,
            operatorEntry(stored.row.id, QStringLiteral("site.recover"), stored.row.id,
                { { QStringLiteral("failedBefore"), failedBefore },
                    { QStringLiteral("secondFactorRemoved"), hadSecondFactor } }));
    };
    GATEHOUSE_TRY_ASSIGN(past, settlePast(paths, clock, unlocked, recoveryId, giveSlot));
    (void)throttle.attemptWasRight(slotId);
    const ActingOperator actor { stored.row.id, stored.row.name, stored.row.role };
    return std::unique_ptr<OpenSite>(new OpenSite(std::make_unique<Private>(paths, clock, cost,
        std::move(unlocked.keys), std::move(unlocked.secrets), std::move(unlocked.opened), past, actor)));
}

Result<ActingOperator> OpenSite::authenticate(const QString& name, const Passphrase& passphrase, const QString& code)
{
    GATEHOUSE_TRY_ASSIGN(actor, d->admitAgain(name, passphrase, code, Private::Takeover::Yes));
    // Whoever was at the console before has left: what they did is signed.
    d->writer->call(
        [this](store::Database& database) { d->signIfUnsigned(database, audit::CheckpointReason::SignOut); });
    return d->signedIn(actor);
}

Result<ActingOperator> OpenSite::Private::admitAgain(
    const QString& name, const Passphrase& passphrase, const QString& code, Takeover takeover)
{
    const QByteArray slotId = operatorSlotId(siteSalt, name);
    const auto found = slot(slotId);
    const auto opened = prove(slotId, found, passphrase);
    if (!opened) {
        if (found && opened.error().code == ErrorCode::SignInRefused)
            GATEHOUSE_TRY(noteRefusal(slotId));
        return opened.error();
    }
    GATEHOUSE_TRY_ASSIGN(renewed, renewedSlot(siteUuid, *found, *opened, passphrase, cost, clock.now()));
    SignInThrottle throttle(paths.signInState(), clock, keysNow().slotIds());
    GATEHOUSE_TRY_ASSIGN(actor,
        writer->call([&](store::Database& database) { return admitCounted(database, clock, *found, code, throttle); }));
    GATEHOUSE_TRY_ASSIGN(theirs, SiteSecrets::from(*opened));
    const std::lock_guard lock(changing);
    const auto settled = writer->call([&](store::Database& database) -> Result<void> {
        KeySlotFile current = keysNow();
        // Disabled or given another passphrase meanwhile: that stays.
        const KeySlot* now = current.find(slotId);
        if (!now || now->salt != found->salt)
            return failure(ErrorCode::SignInRefused);
        // A re-key may have come between.
        theirs.siteKey = ring().siteKey.copy();
        if (renewed) {
            GATEHOUSE_TRY_ASSIGN(sealed, resealSlot(siteUuid, *renewed, theirs.ring()));
            current.put(sealed);
        }
        GATEHOUSE_TRY(bringTogether(database, clock, paths, current, theirs, slotId));
        const std::lock_guard keysLock(keysMutex);
        keys = std::move(current);
        return {};
    });
    if (!settled)
        return settled.error();
    if (takeover == Takeover::Yes) {
        const std::lock_guard keysLock(keysMutex);
        secrets.vault = std::move(theirs.vault);
    }
    return actor;
}

Result<void> OpenSite::Private::noteRefusal(const QByteArray& slotId)
{
    return writer->call([&](store::Database& database) -> Result<void> {
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        GATEHOUSE_TRY_ASSIGN(stored, operatorBySlot(database, slotId));
        const OperatorId id = stored ? stored->row.id : OperatorId();
        GATEHOUSE_TRY(audit::append(transaction, clock,
            operatorEntry({}, QStringLiteral("sign-in.refuse"), id,
                { { QStringLiteral("why"), QStringLiteral("passphrase") } })));
        return transaction.commit();
    });
}

const ActingOperator& OpenSite::openedBy() const
{
    return d->openedBy;
}

store::StoreThread& OpenSite::writer()
{
    return *d->writer;
}

store::StoreThread& OpenSite::reader()
{
    return *d->reader;
}

const SitePaths& OpenSite::paths() const
{
    return d->paths;
}

SiteInfo OpenSite::info() const
{
    return d->info;
}

const audit::SigningKey& OpenSite::signingKey() const
{
    return d->secrets.signing;
}

Result<QByteArray> OpenSite::openField(const ActingOperator& actor, const QByteArray& sealed, const QByteArray& context)
{
    GATEHOUSE_TRY(actor.require(Permission::ReadSealedFields));
    const std::lock_guard lock(d->keysMutex);
    if (!d->secrets.vault)
        return failure(ErrorCode::VaultClosed);
    return d->secrets.vault->open(sealed, context);
}

} // namespace gatehouse::security
