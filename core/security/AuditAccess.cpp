#include "core/security/AuditAccess.h"

#include "core/audit/AuditExport.h"
#include "core/security/OperatorTable.h"

#include <QFile>
#include <QSaveFile>

namespace gatehouse::security {

namespace {

constexpr int ExportedAtATime = 2000;

} // namespace

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

Result<qint64> verifyAuditCheckpoints(
    const ActingOperator& actor, store::Database& database, const QByteArray& publicKey)
{
    GATEHOUSE_TRY(actor.require(Permission::ViewAudit));
    return audit::verifyCheckpoints(database, publicKey);
}

Result<audit::Checkpoint> exportAudit(
    const ActingOperator& actor, OpenSite& site, const Clock& clock, const QString& file, const ExportProgress& proceed)
{
    GATEHOUSE_TRY(actor.require(Permission::ExportAudit));
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly) || !out.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return failure(ErrorCode::FileNotWritable, out.errorString());
    GATEHOUSE_TRY_ASSIGN(made, site.writer().call([&](store::Database& database) -> Result<audit::AuditExport> {
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        GATEHOUSE_TRY(requireStillInOffice(database, actor));
        GATEHOUSE_TRY_ASSIGN(operators, storedOperators(database));
        QList<audit::ExportedOperator> roles;
        for (const StoredOperator& stored : operators)
            roles.append({ stored.row.id, roleCode(stored.row.role) });
        GATEHOUSE_TRY(audit::append(
            transaction, clock, { actor.id, QStringLiteral("audit.export"), { QStringLiteral("audit"), 0 }, {} }));
        GATEHOUSE_TRY_ASSIGN(begun, audit::AuditExport::begin(transaction, clock, site.signingKey(), roles));
        GATEHOUSE_TRY(transaction.commit());
        return std::move(begun);
    }));
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(isMore, site.reader().call([&](store::Database& database) {
            return made.writeNext(database, out, ExportedAtATime);
        }));
        if (proceed && !proceed(made.written(), made.end().state.entries)) {
            out.cancelWriting();
            return failure(ErrorCode::Cancelled);
        }
        if (!isMore)
            break;
    }
    if (!out.commit())
        return failure(ErrorCode::FileNotWritable, out.errorString());
    return made.end();
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
