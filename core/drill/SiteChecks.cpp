#include "core/drill/SiteChecks.h"

#include "core/audit/Checkpoint.h"
#include "core/drill/OwnProcess.h"
#include "core/drill/PlaceScan.h"
#include "core/security/AuditAccess.h"
#include "core/security/KeyFacts.h"
#include "core/security/LogUpkeep.h"
#include "core/store/SchemaCheck.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>

namespace gatehouse::drill {

namespace {

void add(DrillReport& report, FindingKind kind, const QString& what, const QString& detail = {})
{
    report.findings.append({ kind, DrillPlace::Site, what, detail, {} });
}

QString nameOf(const Error& error)
{
    return QString(errorCodeName(error.code));
}

LootKind lootKindOf(const security::SitePaths& paths, const QFileInfo& file)
{
    const QString path = file.filePath();
    if (path == paths.store())
        return LootKind::Store;
    if (file.size() == 0)
        return LootKind::Marker;
    if (path.startsWith(paths.store()))
        return path.startsWith(paths.store() + QLatin1Char('-')) ? LootKind::StoreLog : LootKind::Backup;
    if (path.startsWith(paths.keys()))
        return LootKind::KeyFile;
    if (path == paths.signInState())
        return LootKind::SignInState;
    if (path.startsWith(paths.folder + QStringLiteral("/site.ring")))
        return LootKind::KeyRing;
    const QString suffix = file.suffix();
    if (suffix == QLatin1String("ghbackup"))
        return LootKind::Backup;
    if (suffix == QLatin1String("ghring"))
        return LootKind::KeyRing;
    if (suffix == QLatin1String("ini"))
        return LootKind::Settings;
    if (path.contains(QLatin1String(".log")))
        return LootKind::Log;
    return LootKind::Other;
}

void checkSignatures(const SiteView& view, const security::ActingOperator& actor, DrillReport& report)
{
    const auto missing = view.site.reader().call(
        [&view](store::Database& database) { return audit::missingCheckpoint(database, view.clock.now()); });
    const auto genuine =
        view.site.reader().call([&actor, key = view.site.signingKey().publicKey()](store::Database& database) {
            return security::verifyAuditCheckpoints(actor, database, key);
        });
    if (missing && *missing) {
        add(report, FindingKind::CheckpointMissing, QStringLiteral("audit"), QString::number(**missing));
    } else if (!missing || !genuine) {
        const Error error = missing ? genuine.error() : missing.error();
        const bool isBroken = error.code == ErrorCode::AuditChainBroken;
        add(report, isBroken ? FindingKind::ChainBroken : FindingKind::NotLookedAt, QStringLiteral("audit"),
            error.detail);
    }
}

// Whether what guards the rows is there: append-only trail, no template without a consent.
void checkSchema(const SiteView& view, DrillReport& report)
{
    for (const QByteArrayView schema : { QByteArrayView("main"), QByteArrayView("ring") }) {
        const auto difference = view.site.reader().call(
            [schema](store::Database& database) { return store::compareSchema(database, schema); });
        if (!difference) {
            add(report, FindingKind::NotLookedAt, QStringLiteral("schema"), nameOf(difference.error()));
            continue;
        }
        for (const QString& name : difference->all())
            add(report, FindingKind::StoreSchema, name);
    }
}

QStringList foldersOf(const SiteView& view)
{
    return QStringList { view.site.paths().folder } + view.ownFolders;
}

} // namespace

void checkProcess(const SiteView&, const security::ActingOperator&, DrillReport& report)
{
    const QString thisProcess = QStringLiteral("this program");
    const auto sockets = ownListeningSockets();
    const auto files = ownFilesOpenToOthers();
    if (!sockets || !files)
        add(report, FindingKind::NotLookedAt, thisProcess, QStringLiteral("/proc"));
    for (const QString& socket : sockets.value_or(QStringList()))
        add(report, FindingKind::ListeningSocket, socket);
    for (const QString& file : files.value_or(QStringList()))
        add(report, FindingKind::OpenFileReadable, file);
    if (!isOwnMemoryPrivate())
        add(report, FindingKind::MemoryNotPrivate, thisProcess);
}

void checkFiles(const SiteView& view, const security::ActingOperator&, DrillReport& report)
{
    // Nothing is planted here: only what must not lie in any of these folders at all.
    TraceSearch search;
    search.addFileBeginnings();
    PlaceScan scan(search, DrillPlace::Site, PlaceScan::Modes::Checked);
    for (const QString& folder : foldersOf(view)) {
        if (QFileInfo::exists(folder))
            scan.look(folder);
    }
    report.findings += scan.findings();
    report.filesScanned += scan.files();
    report.bytesScanned += scan.bytes();
}

void checkKeys(const SiteView& view, const security::ActingOperator&, DrillReport& report)
{
    const QString file = view.site.paths().keys();
    const auto facts = security::keyFacts(view.site.paths());
    if (!facts) {
        add(report, FindingKind::KeyFileDamaged, file, nameOf(facts.error()));
        return;
    }
    if (!facts->isWhole)
        add(report, FindingKind::KeyFileDamaged, file, QStringLiteral("one copy"));
    QJsonArray rows;
    for (const security::SlotFacts& slot : facts->entries) {
        const bool isRecovery = slot.kind == security::SlotKind::Recovery;
        const QString owner = isRecovery ? QStringLiteral("recovery") : security::roleCode(slot.role);
        const QString cost = QStringLiteral("%1 passes over %2 KiB").arg(slot.passes).arg(slot.memoryBytes >> 10U);
        if (slot.isWeak)
            add(report, FindingKind::WeakSlot, owner, cost);
        if (slot.isOldFormat)
            add(report, FindingKind::OldSlotFormat, owner);
        rows.append(QJsonObject { { QStringLiteral("owner"), owner }, { QStringLiteral("passes"), qint64(slot.passes) },
            { QStringLiteral("memoryBytes"), qint64(slot.memoryBytes) } });
    }
    report.site.insert(QStringLiteral("slots"), rows);
}

void checkTrail(const SiteView& view, const security::ActingOperator& actor, DrillReport& report)
{
    checkSchema(view, report);
    if (const auto mismatch = view.site.history().mismatch) {
        add(report, FindingKind::ChainBroken, QStringLiteral("audit"), mismatch->error().detail);
        return;
    }
    const auto chain =
        view.site.reader().call([&actor](store::Database& database) { return security::verifyAudit(actor, database); });
    if (!chain) {
        const bool isBroken = chain.error().code == ErrorCode::AuditChainBroken;
        add(report, isBroken ? FindingKind::ChainBroken : FindingKind::NotLookedAt, QStringLiteral("audit"),
            nameOf(chain.error()));
        return;
    }
    checkSignatures(view, actor, report);
    const auto acceptances =
        view.site.reader().call([](store::Database& database) { return audit::listAcceptances(database); });
    for (const audit::Acceptance& one : acceptances ? *acceptances : QList<audit::Acceptance>())
        add(report, FindingKind::HistoryAccepted, QString::number(one.state.entries), one.at.toIso());
    report.site.insert(QStringLiteral("audit"),
        QJsonObject { { QStringLiteral("entries"), chain->entries },
            { QStringLiteral("head"), QString::fromLatin1(chain->head.toHex()) } });
}

void takeStock(const SiteView& view, const security::ActingOperator&, DrillReport& report)
{
    for (const QString& folder : foldersOf(view)) {
        QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QFileInfo file(files.next());
            report.loot.append({ lootKindOf(view.site.paths(), file), file.filePath(), file.size() });
        }
    }
}

void checkLog(const SiteView& view, const security::ActingOperator&, DrillReport& report)
{
    const auto kept = view.site.reader().call([](store::Database& database) { return security::keptLog(database); });
    if (!kept)
        add(report, FindingKind::NotLookedAt, QStringLiteral("log"), nameOf(kept.error()));
    else if (*kept)
        add(report, FindingKind::LogKept, (*kept)->since.toIso());
}

QList<SiteCheck> siteChecks()
{
    return { checkProcess, checkFiles, checkKeys, checkTrail, checkLog, takeStock };
}

} // namespace gatehouse::drill
