#include "core/privacy/ListExport.h"

#include "core/audit/AuditTrail.h"
#include "core/store/Transaction.h"

namespace gatehouse::privacy {

QString listKindCode(ListKind kind)
{
    switch (kind) {
    case ListKind::People:
        return QStringLiteral("person");
    case ListKind::Vehicles:
        return QStringLiteral("vehicle");
    case ListKind::Events:
        return QStringLiteral("event");
    }
    return {};
}

security::Proposal listExportProposal(ListKind kind)
{
    return { security::ProtectedAct::ExportPersonalData, QStringLiteral("list/") + listKindCode(kind) };
}

Result<void> approveListExport(const security::ActingOperator& actor, store::Database& database, const Clock& clock,
    ListKind kind, security::Approval&& approval)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ExportPersonalData));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY(approval.require(actor, listExportProposal(kind), database));
    GATEHOUSE_TRY(audit::append(
        transaction, clock, { actor.id, QStringLiteral("list.export"), { listKindCode(kind), 0 }, approval.noted() }));
    return transaction.commit();
}

} // namespace gatehouse::privacy
