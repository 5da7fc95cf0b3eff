#include "core/security/RegistryChange.h"

#include "core/audit/AuditTrail.h"

namespace gatehouse::security {

RegistryChange::RegistryChange(store::Transaction transaction, const Clock& clock, OperatorId actor, RecordKind kind)
    : m_transaction(std::move(transaction))
    , m_clock(&clock)
    , m_actor(actor)
    , m_kind(kind)
{
}

Result<RegistryChange> RegistryChange::begin(
    store::Database& database, const Clock& clock, const ActingOperator& actor, RecordKind kind)
{
    GATEHOUSE_TRY(actor.require(editPermission(kind)));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    return RegistryChange(std::move(transaction), clock, actor.id, kind);
}

Result<void> RegistryChange::commit(QLatin1StringView verb, qint64 id, const QJsonObject& detail)
{
    const QString kind = recordKindCode(m_kind);
    GATEHOUSE_TRY(
        audit::append(m_transaction, *m_clock, { m_actor, kind + QLatin1Char('.') + verb, { kind, id }, detail }));
    return m_transaction.commit();
}

} // namespace gatehouse::security
