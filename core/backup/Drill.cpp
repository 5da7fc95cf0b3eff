#include "core/backup/Drill.h"

#include "core/audit/Checkpoint.h"
#include "core/security/CopyLock.h"
#include "core/store/RekeyedCopy.h"
#include "core/store/SchemaCheck.h"

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

store::CopyWatcher extracting(const Watcher& watcher)
{
    return [&watcher](const store::CopyProgress& at) {
        return watcher ? watcher({ Stage::Extracting, at.done, at.total }) : store::CopyGoesOn::Yes;
    };
}

// A backup of before a re-key, under the site's key of now.
Result<void> bringUnderKeyOfNow(
    const security::OpenSite& site, const BackupHeader& header, const OldBackup& backup, const QString& store)
{
    if (!backup.secret)
        return failure(ErrorCode::BackupKeyNeeded);
    GATEHOUSE_TRY_ASSIGN(file, security::KeySlotFile::decode(header.keyFile));
    GATEHOUSE_TRY_ASSIGN(keys, security::CarriedKeys::open(file, *backup.secret));
    if (keys.signingKey().publicKey() != site.signingKey().publicKey())
        return failure(ErrorCode::BackupForeign, QStringLiteral("signature"));
    const QString renewed = store + QStringLiteral(".new");
    {
        GATEHOUSE_TRY_ASSIGN(then, keys.openStore(store));
        GATEHOUSE_TRY(site.rekeyCopy(*then, renewed));
    }
    return store::replaceStore(store, renewed);
}

} // namespace

Result<void> inspectRestored(store::Database& database, DrillReport& report)
{
    GATEHOUSE_TRY(database.verify());
    GATEHOUSE_TRY_ASSIGN(schema, store::compareSchema(database));
    if (!schema.tables.isEmpty())
        return failure(
            ErrorCode::MigrationFailed, QStringLiteral("schema ") + schema.tables.join(QStringLiteral(", ")));
    report.rulesMissing = schema.rules;
    GATEHOUSE_TRY_ASSIGN(uuid, storedUuid(database));
    if (uuid != report.header.siteUuid)
        return failure(ErrorCode::BackupForeign);
    GATEHOUSE_TRY_ASSIGN(chain, audit::verify(database, report.header.audit));
    if (chain.entries != report.header.audit.entries || chain.head != report.header.audit.head)
        return failure(ErrorCode::AuditChainBroken, QString::number(chain.entries));
    report.chain = chain;
    GATEHOUSE_TRY_ASSIGN(checkpoints, audit::verifyCheckpoints(database, report.header.publicKey));
    report.checkpoints = checkpoints;
    GATEHOUSE_TRY_ASSIGN(rows, countRows(database));
    report.rows = rows;
    return {};
}

Result<BackupHeader> readOwnHeader(const security::OpenSite& site, const QString& file, BackupKind kind)
{
    GATEHOUSE_TRY_ASSIGN(header, readHeader(file));
    if (header.siteUuid != site.keyFile().siteUuid() || header.kind != kind)
        return failure(ErrorCode::BackupForeign);
    if (!isSignedBy(header, site.signingKey().publicKey()))
        return failure(ErrorCode::BackupForeign, QStringLiteral("signature"));
    return header;
}

Result<DrillReport> rehearse(const security::OpenSite& site, const Clock& clock, const OldBackup& backup,
    const ScratchFolder& scratch, const Watcher& watcher)
{
    const qint64 begin = clock.monotonicMilliseconds();
    GATEHOUSE_TRY_ASSIGN(header, readOwnHeader(site, backup.file));
    GATEHOUSE_TRY(extractPayload(backup.file, header, scratch.store(), extracting(watcher)));
    if (watcher && watcher({ Stage::Checking, 0, 1 }) == store::CopyGoesOn::No)
        return failure(ErrorCode::Cancelled);
    DrillReport report;
    report.header = header;
    auto database = site.openCopy(scratch.store());
    // Its bytes are those that were signed: what does not open it is the key.
    if (!database && database.error().code == ErrorCode::StoreDamagedOrWrongKey) {
        GATEHOUSE_TRY(bringUnderKeyOfNow(site, header, backup, scratch.store()));
        report.isUnderOlderKey = true;
        database = site.openCopy(scratch.store());
    }
    if (!database)
        return database.error();
    GATEHOUSE_TRY(inspectRestored(**database, report));
    report.milliseconds = clock.monotonicMilliseconds() - begin;
    return report;
}

Result<DrillReport> Backups::rehearseInScratch(const OldBackup& backup, const Watcher& watcher)
{
    const auto alone = security::lockCopies(m_site.paths());
    if (!alone)
        return alone.error();
    GATEHOUSE_TRY_ASSIGN(scratch, ScratchFolder::create(m_site.paths().folder));
    return rehearse(m_site, m_clock, backup, scratch, watcher);
}

Result<DrillReport> Backups::drill(
    const security::ActingOperator& actor, const OldBackup& backup, const Watcher& watcher)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ManageBackups));
    auto report = rehearseInScratch(backup, watcher);
    // Stopped, or asked for a secret of then that is missing or wrong: it says nothing of the backup.
    if (!report
        && (report.error().code == ErrorCode::Cancelled || report.error().code == ErrorCode::BackupKeyNeeded
            || report.error().code == ErrorCode::SignInRefused))
        return report;
    LastDrill last { m_clock.now(), std::nullopt };
    if (!report)
        last.failure = report.error().code;
    GATEHOUSE_TRY(note(actor.id, QStringLiteral("backup.drill"),
        { { QStringLiteral("file"), QFileInfo(backup.file).fileName() }, { QStringLiteral("good"), report.isOk() } },
        [&](store::Transaction& transaction) { return writeDrill(transaction, last); }));
    return report;
}

} // namespace gatehouse::backup
