#include "core/security/OpenSite.h"
#include "core/security/OpenSiteState.h"
#include "core/security/Recoveries.h"

#include <algorithm>

namespace gatehouse::security {

namespace {

Result<bool> isThereAnotherAdministrator(store::Database& database, OperatorId besides)
{
    GATEHOUSE_TRY_ASSIGN(operators, storedOperators(database));
    return std::ranges::any_of(operators, [&](const StoredOperator& stored) {
        return stored.row.isEnabled && stored.row.id != besides && stored.row.role == Role::Administrator;
    });
}

// Oneself only where there is nobody else; and nobody who was brought back just now.
Result<void> requireMayConfirm(
    store::Database& database, const ActingOperator& actor, OperatorId who, const Clock& clock)
{
    GATEHOUSE_TRY(requireStillInOffice(database, actor));
    if (actor.id == who) {
        GATEHOUSE_TRY_ASSIGN(isThereAnother, isThereAnotherAdministrator(database, who));
        return isThereAnother ? failure(ErrorCode::SecondPersonUnfit, QStringLiteral("same person")) : Result<void>();
    }
    GATEHOUSE_TRY_ASSIGN(isHeld, isHeldBack(database, actor.id, {}, clock));
    return isHeld ? failure(ErrorCode::SecondPersonUnfit, QString(RecoveredDetail)) : Result<void>();
}

// Whoever was the only one anyway is no second person to themselves, and holds nobody back who is added later.
Result<bool> isAloneInEverything(store::Database& database, OperatorId who)
{
    for (const ProtectedAct act : AllProtectedActs) {
        GATEHOUSE_TRY_ASSIGN(isThereAnother, couldBeApproved(database, who, act));
        if (isThereAnother)
            return false;
    }
    return true;
}

} // namespace

Result<QList<RecoveredOperator>> OpenSite::recoveredOperators(const ActingOperator& actor)
{
    GATEHOUSE_TRY(actor.require(Permission::ManageOperators));
    return d->reader->call([](store::Database& database) { return unconfirmedOperators(database); });
}

Result<void> OpenSite::confirmRecovered(const ActingOperator& actor, OperatorId id)
{
    GATEHOUSE_TRY(actor.require(Permission::ManageOperators));
    return d->writer->call([&](store::Database& database) -> Result<void> {
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        GATEHOUSE_TRY(requireMayConfirm(database, actor, id, d->clock));
        GATEHOUSE_TRY_ASSIGN(isConfirmed, confirmRecovery(transaction, id, actor.id, d->clock.now()));
        if (!isConfirmed)
            return failure(ErrorCode::ChangedMeanwhile, QStringLiteral("nothing to confirm"));
        GATEHOUSE_TRY_ASSIGN(isAlone, isAloneInEverything(database, id));
        if (isAlone)
            GATEHOUSE_TRY(endHold(transaction, id));
        GATEHOUSE_TRY(audit::append(
            transaction, d->clock, operatorEntry(actor.id, QStringLiteral("operator.confirm-recovered"), id)));
        return transaction.commit();
    });
}

} // namespace gatehouse::security
