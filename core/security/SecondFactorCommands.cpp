#include "core/security/OpenSite.h"
#include "core/security/OpenSiteState.h"
#include "core/security/SecondFactor.h"
#include "core/security/SignInThrottle.h"
#include "core/security/Totp.h"

namespace gatehouse::security {

Result<OwnRow> ownRow(store::Database& database, const ActingOperator& actor)
{
    GATEHOUSE_TRY_ASSIGN(stored, operatorById(database, actor.id));
    if (!stored)
        return failure(ErrorCode::NotFound, QStringLiteral("no operator of this number"));
    GATEHOUSE_TRY_ASSIGN(hasFactor, hasSecondFactor(database, actor.id));
    return OwnRow { *stored, hasFactor ? BesidePassphrase::SecondFactor : BesidePassphrase::Nothing };
}

SecondFactorOffer OpenSite::offerSecondFactor(const ActingOperator& actor) const
{
    TotpSecret secret = TotpSecret::random();
    Passphrase letters = secret.base32();
    Passphrase uri = secret.uri(d->info.name, actor.name);
    return { std::move(secret), std::move(letters), std::move(uri) };
}

Result<bool> OpenSite::hasSecondFactor(const ActingOperator& actor)
{
    return d->reader->call([&](store::Database& database) { return security::hasSecondFactor(database, actor.id); });
}

Result<void> OpenSite::turnOnSecondFactor(
    const ActingOperator& actor, const Passphrase& current, const TotpSecret& secret, const QString& code)
{
    GATEHOUSE_TRY_ASSIGN(own, d->reader->call([&](store::Database& database) { return ownRow(database, actor); }));
    // Whoever knows the passphrase alone would else exchange the factor that should stop them.
    if (own.beside == BesidePassphrase::SecondFactor)
        return failure(ErrorCode::AlreadyExists, QStringLiteral("a second factor"));
    const std::lock_guard lock(d->changing);
    GATEHOUSE_TRY(d->proveOwn(own.stored.slotId, current));
    const auto step = matchingTotpStep(secret, code, d->clock.now());
    if (!step)
        return failure(ErrorCode::SecondFactorRefused);
    return d->changeWithKeys(actor, [&](store::Transaction& transaction, KeySlotFile&) -> Result<void> {
        GATEHOUSE_TRY_ASSIGN(hasOne, security::hasSecondFactor(transaction.database(), actor.id));
        if (hasOne)
            return failure(ErrorCode::AlreadyExists, QStringLiteral("a second factor"));
        GATEHOUSE_TRY(setSecondFactor(transaction, actor.id, secret, *step, d->clock.now()));
        return audit::append(
            transaction, d->clock, operatorEntry(actor.id, QStringLiteral("operator.second-factor-on"), actor.id));
    });
}

Result<void> OpenSite::turnOffSecondFactor(const ActingOperator& actor, const Passphrase& current, const QString& code)
{
    GATEHOUSE_TRY_ASSIGN(own, d->reader->call([&](store::Database& database) { return ownRow(database, actor); }));
    if (own.beside == BesidePassphrase::Nothing)
        return failure(ErrorCode::NotFound, QStringLiteral("no second factor"));
    const std::lock_guard lock(d->changing);
    const QByteArray slotId = own.stored.slotId;
    SignInThrottle throttle(d->paths.signInState(), d->clock, d->keysNow().slotIds());
    GATEHOUSE_TRY(d->prove(slotId, d->slot(slotId), current));
    const auto done = d->changeWithKeys(actor, [&](store::Transaction& transaction, KeySlotFile&) -> Result<void> {
        GATEHOUSE_TRY(proveSecondFactor(transaction, actor.id, code, d->clock.now()));
        GATEHOUSE_TRY(checkPassphrase(current, own.stored.row.name, d->info.name));
        GATEHOUSE_TRY(security::removeSecondFactor(transaction, actor.id));
        return audit::append(
            transaction, d->clock, operatorEntry(actor.id, QStringLiteral("operator.second-factor-off"), actor.id));
    });
    // A wrong code is a guess and stays counted.
    if (done)
        GATEHOUSE_TRY(throttle.attemptWasRight(slotId));
    else if (done.error().code != ErrorCode::SecondFactorRefused)
        GATEHOUSE_TRY(throttle.attemptWasIncomplete(slotId));
    return done;
}

Result<void> OpenSite::removeSecondFactor(
    const ActingOperator& actor, Approval&& approval, OperatorId id, const Passphrase& replacement)
{
    GATEHOUSE_TRY(actor.require(Permission::ManageOperators));
    const std::lock_guard lock(d->changing);
    GATEHOUSE_TRY_ASSIGN(
        stored, d->reader->call([&](store::Database& database) { return operatorById(database, id); }));
    if (!stored)
        return failure(ErrorCode::NotFound, QStringLiteral("no operator of this number"));
    if (!stored->row.isEnabled)
        return failure(ErrorCode::OperatorDisabled);
    GATEHOUSE_TRY(checkPassphrase(replacement, stored->row.name, d->info.name));
    GATEHOUSE_TRY_ASSIGN(slot, d->sealFor(stored->slotId, stored->row.role, replacement));
    return d->changeWithKeys(actor, [&](store::Transaction& transaction, KeySlotFile& keys) -> Result<void> {
        GATEHOUSE_TRY_ASSIGN(hadOne, security::removeSecondFactor(transaction, id));
        if (!hadOne)
            return failure(ErrorCode::NotFound, QStringLiteral("no second factor"));
        GATEHOUSE_TRY(approval.require(actor, Proposal::removeSecondFactor(id), transaction.database()));
        keys.put(slot);
        return audit::append(transaction, d->clock,
            operatorEntry(actor.id, QStringLiteral("operator.second-factor-remove"), id, approval.noted()));
    });
}

} // namespace gatehouse::security
