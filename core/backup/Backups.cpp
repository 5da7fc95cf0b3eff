#include "core/backup/Backups.h"

#include "core/audit/AuditTrail.h"
#include "core/backup/Drill.h"
#include "core/base/DiskSpace.h"
#include "core/security/CopyLock.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonObject>
#include <QStorageInfo>

#include <algorithm>

namespace gatehouse::backup {

namespace {

using security::ActingOperator;
using security::Permission;

// Kept free beside what a backup needs, so that the site's own disk is never filled by one.
constexpr int MostRestoresLookedAt = 1000;
constexpr qint64 RoomKeptFree = 32LL * 1024 * 1024;

store::CopyWatcher watching(const Watcher& watcher, Stage stage)
{
    if (!watcher)
        return {};
    return [&watcher, stage](const store::CopyProgress& at) { return watcher({ stage, at.done, at.total }); };
}

// Room for the copy and for the file made of it.
Result<void> requireRoom(const QString& folder, qint64 storeBytes)
{
    const QStorageInfo disk(folder);
    if (disk.isValid() && disk.bytesAvailable() < 2 * storeBytes + RoomKeptFree)
        return failure(ErrorCode::DiskFull, QStringLiteral("%1 bytes are needed").arg(2 * storeBytes + RoomKeptFree));
    return {};
}

Result<void> requireFolder(const QString& folder)
{
    if (folder.isEmpty() || !QFileInfo(folder).isDir())
        return failure(ErrorCode::BackupFolderMissing);
    return {};
}

bool isReasonable(const BackupSettings& settings)
{
    const auto within = [](int number, int least, int most) { return number >= least && number <= most; };
    const KeepRules& keep = settings.keep;
    return within(keep.newest, 1, 1000) && within(keep.days, 0, 1000) && within(keep.weeks, 0, 1000)
        && within(keep.months, 0, 1000) && within(settings.warnAfterDays, 1, 365)
        && (!settings.dailyAt || !settings.folder.isEmpty());
}

qint64 filesBytes(const QString& store)
{
    return QFileInfo(store).size() + QFileInfo(store + QStringLiteral("-wal")).size();
}

// A backup never takes the place of another, not even of one of the same second.
QString freeFile(const QString& folder, const BackupHeader& header)
{
    const QFileInfo wanted(QDir(folder), backupFileName(header));
    QFileInfo file = wanted;
    for (int number = 2; file.exists(); ++number) {
        file.setFile(
            QDir(folder), QStringLiteral("%1-%2.%3").arg(wanted.completeBaseName()).arg(number).arg(wanted.suffix()));
    }
    return file.filePath();
}

} // namespace

Backups::Backups(security::OpenSite& site, const Clock& clock)
    : m_site(site)
    , m_clock(clock)
{
}

Result<BackupSettings> Backups::stored()
{
    return m_site.reader().call([](store::Database& database) { return readSettings(database); });
}

Result<void> Backups::note(OperatorId by, const QString& action, const QJsonObject& detail,
    const std::function<Result<void>(store::Transaction&)>& also)
{
    return m_site.writer().call([&](store::Database& database) -> Result<void> {
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        if (also)
            GATEHOUSE_TRY(also(transaction));
        GATEHOUSE_TRY(audit::append(transaction, m_clock, { by, action, { QStringLiteral("backup"), 0 }, detail }));
        return transaction.commit();
    });
}

Result<BackupSettings> Backups::settings(const ActingOperator& actor)
{
    GATEHOUSE_TRY(actor.require(Permission::ManageBackups));
    return stored();
}

Result<void> Backups::setSettings(const ActingOperator& actor, const BackupSettings& settings)
{
    GATEHOUSE_TRY(actor.require(Permission::ManageBackups));
    if (!isReasonable(settings))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("backup settings"));
    for (const QString& folder : { settings.folder, settings.ringFolder }) {
        if (!folder.isEmpty())
            GATEHOUSE_TRY(requireFolder(folder));
    }
    return note(actor.id, QStringLiteral("backup.settings"),
        { { QStringLiteral("daily"), settings.dailyAt.has_value() }, { QStringLiteral("newest"), settings.keep.newest },
            { QStringLiteral("days"), settings.keep.days }, { QStringLiteral("weeks"), settings.keep.weeks },
            { QStringLiteral("months"), settings.keep.months },
            { QStringLiteral("warnAfterDays"), settings.warnAfterDays } },
        [&](store::Transaction& transaction) { return writeSettings(transaction, settings); });
}

Result<BackupHeader> Backups::describe(const QString& copy, const Watcher& watcher)
{
    if (watcher && watcher({ Stage::Checking, 0, 1 }) == store::CopyGoesOn::No)
        return failure(ErrorCode::Cancelled);
    const security::KeySlotFile keys = m_site.keyFile();
    GATEHOUSE_TRY_ASSIGN(database, m_site.openCopy(copy));
    BackupHeader header;
    header.siteUuid = keys.siteUuid();
    header.takenAt = m_clock.now();
    header.schemaVersion = database->schemaVersion();
    header.keyFile = keys.encode();
    GATEHOUSE_TRY_ASSIGN(chain, audit::verify(*database));
    GATEHOUSE_TRY(audit::verifyCheckpoints(*database, m_site.signingKey().publicKey()));
    header.audit = chain;
    GATEHOUSE_TRY_ASSIGN(turns, audit::listTurns(*database, m_site.signingKey().publicKey()));
    header.turns = turns;
    return header;
}

Result<ShelvedBackup> Backups::make(OperatorId by, const QString& folder, const Watcher& watcher)
{
    GATEHOUSE_TRY(requireFolder(folder));
    const auto alone = security::lockCopies(m_site.paths());
    if (!alone)
        return alone.error();
    GATEHOUSE_TRY(requireRoom(folder, filesBytes(m_site.paths().store())));
    GATEHOUSE_TRY_ASSIGN(scratch, ScratchFolder::create(folder));
    // The head the header carries is one the site has signed.
    GATEHOUSE_TRY(m_site.signTrail(audit::CheckpointReason::Backup));
    GATEHOUSE_TRY(m_site.copyStore(scratch.store(), watching(watcher, Stage::Copying)));
    GATEHOUSE_TRY_ASSIGN(header, describe(scratch.store(), watcher));
    const QString file = freeFile(folder, header);
    GATEHOUSE_TRY_ASSIGN(
        written, writeBackup(file, header, scratch.store(), m_site.signingKey(), watching(watcher, Stage::Writing)));
    if (auto good = checkPayload(file, watching(watcher, Stage::ReadingBack)); !good) {
        QFile::remove(file);
        return good.error();
    }
    const qint64 bytes = QFileInfo(file).size();
    GATEHOUSE_TRY(note(by, QStringLiteral("backup.take"),
        { { QStringLiteral("file"), QFileInfo(file).fileName() }, { QStringLiteral("bytes"), bytes },
            { QStringLiteral("entries"), written.audit.entries },
            { QStringLiteral("head"), QString::fromLatin1(written.audit.head.toHex()) } },
        [&](store::Transaction& transaction) {
            return writeLast(transaction, { written.takenAt, file, bytes });
        }));
    return ShelvedBackup { file, bytes, written, std::nullopt };
}

Result<ShelvedBackup> Backups::take(const ActingOperator& actor, const QString& folder, const Watcher& watcher)
{
    GATEHOUSE_TRY(actor.require(Permission::ManageBackups));
    if (!folder.isEmpty())
        return make(actor.id, folder, watcher);
    GATEHOUSE_TRY_ASSIGN(settings, stored());
    return make(actor.id, settings.folder, watcher);
}

Result<std::optional<ShelvedBackup>> Backups::takeWhenDue(const Watcher& watcher)
{
    GATEHOUSE_TRY_ASSIGN(state, health());
    if (!state.nextDue || *state.nextDue > m_clock.now())
        return std::optional<ShelvedBackup>();
    GATEHOUSE_TRY_ASSIGN(settings, stored());
    GATEHOUSE_TRY_ASSIGN(made, make({}, settings.folder, watcher));
    GATEHOUSE_TRY(drop({}));
    return std::optional(made);
}

Result<QList<ShelvedBackup>> Backups::onShelf(const QString& folder)
{
    GATEHOUSE_TRY(requireFolder(folder));
    QList<ShelvedBackup> found;
    // Where the trail is not sound the shelf is all the more wanted: every backup is compared with it then.
    const OwnWay own = m_site.reader().call([key = m_site.signingKey().publicKey()](store::Database& database) {
        const auto known = ownWay(database, key);
        return known ? *known : OwnWay();
    });
    const QFileInfoList files = QDir(folder).entryInfoList({ backupFilePattern(BackupKind::Store) }, QDir::Files);
    for (const QFileInfo& info : files) {
        ShelvedBackup one { info.absoluteFilePath(), info.size(), {}, std::nullopt };
        auto header = readOwnHeader(m_site, one.file);
        if (header) {
            one.header = *header;
            one.way = m_site.reader().call([&](store::Database& database) {
                const auto way = wayOf(database, own, *header);
                return way ? *way : BackupWay::Ours;
            });
        } else if (header.error().code == ErrorCode::BackupForeign) {
            continue;
        } else {
            one.fault = header.error().code;
        }
        found.append(one);
    }
    std::ranges::stable_sort(
        found, std::ranges::greater(), [](const ShelvedBackup& one) { return one.header.takenAt; });
    return found;
}

Result<QList<ShelvedBackup>> Backups::list(const ActingOperator& actor, const QString& folder)
{
    GATEHOUSE_TRY(actor.require(Permission::ManageBackups));
    if (!folder.isEmpty())
        return onShelf(folder);
    GATEHOUSE_TRY_ASSIGN(settings, stored());
    return onShelf(settings.folder);
}

Result<DrillReport> Backups::verify(const ActingOperator& actor, const QString& file, const Watcher& watcher)
{
    GATEHOUSE_TRY(actor.require(Permission::ManageBackups));
    auto report = rehearseInScratch(file, watcher);
    if (!report && report.error().code == ErrorCode::BackupKeyNeeded) {
        GATEHOUSE_TRY_ASSIGN(header, checkPayload(file, watching(watcher, Stage::ReadingBack)));
        DrillReport unopened;
        unopened.header = header;
        unopened.isUnderOlderKey = true;
        unopened.isOpened = false;
        report = unopened;
    }
    if (!report && report.error().code == ErrorCode::Cancelled)
        return report;
    GATEHOUSE_TRY(note(actor.id, QStringLiteral("backup.verify"),
        { { QStringLiteral("file"), QFileInfo(file).fileName() }, { QStringLiteral("good"), report.isOk() } }));
    return report;
}

Result<ShelvedHeads> Backups::signedHeads()
{
    GATEHOUSE_TRY_ASSIGN(settings, stored());
    if (!requireFolder(settings.folder))
        return ShelvedHeads();
    GATEHOUSE_TRY_ASSIGN(restores, m_site.reader().call([](store::Database& database) {
        audit::Filter filter;
        filter.actionPrefix = QStringLiteral("backup.restore");
        filter.subject = audit::Subject { QStringLiteral("backup"), 0 };
        return audit::list(database, filter, MostRestoresLookedAt);
    }));
    const auto isLeftBehind = [&restores](const BackupHeader& header) {
        return std::ranges::any_of(restores, [&header](const audit::Record& restore) {
            return restore.entry.action == QStringLiteral("backup.restore") && restore.at >= header.takenAt
                && restore.sequence <= header.audit.entries;
        });
    };
    GATEHOUSE_TRY_ASSIGN(found, onShelf(settings.folder));
    ShelvedHeads shelved;
    for (const ShelvedBackup& one : found) {
        if (one.fault || isLeftBehind(one.header))
            continue;
        if (one.way == BackupWay::Ours)
            shelved.heads.append({ audit::SignedPlace::Backup, one.header.audit });
        shelved.ofOtherBranches += one.way == BackupWay::OtherBranch ? 1 : 0;
    }
    return shelved;
}

Result<QStringList> Backups::drop(OperatorId by)
{
    GATEHOUSE_TRY_ASSIGN(settings, stored());
    GATEHOUSE_TRY_ASSIGN(found, onShelf(settings.folder));
    found.removeIf([](const ShelvedBackup& one) { return one.fault.has_value() || one.way == BackupWay::OtherBranch; });
    // Damage behind a sound header shows only in reading; the newest that stays must be a good one.
    while (!found.isEmpty() && !checkPayload(found.first().file))
        found.removeFirst();
    QList<UtcTime> taken;
    for (const ShelvedBackup& one : std::as_const(found))
        taken.append(one.header.takenAt);
    QStringList dropped;
    for (const qsizetype index : droppable(taken, settings.keep, m_site.info().timeZone)) {
        if (!QFile::remove(found.at(index).file))
            return failure(ErrorCode::FileNotWritable, QStringLiteral("an old backup cannot be removed"));
        dropped.append(QFileInfo(found.at(index).file).fileName());
    }
    if (!dropped.isEmpty())
        GATEHOUSE_TRY(note(by, QStringLiteral("backup.prune"), { { QStringLiteral("dropped"), dropped.size() } }));
    return dropped;
}

Result<QStringList> Backups::prune(const ActingOperator& actor)
{
    GATEHOUSE_TRY(actor.require(Permission::ManageBackups));
    return drop(actor.id);
}

Result<std::optional<LastDrill>> Backups::lastDrill(const ActingOperator& actor)
{
    GATEHOUSE_TRY(actor.require(Permission::ManageBackups));
    return m_site.reader().call([](store::Database& database) { return readDrill(database); });
}

Result<BackupHealth> Backups::health()
{
    GATEHOUSE_TRY_ASSIGN(settings, stored());
    GATEHOUSE_TRY_ASSIGN(last, m_site.reader().call([](store::Database& database) { return readLast(database); }));
    BackupHealth health;
    if (last)
        health.lastGood = last->takenAt;
    const UtcTime now = m_clock.now();
    health.nextDue = nextDue(settings.dailyAt, health.lastGood, now, m_site.info().timeZone);
    health.isTooOld = isTooOld(health.lastGood, m_site.info().createdAt, now, settings.warnAfterDays);
    health.isFolderMissing = !requireFolder(settings.folder);
    health.isOnStoreDisk = !health.isFolderMissing && areOnOneDisk(settings.folder, m_site.paths().folder);
    return health;
}

} // namespace gatehouse::backup
