#pragma once

#include "core/audit/AuditTrail.h"
#include "core/security/OpenSite.h"

#include <QHash>

#include <functional>

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

// Every signed checkpoint against the site's public key and the entries; how many there are.
Result<qint64> verifyAuditCheckpoints(
    const ActingOperator& actor, store::Database& database, const QByteArray& publicKey);

// Writes the whole trail to a file that anyone can check offline (core/audit/AuditExport.h), part by part, and says so
// in the trail: needs ExportAudit. The file is 0600 and there only when it is whole. `proceed` is told entries written
// and entries in all, on the calling thread, and stops the export by returning false: Cancelled. Otherwise
// FileNotWritable. Returns the checkpoint the file ends with. Not on a store thread.
using ExportProgress = std::function<bool(qint64 written, qint64 total)>;
Result<audit::Checkpoint> exportAudit(const ActingOperator& actor, OpenSite& site, const Clock& clock,
    const QString& file, const ExportProgress& proceed = {});

// Who the numbers in the trail are; operators are never deleted, so every number has a name.
Result<QHash<OperatorId, QString>> operatorNames(const ActingOperator& actor, store::Database& database);

} // namespace gatehouse::security
