#include "core/security/AuditAccess.h"

#include "core/security/OperatorTable.h"

namespace gatehouse::security {

Result<QList<audit::Record>> readAudit(const ActingOperator& actor, store::Database& database,
    const audit::Filter& filter, int limit, std::optional<qint64> before)
{
    GATEHOUSE_TRY(actor.require(Permission::ViewAudit));
    return audit::list(database, filter, limit, before);
}

Result<audit::ChainState> verifyAudit(
    const ActingOperator& actor, store::Database& database, const std::optional<audit::ChainState>& known)
{
    GATEHOUSE_TRY(actor.require(Permission::ViewAudit));
    return audit::verify(database, known);
}

Result<AuditProgress> verifyNextAudit(
    const ActingOperator& actor, store::Database& database, const audit::ChainState& from, int limit)
{
    GATEHOUSE_TRY(actor.require(Permission::ViewAudit));
    GATEHOUSE_TRY_ASSIGN(checked, audit::verifyNext(database, from, limit));
    GATEHOUSE_TRY_ASSIGN(total, audit::newestSequence(database));
    return AuditProgress { checked, total, checked.entries == from.entries };
}

Result<QHash<OperatorId, QString>> operatorNames(const ActingOperator& actor, store::Database& database)
{
    GATEHOUSE_TRY(actor.require(Permission::ViewAudit));
    GATEHOUSE_TRY_ASSIGN(operators, storedOperators(database));
    QHash<OperatorId, QString> names;
    for (const StoredOperator& stored : operators)
        names.insert(stored.row.id, stored.row.name);
    return names;
}

} // namespace gatehouse::security
