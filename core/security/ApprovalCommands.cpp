#include "core/security/OpenSite.h"
#include "core/security/OpenSiteState.h"

namespace gatehouse::security {

namespace {

Result<void> writeApproval(store::Database& database, const Clock& clock, OperatorId by, const QString& action,
    OperatorId proposer, QJsonObject detail, ProtectedAct act)
{
    detail.insert(QStringLiteral("act"), protectedActCode(act));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY(audit::append(transaction, clock, operatorEntry(by, action, proposer, detail)));
    return transaction.commit();
}

} // namespace

Result<Approval> OpenSite::approve(const ActingOperator& proposer, const Proposal& proposal, const QString& name,
    const Passphrase& passphrase, const QString& code)
{
    GATEHOUSE_TRY(proposer.require(proposalPermission(proposal.act)));
    if (foldedOperatorName(name) == foldedOperatorName(proposer.name))
        return failure(ErrorCode::SecondPersonUnfit, QStringLiteral("same person"));
    GATEHOUSE_TRY_ASSIGN(approver, d->admitAgain(name, passphrase, code, Private::Takeover::No));
    auto approval = Approval::of(proposer, approver, proposal, d->clock);
    if (approval) {
        const auto areTwo = d->reader->call(
            [&](store::Database& database) { return requireTwoPeople(database, proposer.id, approver.id, d->clock); });
        if (!areTwo)
            approval = areTwo.error();
    }
    // Refused or not: whoever looks at the trail sees who lent their passphrase to what.
    const auto noted = d->writer->call([&](store::Database& database) {
        return writeApproval(database, d->clock, approver.id,
            approval ? QStringLiteral("approval.give") : QStringLiteral("approval.refuse"), proposer.id,
            approval ? QJsonObject() : QJsonObject { { QStringLiteral("why"), approval.error().detail } },
            proposal.act);
    });
    if (!noted)
        return noted.error();
    return approval;
}

Result<Approval> OpenSite::approveAlone(const ActingOperator& proposer, const Proposal& proposal)
{
    return d->writer->call([&](store::Database& database) -> Result<Approval> {
        auto approval = Approval::alone(proposer, proposal, d->clock, database);
        if (approval) {
            GATEHOUSE_TRY(writeApproval(
                database, d->clock, proposer.id, QStringLiteral("approval.alone"), proposer.id, {}, proposal.act));
        }
        return approval;
    });
}

Result<bool> OpenSite::needsSecondPerson(const ActingOperator& proposer, ProtectedAct act)
{
    GATEHOUSE_TRY(proposer.require(proposalPermission(act)));
    return d->reader->call([&](store::Database& database) { return couldBeApproved(database, proposer.id, act); });
}

} // namespace gatehouse::security
