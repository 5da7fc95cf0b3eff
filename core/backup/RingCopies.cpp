#include "core/backup/RingCopies.h"

#include "core/audit/AuditTrail.h"
#include "core/backup/Drill.h"
#include "core/base/DiskSpace.h"
#include "core/base/PrivateFile.h"
#include "core/security/CopyLock.h"
#include "core/security/RingUpkeep.h"
#include "core/security/SubjectKeys.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonObject>

#include <algorithm>

namespace gatehouse::backup {

namespace {

using security::ActingOperator;
using security::Permission;

constexpr qint64 DayMilliseconds = 24LL * 60 * 60 * 1000;

Result<int> ringSchema(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("PRAGMA ring.user_version"));
    GATEHOUSE_TRY(query.step());
    return static_cast<int>(query.integer(0));
}

// The new copy first, under a name of its own; the old one goes under another until it is overwritten: a stick's file
// system knows neither second names nor exchanges.
Result<void> putInPlaceOf(const QString& made, const QString& file)
{
    const QString old = file + QStringLiteral(".old");
    GATEHOUSE_TRY(removeOverwritten(old));
    const bool isInTheWay = QFileInfo::exists(file);
    if ((isInTheWay && !QFile::rename(file, old)) || !QFile::rename(made, file))
        return failure(ErrorCode::FileNotWritable, QStringLiteral("the copy of the ring cannot be put in its place"));
    GATEHOUSE_TRY(flushFolder(QFileInfo(file).absolutePath()));
    return removeOverwritten(old);
}

// What a copy that held `then` lacks and has too much.
RingCopyState compared(const KnownRingCopy& copy, const security::RingContent& now)
{
    RingCopyState state { copy.file, copy.takenAt, QFileInfo::exists(copy.file), 0, 0 };
    state.destroyedSince = std::max<qint64>(0, now.destroyed - copy.content.destroyed);
    state.madeSince = std::max<qint64>(0, now.keys + now.destroyed - copy.content.keys - copy.content.destroyed);
    if (now.rotation != copy.content.rotation)
        ++state.madeSince;
    return state;
}

bool isInside(const QString& folder, const QString& other)
{
    const QString inner = QFileInfo(folder).canonicalFilePath();
    const QString outer = QFileInfo(other).canonicalFilePath();
    return !inner.isEmpty() && !outer.isEmpty() && (inner == outer || inner.startsWith(outer + u'/'));
}

QString keptFile(const QString& folder, const security::OpenSite& site)
{
    BackupHeader header;
    header.kind = BackupKind::Ring;
    header.siteUuid = site.keyFile().siteUuid();
    return QDir(folder).filePath(backupFileName(header));
}

} // namespace

bool RingState::needsAttention() const
{
    return folder.isEmpty() || isFolderMissing || isBesideBackups || !kept || kept->isStale() || isTooOld
        || unreadable != security::Unreadable {}
    || std::ranges::any_of(exported, [](const RingCopyState& copy) { return copy.destroyedSince > 0; });
}

RingCopies::RingCopies(security::OpenSite& site, const Clock& clock)
    : m_site(site)
    , m_clock(clock)
{
}

Result<ShelvedBackup> RingCopies::make(OperatorId by, const QString& file)
{
    const QString folder = QFileInfo(file).absolutePath();
    if (!QFileInfo(folder).isDir())
        return failure(ErrorCode::BackupFolderMissing);
    const auto alone = security::lockCopies(m_site.paths());
    if (!alone)
        return alone.error();
    GATEHOUSE_TRY_ASSIGN(scratch, ScratchFolder::create(m_site.paths().folder));
    const auto checkpoint = m_site.signTrail(audit::CheckpointReason::Backup);
    // A trail in doubt (security/SiteHistory.h) keeps no destroyed key in an old copy: the new one says nothing of it.
    if (!checkpoint && checkpoint.error().code != ErrorCode::AuditChainBroken)
        return checkpoint.error();
    const QString copied = scratch.path() + QStringLiteral("/site.ring");
    const UtcTime takenAt = m_clock.now();
    GATEHOUSE_TRY(m_site.copyRing(copied));
    BackupHeader header;
    header.kind = BackupKind::Ring;
    security::RingContent content;
    {
        GATEHOUSE_TRY_ASSIGN(opened, m_site.openRingCopy(copied));
        GATEHOUSE_TRY_ASSIGN(held, security::ringContent(*opened));
        content = held;
        GATEHOUSE_TRY_ASSIGN(schema, ringSchema(*opened));
        header.schemaVersion = schema;
    }
    const security::KeySlotFile keys = m_site.keyFile();
    header.siteUuid = keys.siteUuid();
    header.takenAt = takenAt;
    header.keyFile = keys.encode();
    if (checkpoint)
        header.audit = checkpoint->state;
    const QString made = file + QStringLiteral(".new");
    GATEHOUSE_TRY_ASSIGN(written, writeBackup(made, header, copied, m_site.signingKey()));
    if (auto good = checkPayload(made); !good) {
        QFile::remove(made);
        return good.error();
    }
    GATEHOUSE_TRY(putInPlaceOf(made, file));
    GATEHOUSE_TRY(removeOverwritten(copied));
    const qint64 bytes = QFileInfo(file).size();
    const auto noted = m_site.writer().call([&](store::Database& database) -> Result<void> {
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        GATEHOUSE_TRY_ASSIGN(copies, readRingCopies(database));
        copies.removeIf([&](const KnownRingCopy& copy) { return copy.file == file; });
        copies.prepend({ file, takenAt, written.payloadDigest, content });
        GATEHOUSE_TRY(writeRingCopies(transaction, copies));
        GATEHOUSE_TRY(audit::append(transaction, m_clock,
            { by, QStringLiteral("backup.ring-export"), { QStringLiteral("backup"), 0 },
                { { QStringLiteral("keys"), content.keys }, { QStringLiteral("destroyed"), content.destroyed } } }));
        return transaction.commit();
    });
    if (!noted)
        return noted.error();
    return ShelvedBackup { file, bytes, written, std::nullopt };
}

Result<ShelvedBackup> RingCopies::exportTo(const ActingOperator& actor, const QString& file)
{
    GATEHOUSE_TRY(actor.require(Permission::ManageBackups));
    if (file.isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("file of the copy"));
    return make(actor.id, QFileInfo(file).absoluteFilePath());
}

Result<std::optional<ShelvedBackup>> RingCopies::copyWhenDue()
{
    GATEHOUSE_TRY_ASSIGN(now, stateNow());
    if (now.folder.isEmpty() || now.isFolderMissing)
        return std::optional<ShelvedBackup>();
    const bool isCurrent = now.kept && !now.kept->isStale() && m_clock.now() - now.kept->takenAt < DayMilliseconds;
    if (isCurrent)
        return std::optional<ShelvedBackup>();
    const QString file = keptFile(now.folder, m_site);
    GATEHOUSE_TRY_ASSIGN(made, make({}, file));
    GATEHOUSE_TRY(dropOthers(now.folder, file));
    return std::optional(made);
}

// Whatever else of this site's ring lies in the folder is older, and holds keys that are destroyed.
Result<void> RingCopies::dropOthers(const QString& folder, const QString& kept)
{
    const QFileInfoList files = QDir(folder).entryInfoList({ backupFilePattern(BackupKind::Ring) }, QDir::Files);
    for (const QFileInfo& info : files) {
        if (info.absoluteFilePath() != QFileInfo(kept).absoluteFilePath()
            && readOwnHeader(m_site, info.absoluteFilePath(), BackupKind::Ring))
            GATEHOUSE_TRY(removeOverwritten(info.absoluteFilePath()));
    }
    return {};
}

Result<RingState> RingCopies::stateNow()
{
    RingState state;
    BackupSettings settings;
    QList<KnownRingCopy> copies;
    const auto read = m_site.reader().call([&](store::Database& database) -> Result<void> {
        GATEHOUSE_TRY_ASSIGN(stored, readSettings(database));
        settings = stored;
        GATEHOUSE_TRY_ASSIGN(known, readRingCopies(database));
        copies = known;
        GATEHOUSE_TRY_ASSIGN(content, security::ringContent(database));
        state.content = content;
        return {};
    });
    if (!read)
        return read.error();
    state.folder = settings.ringFolder;
    const QString kept = state.folder.isEmpty() ? QString() : keptFile(state.folder, m_site);
    for (const KnownRingCopy& copy : std::as_const(copies)) {
        if (copy.file != kept) {
            state.exported.append(compared(copy, state.content));
            continue;
        }
        // What lies there counts, not what once was written there.
        const auto header = readOwnHeader(m_site, kept, BackupKind::Ring);
        if (header && header->payloadDigest == copy.payloadDigest)
            state.kept = compared(copy, state.content);
    }
    if (state.folder.isEmpty())
        return state;
    state.isFolderMissing = !QFileInfo(state.folder).isDir();
    state.isBesideBackups = isInside(state.folder, settings.folder) || isInside(settings.folder, state.folder);
    state.isOnStoreDisk = !state.isFolderMissing && areOnOneDisk(state.folder, m_site.paths().folder);
    state.isTooOld = state.kept && m_clock.now() - state.kept->takenAt > settings.warnAfterDays * DayMilliseconds;
    return state;
}

Result<RingState> RingCopies::state(const ActingOperator& actor)
{
    GATEHOUSE_TRY(actor.require(Permission::ManageBackups));
    GATEHOUSE_TRY_ASSIGN(state, stateNow());
    GATEHOUSE_TRY_ASSIGN(unreadable,
        m_site.reader().call([](store::Database& database) { return security::countUnreadable(database); }));
    state.unreadable = unreadable;
    return state;
}

Result<RingHealth> RingCopies::health()
{
    GATEHOUSE_TRY_ASSIGN(state, stateNow());
    RingHealth health;
    if (state.kept)
        health.copiedAt = state.kept->takenAt;
    for (const RingCopyState& copy : std::as_const(state.exported))
        health.copiedAt = std::max(health.copiedAt.value_or(copy.takenAt), copy.takenAt);
    int warnAfterDays = 0;
    const auto misses = m_site.reader().call([&](store::Database& database) -> Result<bool> {
        GATEHOUSE_TRY_ASSIGN(settings, readSettings(database));
        warnAfterDays = settings.warnAfterDays;
        GATEHOUSE_TRY_ASSIGN(known, readRingCopies(database));
        // A drive that is kept elsewhere still has what was copied to it.
        for (const KnownRingCopy& copy : std::as_const(known)) {
            if (state.isFolderMissing)
                health.copiedAt = std::max(health.copiedAt.value_or(copy.takenAt), copy.takenAt);
        }
        return security::missesKeys(database);
    });
    if (!misses)
        return misses.error();
    const UtcTime counted = health.copiedAt.value_or(m_site.info().createdAt);
    if (*misses)
        health.need = RingNeed::KeysMissing;
    else if (!m_site.info().isDemo && m_clock.now() - counted > warnAfterDays * DayMilliseconds)
        health.need = health.copiedAt ? RingNeed::CopyTooOld : RingNeed::NoCopy;
    return health;
}

Result<BackupHeader> RingCopies::inspect(const ActingOperator& actor, const QString& file)
{
    GATEHOUSE_TRY(actor.require(Permission::ManageBackups));
    GATEHOUSE_TRY(readOwnHeader(m_site, file, BackupKind::Ring));
    return checkPayload(file);
}

Result<std::unique_ptr<store::Database>> RingCopies::openCopy(
    const OldBackup& copy, const BackupHeader& header, const ScratchFolder& scratch)
{
    const QString ring = scratch.path() + QStringLiteral("/site.ring");
    GATEHOUSE_TRY(extractPayload(copy.file, header, ring));
    auto opened = m_site.openRingCopy(ring);
    if (opened || opened.error().code != ErrorCode::StoreDamagedOrWrongKey)
        return opened;
    if (!copy.secret)
        return failure(ErrorCode::BackupKeyNeeded);
    GATEHOUSE_TRY_ASSIGN(file, security::KeySlotFile::decode(header.keyFile));
    GATEHOUSE_TRY_ASSIGN(keys, security::CarriedKeys::open(file, *copy.secret));
    store::removeStoreFiles(ring + QStringLiteral(".holder"));
    return keys.openRing(ring);
}

Result<security::RingGain> RingCopies::importFrom(
    const ActingOperator& actor, security::Approval&& approval, const OldBackup& copy)
{
    GATEHOUSE_TRY(actor.require(Permission::RestoreBackup));
    GATEHOUSE_TRY_ASSIGN(header, readOwnHeader(m_site, copy.file, BackupKind::Ring));
    const auto alone = security::lockCopies(m_site.paths());
    if (!alone)
        return alone.error();
    GATEHOUSE_TRY_ASSIGN(scratch, ScratchFolder::create(m_site.paths().folder));
    GATEHOUSE_TRY_ASSIGN(opened, openCopy(copy, header, scratch));
    const auto gain = m_site.writer().call([&](store::Database& database) -> Result<security::RingGain> {
        security::RingGain gained;
        {
            GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
            GATEHOUSE_TRY(approval.require(actor, security::Proposal::restore(header.payloadDigest), database));
            GATEHOUSE_TRY_ASSIGN(filled, security::fillRing(transaction, *opened));
            gained = filled;
            GATEHOUSE_TRY(audit::append(transaction, m_clock,
                { actor.id, QStringLiteral("backup.ring-import"), { QStringLiteral("backup"), 0 },
                    approval.noted({ { QStringLiteral("takenAt"), header.takenAt.toIso() },
                        { QStringLiteral("keys"), gained.keys }, { QStringLiteral("refused"), gained.refused },
                        { QStringLiteral("destroyed"), gained.destroyed },
                        { QStringLiteral("templates"), gained.templates } }) }));
            GATEHOUSE_TRY(transaction.commit());
        }
        GATEHOUSE_TRY(security::settleRing(database, m_clock));
        security::SubjectKeys::forgetForGood(database, m_clock);
        return gained;
    });
    opened.reset();
    (void)removeOverwritten(scratch.path() + QStringLiteral("/site.ring"));
    return gain;
}

} // namespace gatehouse::backup
