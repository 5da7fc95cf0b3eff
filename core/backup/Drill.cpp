#include "core/backup/Drill.h"

#include "core/audit/AuditTrail.h"

#include <QFileInfo>
#include <QJsonObject>

namespace gatehouse::backup {

namespace {

// The tables whose numbers tell a person whether this is the site they know.
constexpr const char* CountedTables[] = { "operators", "persons", "vehicles", "face_templates", "access_rules",
    "cameras", "lanes", "events", "evidence", "audit" };

Result<QList<std::pair<QString, qint64>>> countRows(store::Database& database)
{
    QList<std::pair<QString, qint64>> rows;
    for (const char* table : CountedTables) {
        GATEHOUSE_TRY_ASSIGN(query, database.prepare(QByteArray("SELECT count(*) FROM ") + table));
        GATEHOUSE_TRY(query.step());
        rows.append({ QString::fromLatin1(table), query.integer(0) });
    }
    return rows;
}

Result<QByteArray> storedUuid(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT uuid FROM site"));
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found ? query.blob(0) : QByteArray();
}

Result<void> inspectRestored(store::Database& database, DrillReport& report)
{
    GATEHOUSE_TRY(database.verify());
    GATEHOUSE_TRY_ASSIGN(uuid, storedUuid(database));
    if (uuid != report.header.siteUuid)
        return failure(ErrorCode::BackupForeign);
    GATEHOUSE_TRY_ASSIGN(chain, audit::verify(database, report.header.audit));
    if (chain.entries != report.header.audit.entries || chain.head != report.header.audit.head)
        return failure(ErrorCode::AuditChainBroken, QString::number(chain.entries));
    report.chain = chain;
    GATEHOUSE_TRY_ASSIGN(rows, countRows(database));
    report.rows = rows;
    return {};
}

} // namespace

Result<store::WriterLock> lockBackups(const security::SitePaths& paths)
{
    return store::WriterLock::acquire(paths.folder + QStringLiteral("/site.backup"));
}

Result<BackupHeader> readOwnHeader(const security::OpenSite& site, const QString& file)
{
    GATEHOUSE_TRY_ASSIGN(header, readHeader(file));
    if (header.siteUuid != site.keyFile().siteUuid() || header.kind != BackupKind::Store)
        return failure(ErrorCode::BackupForeign);
    if (!isSignedBy(header, site.signingKey().publicKey()))
        return failure(ErrorCode::BackupForeign, QStringLiteral("signature"));
    return header;
}

Result<DrillReport> rehearse(const security::OpenSite& site, const Clock& clock, const QString& file,
    const ScratchFolder& scratch, const Watcher& watcher)
{
    const qint64 begin = clock.monotonicMilliseconds();
    GATEHOUSE_TRY_ASSIGN(header, readOwnHeader(site, file));
    const store::CopyWatcher extracting = [&watcher](const store::CopyProgress& at) {
        return watcher ? watcher({ Stage::Extracting, at.done, at.total }) : store::CopyGoesOn::Yes;
    };
    GATEHOUSE_TRY(extractPayload(file, scratch.store(), extracting));
    if (watcher && watcher({ Stage::Checking, 0, 1 }) == store::CopyGoesOn::No)
        return failure(ErrorCode::Cancelled);
    GATEHOUSE_TRY_ASSIGN(database, site.openCopy(scratch.store()));
    DrillReport report;
    report.header = header;
    GATEHOUSE_TRY(inspectRestored(*database, report));
    report.milliseconds = clock.monotonicMilliseconds() - begin;
    return report;
}

Result<DrillReport> Backups::rehearseInScratch(const QString& file, const Watcher& watcher)
{
    const auto alone = lockBackups(m_site.paths());
    if (!alone)
        return alone.error();
    GATEHOUSE_TRY_ASSIGN(scratch, ScratchFolder::create(m_site.paths().folder));
    return rehearse(m_site, m_clock, file, scratch, watcher);
}

Result<DrillReport> Backups::drill(const security::ActingOperator& actor, const QString& file, const Watcher& watcher)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ManageBackups));
    auto report = rehearseInScratch(file, watcher);
    if (!report && report.error().code == ErrorCode::Cancelled)
        return report;
    LastDrill last { m_clock.now(), std::nullopt };
    if (!report)
        last.failure = report.error().code;
    GATEHOUSE_TRY(note(actor.id, QStringLiteral("backup.drill"),
        { { QStringLiteral("file"), QFileInfo(file).fileName() }, { QStringLiteral("good"), report.isOk() } },
        [&](store::Transaction& transaction) { return writeDrill(transaction, last); }));
    return report;
}

} // namespace gatehouse::backup
