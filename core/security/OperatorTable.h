#pragma once

#include "core/security/Operator.h"
#include "core/store/Transaction.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace gatehouse::security {

// The rows of `operators`; plain functions on the thread that owns the connection. The row decides what an operator may
// do, the key slot of the same id whether the store opens for them.
struct StoredOperator
{
    OperatorRow row;
    QByteArray slotId;
};

Result<std::optional<StoredOperator>> operatorById(store::Database& database, OperatorId id);
Result<std::optional<StoredOperator>> operatorBySlot(store::Database& database, const QByteArray& slotId);
Result<QList<StoredOperator>> storedOperators(store::Database& database);
Result<qint64> enabledAdministrators(store::Database& database);

// AlreadyExists when the name or its slot id is taken, also by a disabled operator.
Result<OperatorId> insertOperator(
    store::Transaction& transaction, const QString& name, Role role, const QByteArray& slotId, UtcTime now);
enum class OperatorState { Enabled, Disabled };
Result<void> setOperatorState(store::Transaction& transaction, OperatorId id, OperatorState state);

// PermissionDenied unless the operator is still enabled in the role they signed in with.
Result<void> requireStillInOffice(store::Database& database, const ActingOperator& actor);

} // namespace gatehouse::security
