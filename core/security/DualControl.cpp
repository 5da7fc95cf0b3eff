#include "core/security/DualControl.h"

#include "core/security/KeySlot.h"
#include "core/security/OperatorTable.h"
#include "core/security/Recoveries.h"

#include <algorithm>
#include <utility>

namespace gatehouse::security {

namespace {

struct KnownAct
{
    ProtectedAct act;
    QLatin1StringView code;
    Permission proposal;
    QList<Role> approvers;
};

// The one table. Who approves understands what is at stake and answers for it: never a guard or an attendant. Money is
// not the privacy officer's, how long data is kept not the manager's.
const KnownAct& known(ProtectedAct act)
{
    using enum Role;
    static const KnownAct Acts[] = {
        { ProtectedAct::ExportPersonalData, QLatin1StringView("export-personal-data"), Permission::ExportPersonalData,
            { Manager, PrivacyOfficer, Administrator } },
        { ProtectedAct::EraseSubject, QLatin1StringView("erase-subject"), Permission::EraseSubjects,
            { Manager, PrivacyOfficer, Administrator } },
        { ProtectedAct::RestoreBackup, QLatin1StringView("restore-backup"), Permission::RestoreBackup,
            { Manager, PrivacyOfficer, Administrator } },
        { ProtectedAct::ChangeOthersKeySlot, QLatin1StringView("change-key-slot"), Permission::ManageOperators,
            { Manager, PrivacyOfficer, Administrator } },
        { ProtectedAct::RefundAboveLimit, QLatin1StringView("refund-above-limit"), Permission::RefundFees,
            { Manager, Administrator } },
        { ProtectedAct::LengthenRetention, QLatin1StringView("lengthen-retention"), Permission::ManageRetention,
            { PrivacyOfficer, Administrator } },
        { ProtectedAct::AcceptHistory, QLatin1StringView("accept-history"), Permission::AcceptHistory,
            { Manager, PrivacyOfficer, Administrator } },
    };
    return *std::ranges::find(Acts, act, &KnownAct::act);
}

} // namespace

QString protectedActCode(ProtectedAct act)
{
    return known(act).code;
}

Permission proposalPermission(ProtectedAct act)
{
    return known(act).proposal;
}

bool mayApprove(Role role, ProtectedAct act)
{
    return known(act).approvers.contains(role);
}

QList<Role> approvingRoles(ProtectedAct act)
{
    return known(act).approvers;
}

Proposal Proposal::addOperator(const QString& name, Role role)
{
    return { ProtectedAct::ChangeOthersKeySlot,
        QStringLiteral("add/") + roleCode(role) + u'/' + foldedOperatorName(name) };
}

Proposal Proposal::disableOperator(OperatorId id)
{
    return { ProtectedAct::ChangeOthersKeySlot, QStringLiteral("disable/%1").arg(id.value()) };
}

Proposal Proposal::enableOperator(OperatorId id)
{
    return { ProtectedAct::ChangeOthersKeySlot, QStringLiteral("enable/%1").arg(id.value()) };
}

Proposal Proposal::removeSecondFactor(OperatorId id)
{
    return { ProtectedAct::ChangeOthersKeySlot, QStringLiteral("second-factor/%1").arg(id.value()) };
}

Proposal Proposal::renewRecoveryCode()
{
    return { ProtectedAct::ChangeOthersKeySlot, QStringLiteral("recovery-code") };
}

Proposal Proposal::rekey()
{
    return { ProtectedAct::ChangeOthersKeySlot, QStringLiteral("site-key") };
}

Proposal Proposal::restore(const QByteArray& payloadDigest)
{
    return { ProtectedAct::RestoreBackup, QString::fromLatin1(payloadDigest.toHex()) };
}

Proposal Proposal::acceptHistory(const audit::HistoryMismatch& mismatch)
{
    return { ProtectedAct::AcceptHistory,
        QStringLiteral("%1/%2/%3")
            .arg(audit::historyFaultCode(mismatch.fault), audit::signedPlaceCode(mismatch.place))
            .arg(mismatch.entry) };
}

Result<bool> couldBeApproved(store::Database& database, OperatorId proposer, ProtectedAct act)
{
    GATEHOUSE_TRY_ASSIGN(operators, storedOperators(database));
    return std::ranges::any_of(operators, [&](const StoredOperator& stored) {
        return stored.row.isEnabled && stored.row.id != proposer && mayApprove(stored.row.role, act);
    });
}

Result<void> requireTwoPeople(store::Database& database, OperatorId proposer, OperatorId approver, const Clock& clock)
{
    GATEHOUSE_TRY_ASSIGN(isApproverHeld, isHeldBack(database, approver, proposer, clock));
    GATEHOUSE_TRY_ASSIGN(isProposerHeld, isHeldBack(database, proposer, approver, clock));
    return isApproverHeld || isProposerHeld
        ? Result<void>(failure(ErrorCode::SecondPersonUnfit, QString(RecoveredDetail)))
        : Result<void>();
}

Approval::Approval(OperatorId proposer, ActingOperator approver, Proposal proposal, const Clock& clock)
    : m_proposer(proposer)
    , m_approver(std::move(approver))
    , m_proposal(std::move(proposal))
    , m_clock(&clock)
    , m_validUntil(clock.monotonicMilliseconds() + Validity)
{
}

Approval::Approval(Approval&& other) noexcept
    : m_proposer(other.m_proposer)
    , m_approver(other.m_approver)
    , m_proposal(other.m_proposal)
    , m_clock(other.m_clock)
    , m_validUntil(other.m_validUntil)
    , m_isSpent(std::exchange(other.m_isSpent, true))
{
}

Approval& Approval::operator=(Approval&& other) noexcept
{
    if (this != &other) {
        m_proposer = other.m_proposer;
        m_approver = other.m_approver;
        m_proposal = other.m_proposal;
        m_clock = other.m_clock;
        m_validUntil = other.m_validUntil;
        m_isSpent = std::exchange(other.m_isSpent, true);
    }
    return *this;
}

Result<Approval> Approval::of(
    const ActingOperator& proposer, const ActingOperator& approver, const Proposal& proposal, const Clock& clock)
{
    GATEHOUSE_TRY(proposer.require(proposalPermission(proposal.act)));
    if (!approver.id.isValid() || approver.id == proposer.id)
        return failure(ErrorCode::SecondPersonUnfit, QStringLiteral("same person"));
    if (!mayApprove(approver.role, proposal.act))
        return failure(ErrorCode::SecondPersonUnfit, roleCode(approver.role));
    return Approval(proposer.id, approver, proposal, clock);
}

Result<Approval> Approval::alone(
    const ActingOperator& proposer, const Proposal& proposal, const Clock& clock, store::Database& database)
{
    GATEHOUSE_TRY(proposer.require(proposalPermission(proposal.act)));
    GATEHOUSE_TRY_ASSIGN(isThereAnother, couldBeApproved(database, proposer.id, proposal.act));
    if (isThereAnother)
        return failure(ErrorCode::SecondPersonNeeded, protectedActCode(proposal.act));
    return Approval(proposer.id, {}, proposal, clock);
}

Result<void> Approval::require(const ActingOperator& actor, const Proposal& proposal, store::Database& database)
{
    const ProtectedAct act = proposal.act;
    const bool wasSpent = std::exchange(m_isSpent, true);
    GATEHOUSE_TRY(actor.require(proposalPermission(act)));
    GATEHOUSE_TRY(requireStillInOffice(database, actor));
    if (wasSpent)
        return failure(ErrorCode::ApprovalNotValid, QStringLiteral("used"));
    if (actor.id != m_proposer)
        return failure(ErrorCode::ApprovalNotValid, QStringLiteral("another person's"));
    if (act != m_proposal.act)
        return failure(ErrorCode::ApprovalNotValid, QStringLiteral("another act's"));
    if (proposal.object != m_proposal.object)
        return failure(ErrorCode::ApprovalNotValid, QStringLiteral("given for something else"));
    if (m_clock->monotonicMilliseconds() >= m_validUntil)
        return failure(ErrorCode::ApprovalNotValid, QStringLiteral("too old"));
    if (!m_approver.id.isValid()) {
        GATEHOUSE_TRY_ASSIGN(isThereAnother, couldBeApproved(database, m_proposer, act));
        return isThereAnother ? failure(ErrorCode::SecondPersonNeeded, protectedActCode(act)) : Result<void>();
    }
    const auto isInOffice = requireStillInOffice(database, m_approver);
    if (!isInOffice && isInOffice.error().code == ErrorCode::PermissionDenied)
        return failure(ErrorCode::SecondPersonUnfit, QStringLiteral("no longer in office"));
    GATEHOUSE_TRY(isInOffice);
    return requireTwoPeople(database, m_proposer, m_approver.id, *m_clock);
}

QJsonObject Approval::noted(QJsonObject detail) const
{
    detail.insert(QStringLiteral("approver"),
        m_approver.id.isValid() ? QJsonValue(m_approver.id.value()) : QJsonValue(QStringLiteral("none")));
    return detail;
}

} // namespace gatehouse::security
