#include "core/security/OpenSite.h"
#include "core/security/OpenSiteState.h"

namespace gatehouse::security {

Result<OperatorId> OpenSite::addOperator(
    const ActingOperator& actor, Approval&& approval, const QString& name, Role role, const Passphrase& passphrase)
{
    GATEHOUSE_TRY(actor.require(Permission::ManageOperators));
    GATEHOUSE_TRY_ASSIGN(tidy, tidyOperatorName(name));
    GATEHOUSE_TRY(checkPassphrase(passphrase, tidy, d->info.name));
    const std::lock_guard lock(d->changing);
    const QByteArray slotId = operatorSlotId(d->siteSalt, tidy);
    if (d->slot(slotId))
        return failure(ErrorCode::AlreadyExists);
    GATEHOUSE_TRY_ASSIGN(slot, d->sealFor(slotId, role, passphrase));
    OperatorId added;
    const auto outcome =
        d->changeWithKeys(actor, [&](store::Transaction& transaction, KeySlotFile& keys) -> Result<void> {
            GATEHOUSE_TRY_ASSIGN(isTaken, operatorBySlot(transaction.database(), slotId));
            if (isTaken)
                return failure(ErrorCode::AlreadyExists);
            // Before it is done: who is added may be one who could approve.
            GATEHOUSE_TRY(approval.require(actor, Proposal::addOperator(tidy, role), transaction.database()));
            GATEHOUSE_TRY_ASSIGN(id, insertOperator(transaction, tidy, role, slotId, d->clock.now()));
            added = id;
            keys.put(slot);
            return audit::append(transaction, d->clock,
                operatorEntry(actor.id, QStringLiteral("operator.add"), id,
                    approval.noted({ { QStringLiteral("role"), roleCode(role) } })));
        });
    if (!outcome)
        return outcome.error();
    return added;
}

Result<QList<OperatorRow>> OpenSite::operators(const ActingOperator& actor)
{
    GATEHOUSE_TRY(actor.require(Permission::ManageOperators));
    return d->reader->call([](store::Database& database) -> Result<QList<OperatorRow>> {
        GATEHOUSE_TRY_ASSIGN(stored, storedOperators(database));
        QList<OperatorRow> rows;
        for (const StoredOperator& one : stored)
            rows.append(one.row);
        return rows;
    });
}

Result<void> OpenSite::disableOperator(const ActingOperator& actor, Approval&& approval, OperatorId id)
{
    GATEHOUSE_TRY(actor.require(Permission::ManageOperators));
    const std::lock_guard lock(d->changing);
    const auto outcome =
        d->changeWithKeys(actor, [&](store::Transaction& transaction, KeySlotFile& keys) -> Result<void> {
            GATEHOUSE_TRY_ASSIGN(stored, operatorById(transaction.database(), id));
            if (!stored)
                return failure(ErrorCode::NotFound, QStringLiteral("no operator of this number"));
            if (!stored->row.isEnabled)
                return failure(ErrorCode::ChangedMeanwhile, QStringLiteral("disabled already"));
            if (stored->row.role == Role::Administrator) {
                GATEHOUSE_TRY_ASSIGN(administrators, enabledAdministrators(transaction.database()));
                if (administrators <= 1)
                    return failure(ErrorCode::LastAdministrator);
            }
            // Before it is done: the one who is disabled may be one of the two.
            GATEHOUSE_TRY(approval.require(actor, Proposal::disableOperator(id), transaction.database()));
            GATEHOUSE_TRY(setOperatorState(transaction, id, OperatorState::Disabled));
            keys.remove(stored->slotId);
            return audit::append(transaction, d->clock,
                operatorEntry(actor.id, QStringLiteral("operator.disable"), id, approval.noted()));
        });
    if (outcome)
        d->endSignIns(id);
    return outcome;
}

Result<void> OpenSite::enableOperator(
    const ActingOperator& actor, Approval&& approval, OperatorId id, const Passphrase& passphrase)
{
    GATEHOUSE_TRY(actor.require(Permission::ManageOperators));
    const std::lock_guard lock(d->changing);
    GATEHOUSE_TRY_ASSIGN(
        stored, d->reader->call([&](store::Database& database) { return operatorById(database, id); }));
    if (!stored)
        return failure(ErrorCode::NotFound, QStringLiteral("no operator of this number"));
    if (stored->row.isEnabled)
        return failure(ErrorCode::ChangedMeanwhile, QStringLiteral("enabled already"));
    GATEHOUSE_TRY(checkPassphrase(passphrase, stored->row.name, d->info.name));
    GATEHOUSE_TRY_ASSIGN(slot, d->sealFor(stored->slotId, stored->row.role, passphrase));
    return d->changeWithKeys(actor, [&](store::Transaction& transaction, KeySlotFile& keys) -> Result<void> {
        GATEHOUSE_TRY(approval.require(actor, Proposal::enableOperator(id), transaction.database()));
        GATEHOUSE_TRY(setOperatorState(transaction, id, OperatorState::Enabled));
        keys.put(slot);
        return audit::append(
            transaction, d->clock, operatorEntry(actor.id, QStringLiteral("operator.enable"), id, approval.noted()));
    });
}

Result<void> OpenSite::changePassphrase(
    const ActingOperator& actor, const Passphrase& current, const Passphrase& replacement)
{
    GATEHOUSE_TRY_ASSIGN(own, d->reader->call([&](store::Database& database) { return ownRow(database, actor); }));
    GATEHOUSE_TRY(checkPassphrase(replacement, own.stored.row.name, d->info.name, own.beside));
    const std::lock_guard lock(d->changing);
    GATEHOUSE_TRY(d->proveOwn(own.stored.slotId, current));
    GATEHOUSE_TRY_ASSIGN(slot, d->sealFor(own.stored.slotId, own.stored.row.role, replacement));
    return d->changeWithKeys(actor, [&](store::Transaction& transaction, KeySlotFile& keys) -> Result<void> {
        // Turned off in the meantime: the shorter passphrase would stand alone.
        GATEHOUSE_TRY_ASSIGN(now, ownRow(transaction.database(), actor));
        GATEHOUSE_TRY(checkPassphrase(replacement, now.stored.row.name, d->info.name, now.beside));
        keys.put(slot);
        return audit::append(
            transaction, d->clock, operatorEntry(actor.id, QStringLiteral("operator.passphrase"), actor.id));
    });
}

} // namespace gatehouse::security
