#include "core/security/OpenSite.h"

#include "core/security/OpenSiteState.h"
#include "core/security/RecoveryCode.h"
#include "core/security/SignInThrottle.h"

#include <QSet>

#include <algorithm>

namespace gatehouse::security {

namespace {

// Store and key file are two files: a machine that went off between the two writes of a change, or a key file brought
// back from a copy, leaves slots without an enabled operator and operators without a slot. Neither may stay: the slot
// goes, the operator is disabled until an administrator makes a new slot.
Result<void> reconcile(KeySlotFile& keys, store::Database& database, const Clock& clock, const SitePaths& paths)
{
    GATEHOUSE_TRY_ASSIGN(operators, storedOperators(database));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    QSet<QByteArray> held;
    bool hasChanged = false;
    for (const StoredOperator& stored : operators) {
        if (!stored.row.isEnabled)
            continue;
        held.insert(stored.slotId);
        if (keys.find(stored.slotId))
            continue;
        GATEHOUSE_TRY(setOperatorState(transaction, stored.row.id, OperatorState::Disabled));
        GATEHOUSE_TRY(audit::append(transaction, clock,
            operatorEntry({}, QStringLiteral("operator.disable"), stored.row.id,
                { { QStringLiteral("why"), QStringLiteral("no-slot") } })));
        hasChanged = true;
    }
    if (hasChanged)
        GATEHOUSE_TRY(transaction.commit());
    const QList<KeySlot> entries = keys.entries();
    const auto isOrphaned = [&](const KeySlot& slot) {
        return slot.kind == SlotKind::Operator && !held.contains(slot.id);
    };
    if (std::ranges::none_of(entries, isOrphaned))
        return {};
    for (const KeySlot& slot : entries) {
        if (isOrphaned(slot))
            keys.remove(slot.id);
    }
    return keys.save(paths.keys());
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
    GATEHOUSE_TRY_ASSIGN(keys, loadKeys(paths));
    const QByteArray slotId = operatorSlotId(keys.siteSalt(), name);
    SignInThrottle throttle(paths.signInState(), clock);
    GATEHOUSE_TRY(throttle.beginAttempt(slotId));
    const KeySlot* slot = keys.find(slotId);
    if (!slot || slot->kind != SlotKind::Operator) {
        spendDerivation(cost, passphrase);
        return failure(ErrorCode::SignInRefused);
    }
    GATEHOUSE_TRY_ASSIGN(key, openSlot(keys.siteUuid(), *slot, passphrase));
    GATEHOUSE_TRY_ASSIGN(failedBefore, throttle.attemptWasRight(slotId));
    GATEHOUSE_TRY_ASSIGN(opened, openStore(paths, key, keys.siteUuid()));
    GATEHOUSE_TRY_ASSIGN(actor, admit(*opened.writer, clock, *slot, failedBefore));
    GATEHOUSE_TRY(reconcile(keys, *opened.writer, clock, paths));
    return std::unique_ptr<OpenSite>(new OpenSite(
        std::make_unique<Private>(paths, clock, cost, std::move(keys), std::move(key), std::move(opened), actor)));
}

Result<std::unique_ptr<OpenSite>> OpenSite::recover(const SitePaths& paths, const Passphrase& recoveryCode,
    const QString& administrator, const Passphrase& newPassphrase, const Clock& clock, const DerivationCost& cost)
{
    GATEHOUSE_TRY_ASSIGN(keys, loadKeys(paths));
    const QByteArray recoveryId = recoverySlotId(keys.siteSalt());
    SignInThrottle throttle(paths.signInState(), clock);
    GATEHOUSE_TRY(throttle.beginAttempt(recoveryId));
    const KeySlot* recovery = keys.find(recoveryId);
    if (!recovery || recovery->kind != SlotKind::Recovery) {
        spendDerivation(cost, recoveryCode);
        return failure(ErrorCode::SignInRefused);
    }
    GATEHOUSE_TRY_ASSIGN(key, openSlot(keys.siteUuid(), *recovery, canonicalRecoveryCode(recoveryCode)));
    GATEHOUSE_TRY_ASSIGN(failedBefore, throttle.attemptWasRight(recoveryId));

    GATEHOUSE_TRY_ASSIGN(opened, openStore(paths, key, keys.siteUuid()));
    const QByteArray slotId = operatorSlotId(keys.siteSalt(), administrator);
    GATEHOUSE_TRY_ASSIGN(stored, administratorBySlot(*opened.writer, slotId));
    GATEHOUSE_TRY(checkPassphrase(newPassphrase, stored.row.name, opened.info.name));
    GATEHOUSE_TRY_ASSIGN(
        slot, sealSlot(keys.siteUuid(), slotId, SlotKind::Operator, Role::Administrator, key, newPassphrase, cost));
    {
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(*opened.writer));
        GATEHOUSE_TRY(audit::append(transaction, clock,
            operatorEntry(stored.row.id, QStringLiteral("site.recover"), stored.row.id,
                { { QStringLiteral("failedBefore"), failedBefore } })));
        keys.put(slot);
        GATEHOUSE_TRY(keys.save(paths.keys()));
        GATEHOUSE_TRY(transaction.commit());
    }
    (void)throttle.attemptWasRight(slotId);
    const ActingOperator actor { stored.row.id, stored.row.name, stored.row.role };
    return std::unique_ptr<OpenSite>(new OpenSite(
        std::make_unique<Private>(paths, clock, cost, std::move(keys), std::move(key), std::move(opened), actor)));
}

Result<ActingOperator> OpenSite::authenticate(const QString& name, const Passphrase& passphrase)
{
    const QByteArray slotId = operatorSlotId(d->keys.siteSalt(), name);
    const auto slot = d->slot(slotId);
    const auto proved = d->prove(slotId, slot, passphrase);
    if (proved) {
        return d->writer->call([&](store::Database& database) { return admit(database, d->clock, *slot, *proved); });
    }
    if (slot && proved.error().code == ErrorCode::SignInRefused) {
        const auto noted = d->writer->call([&](store::Database& database) -> Result<void> {
            GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
            GATEHOUSE_TRY_ASSIGN(stored, operatorBySlot(database, slotId));
            const OperatorId id = stored ? stored->row.id : OperatorId();
            GATEHOUSE_TRY(audit::append(transaction, d->clock,
                operatorEntry({}, QStringLiteral("sign-in.refuse"), id,
                    { { QStringLiteral("why"), QStringLiteral("passphrase") } })));
            return transaction.commit();
        });
        if (!noted)
            return noted.error();
    }
    return proved.error();
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

} // namespace gatehouse::security
