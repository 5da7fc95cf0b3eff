#include "core/backup/Restore.h"

#include "core/audit/History.h"
#include "core/backup/Drill.h"
#include "core/base/PrivateFile.h"
#include "core/security/CopyLock.h"
#include "core/security/ErasureMarks.h"
#include "core/security/OperatorTransfer.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonObject>
#include <QSet>
#include <QStorageInfo>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unistd.h>

namespace gatehouse::backup {

namespace {

using security::ActingOperator;

constexpr QLatin1StringView KeptMark(".replaced-");

struct NowAndThen
{
    audit::ChainState now;
    QHash<OperatorId, OperatorId> numbers; // operators of now in the restored store
    CarriedSubjects carried;
};

Result<audit::ChainState> headOf(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1"));
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found ? audit::ChainState { query.integer(0), query.blob(1) } : audit::ChainState();
}

Result<qint64> countEvents(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT count(*) FROM events"));
    GATEHOUSE_TRY(query.step());
    return query.integer(0);
}

Result<QSet<QByteArray>> keysInRing(store::Database& database)
{
    QSet<QByteArray> keys;
    GATEHOUSE_TRY_ASSIGN(rows, database.prepare("SELECT id FROM ring.subject_keys"));
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, rows.step());
        if (!found)
            return keys;
        keys.insert(rows.blob(0));
    }
}

Result<qint64> countWithout(store::Database& restored, const QSet<QByteArray>& keys, QByteArrayView keysAndRows)
{
    qint64 count = 0;
    GATEHOUSE_TRY_ASSIGN(rows, restored.prepare(keysAndRows));
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, rows.step());
        if (!found)
            return count;
        if (!keys.contains(rows.blob(0)))
            count += rows.integer(1);
    }
}

Result<security::Unreadable> countWithout(store::Database& restored, const QSet<QByteArray>& keys)
{
    GATEHOUSE_TRY_ASSIGN(templates,
        countWithout(restored, keys,
            "SELECT c.key_id, count(*) FROM face_templates t JOIN consents c ON c.id = t.consent_id GROUP BY 1"));
    GATEHOUSE_TRY_ASSIGN(
        pictures, countWithout(restored, keys, "SELECT key_id, count(*) FROM evidence GROUP BY key_id"));
    return security::Unreadable { templates, pictures };
}

qint64 rowsOf(const DrillReport& report, QStringView table)
{
    for (const auto& [name, rows] : report.rows) {
        if (name == table)
            return rows;
    }
    return 0;
}

QString hex(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes.toHex());
}

// The old trail's last word: who let it be replaced, and by what.
Result<audit::ChainState> writeOldTrail(store::Database& database, const Clock& clock, const ActingOperator& actor,
    security::Approval& approval, const RestorePreview& preview)
{
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY(approval.require(actor, preview.proposal(), database));
    const BackupHeader& header = preview.report.header;
    GATEHOUSE_TRY(audit::append(transaction, clock,
        { actor.id, QStringLiteral("backup.restore-approve"), { QStringLiteral("backup"), 0 },
            approval.noted({ { QStringLiteral("takenAt"), header.takenAt.toIso() },
                { QStringLiteral("entries"), header.audit.entries },
                { QStringLiteral("head"), hex(header.audit.head) } }) }));
    GATEHOUSE_TRY_ASSIGN(head, headOf(database));
    GATEHOUSE_TRY(transaction.commit());
    return head;
}

// The restored trail's first new word: who did it, and how much it lost.
Result<void> writeNewTrail(store::Transaction& transaction, const Clock& clock, const ActingOperator& actor,
    const security::Approval& approval, const RestorePreview& preview, const NowAndThen& state)
{
    QJsonObject detail = approval.noted({ { QStringLiteral("takenAt"), preview.report.header.takenAt.toIso() },
        { QStringLiteral("entriesLost"), state.now.entries - preview.report.chain.entries },
        { QStringLiteral("eventsLost"), preview.eventsLost },
        { QStringLiteral("restricted"), state.carried.restricted }, { QStringLiteral("lifted"), state.carried.lifted },
        { QStringLiteral("requests"), state.carried.requests }, { QStringLiteral("gone"), state.carried.gone },
        { QStringLiteral("entriesBefore"), state.now.entries },
        { QStringLiteral("headBefore"), hex(state.now.head) } });
    const QString approver = QStringLiteral("approver");
    if (detail.value(approver).isDouble())
        detail.insert(approver, state.numbers.value(OperatorId(detail.value(approver).toInteger())).value());
    return audit::append(transaction, clock,
        { state.numbers.value(actor.id), QStringLiteral("backup.restore"), { QStringLiteral("backup"), 0 }, detail });
}

// A second name for the store, so that the switch can be one rename; where the file system knows none, a copy.
Result<void> keepAs(const QString& store, const QString& kept)
{
    const QByteArray from = QFile::encodeName(store);
    const QByteArray to = QFile::encodeName(kept);
    if (::link(from.constData(), to.constData()) == 0)
        return {};
    if (errno == ENOSPC || errno == EDQUOT)
        return failure(ErrorCode::DiskFull);
    if (!QFile::copy(store, kept))
        return failure(ErrorCode::FileNotWritable, QStringLiteral("the store cannot be kept"));
    return flushFile(kept);
}

Result<void> putInPlace(const QString& from, const QString& to)
{
    if (std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return failure(ErrorCode::FileNotWritable, QString::fromLocal8Bit(std::strerror(errno)));
    return flushFolder(QFileInfo(to).absolutePath());
}

} // namespace

security::Proposal RestorePreview::proposal() const
{
    return security::Proposal::restore(report.header.payloadDigest);
}

Restore::Restore(
    const Clock& clock, security::SitePaths paths, QString file, store::WriterLock alone, ScratchFolder scratch)
    : m_clock(&clock)
    , m_paths(std::move(paths))
    , m_file(std::move(file))
    , m_alone(std::move(alone))
    , m_scratch(std::move(scratch))
{
}

Result<Restore> Restore::stage(security::OpenSite& site, const Clock& clock, const ActingOperator& actor,
    const OldBackup& backup, const Watcher& watcher)
{
    GATEHOUSE_TRY(actor.require(security::Permission::RestoreBackup));
    const security::SitePaths paths = site.paths();
    GATEHOUSE_TRY_ASSIGN(alone, security::lockCopies(paths));
    GATEHOUSE_TRY_ASSIGN(scratch, ScratchFolder::create(paths.folder));
    Restore staged(clock, paths, backup.file, std::move(alone), std::move(scratch));
    GATEHOUSE_TRY_ASSIGN(report, rehearse(site, clock, backup, staged.m_scratch, watcher));
    staged.m_preview.report = report;
    if (report.header.schemaVersion < security::FirstSchemaWithKeys) {
        GATEHOUSE_TRY_ASSIGN(isUntold,
            site.reader().call([](store::Database& database) { return security::hasErasedUnmarked(database); }));
        if (isUntold)
            return failure(ErrorCode::BackupBeforeErasures);
    }
    GATEHOUSE_TRY_ASSIGN(now, site.reader().call([](store::Database& database) { return headOf(database); }));
    GATEHOUSE_TRY_ASSIGN(events, site.reader().call([](store::Database& database) { return countEvents(database); }));
    staged.m_preview.entriesLost = now.entries - report.chain.entries;
    staged.m_preview.eventsLost = events - rowsOf(report, u"events");
    GATEHOUSE_TRY_ASSIGN(keys, site.reader().call([](store::Database& database) { return keysInRing(database); }));
    GATEHOUSE_TRY_ASSIGN(restored, site.openCopy(staged.m_scratch.store()));
    GATEHOUSE_TRY_ASSIGN(unreadable, countWithout(*restored, keys));
    staged.m_preview.unreadable = unreadable;
    GATEHOUSE_TRY_ASSIGN(
        subjects, site.reader().call([](store::Database& database) { return SubjectsOfNow::read(database); }));
    // Tried and thrown away: until it is confirmed lanes and people go on.
    GATEHOUSE_TRY_ASSIGN(trial, store::Transaction::begin(*restored));
    GATEHOUSE_TRY_ASSIGN(carried, carrySubjects(trial, subjects, {}));
    staged.m_preview.carried = carried;
    return staged;
}

Result<void> Restore::confirm(security::OpenSite& site, const ActingOperator& actor, security::Approval&& approval)
{
    GATEHOUSE_TRY(actor.require(security::Permission::RestoreBackup));
    if (m_isConfirmed)
        return failure(ErrorCode::Internal, QStringLiteral("confirmed already"));
    GATEHOUSE_TRY_ASSIGN(restored, site.openCopy(m_scratch.store()));
    const qint64 bytes = QFileInfo(m_file).size();
    const auto written = site.writer().call([&](store::Database& database) -> Result<audit::Anchor> {
        NowAndThen state;
        GATEHOUSE_TRY_ASSIGN(now, writeOldTrail(database, *m_clock, actor, approval, m_preview));
        state.now = now;
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(*restored));
        GATEHOUSE_TRY_ASSIGN(numbers, security::carryOperators(database, transaction));
        state.numbers = numbers;
        GATEHOUSE_TRY_ASSIGN(subjects, SubjectsOfNow::read(database));
        GATEHOUSE_TRY_ASSIGN(carried, carrySubjects(transaction, subjects, numbers));
        state.carried = carried;
        GATEHOUSE_TRY(writeLast(transaction, { m_preview.report.header.takenAt, m_file, bytes }));
        // Where copies of the ring lie is a matter of now, too.
        GATEHOUSE_TRY_ASSIGN(copies, readRingCopies(database));
        GATEHOUSE_TRY(writeRingCopies(transaction, copies));
        GATEHOUSE_TRY(writeNewTrail(transaction, *m_clock, actor, approval, m_preview, state));
        GATEHOUSE_TRY(audit::noteComparison(transaction, *m_clock, std::nullopt));
        GATEHOUSE_TRY_ASSIGN(
            signature, audit::addCheckpoint(transaction, *m_clock, site.signingKey(), audit::CheckpointReason::Backup));
        GATEHOUSE_TRY(transaction.commit());
        return audit::Anchor { signature.number, signature.state };
    });
    if (!written)
        return written.error();
    GATEHOUSE_TRY(restored->verify());
    GATEHOUSE_TRY(restored->checkpoint());
    restored.reset();
    GATEHOUSE_TRY(flushFile(m_scratch.store()));
    GATEHOUSE_TRY(site.letIn(*written));
    m_isConfirmed = true;
    return {};
}

Result<QString> Restore::finish()
{
    if (!m_isConfirmed)
        return failure(ErrorCode::Internal, QStringLiteral("not confirmed"));
    const QString store = m_paths.store();
    const auto lock = store::WriterLock::acquire(store);
    if (!lock)
        return lock.error();
    // A log that was not folded in would be read as the new store's.
    if (QFileInfo(store + QStringLiteral("-wal")).size() > 0)
        return failure(ErrorCode::StoreInUse, QStringLiteral("the store was not closed"));
    QString kept = store + KeptMark + m_clock->now().toUtc().toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    GATEHOUSE_TRY(keepAs(store, kept));
    for (const QLatin1StringView suffix : { QLatin1StringView("-wal"), QLatin1StringView("-shm") })
        QFile::remove(store + suffix);
    GATEHOUSE_TRY(flushFolder(m_paths.folder));
    GATEHOUSE_TRY(putInPlace(m_scratch.store(), store));
    {
        const ScratchFolder done(std::move(m_scratch));
    }
    m_alone = store::WriterLock();
    return kept;
}

Result<int> Backups::settle()
{
    const QStringList kept = replacedStores(m_site.paths());
    if (kept.isEmpty())
        return 0;
    const auto alone = security::lockCopies(m_site.paths());
    if (!alone)
        return alone.error();
    {
        // A copy is checked, not the store itself: lanes are writing it.
        GATEHOUSE_TRY_ASSIGN(scratch, ScratchFolder::create(m_site.paths().folder));
        GATEHOUSE_TRY(m_site.copyStore(scratch.store()));
    }
    GATEHOUSE_TRY(m_site.reader().call([](store::Database& database) { return audit::verify(database); }));
    for (const QString& file : kept) {
        if (!QFile::remove(file))
            return failure(ErrorCode::FileNotWritable, QStringLiteral("the replaced store cannot be removed"));
    }
    GATEHOUSE_TRY(flushFolder(m_site.paths().folder));
    GATEHOUSE_TRY(note({}, QStringLiteral("backup.restore-settle"), { { QStringLiteral("removed"), kept.size() } }));
    return static_cast<int>(kept.size());
}

QStringList replacedStores(const security::SitePaths& paths)
{
    const QFileInfo store(paths.store());
    QStringList kept;
    for (const QFileInfo& info :
        QDir(paths.folder).entryInfoList({ store.fileName() + KeptMark + u'*' }, QDir::Files, QDir::Name))
        kept.append(info.absoluteFilePath());
    return kept;
}

} // namespace gatehouse::backup
