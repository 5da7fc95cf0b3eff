#pragma once

#include "core/audit/AuditTrail.h"
#include "core/security/Operator.h"

#include <QHash>

namespace gatehouse::security {

// The audit trail for those who hold ViewAudit; otherwise as in core/audit. Plain functions on the thread that owns the
// connection.
Result<QList<audit::Record>> readAudit(const ActingOperator& actor, store::Database& database,
    const audit::Filter& filter, int limit, std::optional<qint64> before = std::nullopt);

Result<audit::ChainState> verifyAudit(const ActingOperator& actor, store::Database& database,
    const std::optional<audit::ChainState>& known = std::nullopt);

// A part of the check, so that a console can show how far it is and the store thread serves others between two parts.
struct AuditProgress
{
    audit::ChainState checked;
    qint64 total = 0;
    bool isDone = false;
};
Result<AuditProgress> verifyNextAudit(
    const ActingOperator& actor, store::Database& database, const audit::ChainState& from, int limit);

// Who the numbers in the trail are; operators are never deleted, so every number has a name.
Result<QHash<OperatorId, QString>> operatorNames(const ActingOperator& actor, store::Database& database);

} // namespace gatehouse::security
