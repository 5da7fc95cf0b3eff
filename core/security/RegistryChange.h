#pragma once

#include "core/base/Clock.h"
#include "core/security/Records.h"

#include <QJsonObject>

namespace gatehouse::security {

// One change of a registry from begin() to commit(): asks for the permission before anything else is looked at, and
// commits the change with its audit entry, or neither. Thrown away before commit() it leaves no trace. On the thread
// that owns the connection.
class RegistryChange
{
public:
    // PermissionDenied, and what Transaction::begin() says.
    static Result<RegistryChange> begin(
        store::Database& database, const Clock& clock, const ActingOperator& actor, RecordKind kind);

    [[nodiscard]] store::Transaction& transaction() { return m_transaction; }
    // As claimRecord() and deleteRecord().
    Result<void> claim(qint64 id, RowVersion read) { return claimRecord(m_transaction, m_kind, id, read); }
    Result<void> deleteRow(qint64 id) { return deleteRecord(m_transaction, m_kind, id); }

    // `verb` completes the action: "add" is "rule.add". `detail` holds codes and numbers, never a name.
    Result<void> commit(QLatin1StringView verb, qint64 id, const QJsonObject& detail = {});

private:
    RegistryChange(store::Transaction transaction, const Clock& clock, OperatorId actor, RecordKind kind);

    store::Transaction m_transaction;
    const Clock* m_clock;
    OperatorId m_actor;
    RecordKind m_kind;
};

} // namespace gatehouse::security
