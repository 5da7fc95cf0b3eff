#include "core/backup/SiteReturn.h"

#include "core/audit/Checkpoint.h"
#include "core/backup/Drill.h"
#include "core/base/PrivateFile.h"
#include "core/security/ErasureMarks.h"
#include "core/security/SiteCreation.h"
#include "core/store/RekeyedCopy.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonObject>

namespace gatehouse::backup {

namespace {

using security::CarriedKeys;
using security::CarriedSecret;

store::CopyWatcher unpacking(const Watcher& watcher)
{
    return [&watcher](const store::CopyProgress& at) {
        return watcher ? watcher({ Stage::Extracting, at.done, at.total }) : store::CopyGoesOn::Yes;
    };
}

Result<BackupHeader> headerOfKind(const QString& file, BackupKind kind)
{
    GATEHOUSE_TRY_ASSIGN(header, readHeader(file));
    if (header.kind != kind)
        return failure(ErrorCode::BackupForeign, QStringLiteral("of another kind"));
    return header;
}

Result<CarriedKeys> keysIn(const BackupHeader& header, const CarriedSecret& secret)
{
    GATEHOUSE_TRY_ASSIGN(file, security::KeySlotFile::decode(header.keyFile));
    GATEHOUSE_TRY_ASSIGN(keys, CarriedKeys::open(file, secret));
    if (file.siteUuid() != header.siteUuid || !isSignedBy(header, keys.signingKey().publicKey()))
        return failure(ErrorCode::BackupForeign, QStringLiteral("signature"));
    return std::move(keys);
}

Result<qint64> countRows(store::Database& database, QByteArrayView sql)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare(sql));
    GATEHOUSE_TRY(query.step());
    return query.integer(0);
}

} // namespace

SiteReturn::SiteReturn(const Clock& clock, security::SitePaths paths, Files files, CarriedKeys keys)
    : m_clock(&clock)
    , m_paths(std::move(paths))
    , m_files(std::move(files))
    , m_keys(std::move(keys))
{
}

SiteReturn::~SiteReturn()
{
    if (m_room)
        QDir(m_room->folder).removeRecursively();
}

Result<SiteReturn> SiteReturn::stage(const security::SitePaths& paths, const Clock& clock, const Files& files,
    const CarriedSecret& secret, const Watcher& watcher)
{
    GATEHOUSE_TRY_ASSIGN(header, headerOfKind(files.backup, BackupKind::Store));
    GATEHOUSE_TRY_ASSIGN(keys, keysIn(header, secret));
    SiteReturn staged(clock, paths, files, std::move(keys));
    GATEHOUSE_TRY_ASSIGN(room, security::makeRoomForSite(paths));
    staged.m_room = std::make_unique<security::SitePaths>(room);
    staged.m_preview.report.header = header;
    GATEHOUSE_TRY(staged.stageStore(watcher));
    if (!files.ringCopy.isEmpty())
        GATEHOUSE_TRY(staged.stageRing(secret, watcher));
    GATEHOUSE_TRY(staged.admitProposer(secret.code));
    GATEHOUSE_TRY(staged.countWhatOpens());
    return staged;
}

Result<void> SiteReturn::stageStore(const Watcher& watcher)
{
    const qint64 begin = m_clock->monotonicMilliseconds();
    GATEHOUSE_TRY(extractPayload(m_files.backup, m_preview.report.header, m_room->store(), unpacking(watcher)));
    if (watcher && watcher({ Stage::Checking, 0, 1 }) == store::CopyGoesOn::No)
        return failure(ErrorCode::Cancelled);
    GATEHOUSE_TRY_ASSIGN(opened, m_keys.openStore(m_room->store()));
    GATEHOUSE_TRY(inspectRestored(*opened, m_preview.report));
    m_preview.report.milliseconds = m_clock->monotonicMilliseconds() - begin;
    return {};
}

// The ring comes under the keys of the store, or, where its key file is the newer one, the store under those of the
// ring: who was disabled between the two copies stays so.
Result<void> SiteReturn::stageRing(const CarriedSecret& secret, const Watcher& watcher)
{
    GATEHOUSE_TRY_ASSIGN(header, headerOfKind(m_files.ringCopy, BackupKind::Ring));
    if (header.siteUuid != m_preview.report.header.siteUuid || !isSignedBy(header, m_keys.signingKey().publicKey()))
        return failure(ErrorCode::BackupForeign, QStringLiteral("the ring is another site's"));
    const QString copied = m_room->folder + QStringLiteral("/ring.copy");
    GATEHOUSE_TRY(extractPayload(m_files.ringCopy, header, copied, unpacking(watcher)));
    auto theirs = keysIn(header, secret);
    {
        auto opened = m_keys.openRing(copied);
        if (!opened && opened.error().code == ErrorCode::StoreDamagedOrWrongKey) {
            if (!theirs)
                return failure(ErrorCode::BackupKeyNeeded, QStringLiteral("the ring"));
            store::removeStoreFiles(copied + QStringLiteral(".holder"));
            opened = theirs->openRing(copied);
        }
        if (!opened)
            return opened.error();
        if (theirs && theirs->generation() > m_keys.generation()) {
            const QString renewed = m_room->store() + QStringLiteral(".new");
            {
                GATEHOUSE_TRY_ASSIGN(store, m_keys.openStore(m_room->store()));
                GATEHOUSE_TRY(theirs->copyHere(*store, "main", renewed));
            }
            GATEHOUSE_TRY(store::replaceStore(m_room->store(), renewed));
            m_keys = std::move(*theirs);
            m_preview.isKeyFileOfRing = true;
        }
        GATEHOUSE_TRY(m_keys.copyHere(**opened, "ring", m_room->ring()));
    }
    store::removeStoreFiles(copied + QStringLiteral(".holder"));
    store::removeStoreFiles(copied);
    m_preview.ringTakenAt = header.takenAt;
    return {};
}

Result<void> SiteReturn::admitProposer(const QString& code)
{
    GATEHOUSE_TRY_ASSIGN(opened, m_keys.openStore(m_room->store()));
    GATEHOUSE_TRY(m_keys.settle(*opened, *m_clock, *m_room));
    if (m_keys.isRecovery())
        return {};
    GATEHOUSE_TRY_ASSIGN(actor, m_keys.admit(*opened, *m_clock, code));
    GATEHOUSE_TRY(actor.require(security::Permission::RestoreBackup));
    m_proposer = actor;
    GATEHOUSE_TRY_ASSIGN(
        isThereAnother, security::couldBeApproved(*opened, actor.id, security::ProtectedAct::RestoreBackup));
    m_preview.needsSecondPerson = isThereAnother;
    return {};
}

Result<void> SiteReturn::countWhatOpens()
{
    GATEHOUSE_TRY_ASSIGN(opened, m_keys.openStore(m_room->store()));
    GATEHOUSE_TRY_ASSIGN(templates, countRows(*opened, "SELECT count(*) FROM face_templates"));
    GATEHOUSE_TRY_ASSIGN(pictures, countRows(*opened, "SELECT count(*) FROM evidence"));
    m_preview.templates = templates;
    m_preview.pictures = pictures;
    m_preview.unreadable = { templates, pictures };
    if (m_files.ringCopy.isEmpty())
        return {};
    GATEHOUSE_TRY(m_keys.attachRing(*opened, m_room->ring()));
    GATEHOUSE_TRY_ASSIGN(isUntold, security::hasErasedUnmarked(*opened));
    if (isUntold && m_preview.report.header.schemaVersion < security::FirstSchemaWithKeys)
        return failure(ErrorCode::BackupBeforeErasures);
    GATEHOUSE_TRY_ASSIGN(unreadable, security::countUnreadable(*opened));
    m_preview.unreadable = unreadable;
    return {};
}

Result<security::Approval> SiteReturn::approval(store::Database& store, const std::optional<CarriedSecret>& second)
{
    const auto proposal = security::Proposal::restore(m_preview.report.header.payloadDigest);
    if (!second)
        return security::Approval::alone(m_proposer, proposal, *m_clock, store);
    GATEHOUSE_TRY_ASSIGN(theirs, CarriedKeys::open(m_keys.file(), *second));
    GATEHOUSE_TRY_ASSIGN(approver, theirs.admit(store, *m_clock, second->code));
    return security::Approval::of(m_proposer, approver, proposal, *m_clock);
}

Result<audit::Checkpoint> SiteReturn::writeTrail(store::Database& store, security::Approval* approval)
{
    const BackupHeader& header = m_preview.report.header;
    QJsonObject detail { { QStringLiteral("takenAt"), header.takenAt.toIso() },
        { QStringLiteral("entries"), header.audit.entries }, { QStringLiteral("newMachine"), true },
        { QStringLiteral("ring"), m_preview.ringTakenAt ? m_preview.ringTakenAt->toIso() : QStringLiteral("none") },
        { QStringLiteral("approver"), QStringLiteral("none") } };
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(store));
    if (approval) {
        GATEHOUSE_TRY(approval->require(m_proposer, security::Proposal::restore(header.payloadDigest), store));
        detail = approval->noted(detail);
    } else {
        detail.insert(QStringLiteral("by"), QStringLiteral("recovery-code"));
    }
    GATEHOUSE_TRY(writeLast(transaction, { header.takenAt, m_files.backup, QFileInfo(m_files.backup).size() }));
    GATEHOUSE_TRY(audit::append(transaction, *m_clock,
        { m_proposer.id, QStringLiteral("backup.restore"), { QStringLiteral("backup"), 0 }, detail }));
    GATEHOUSE_TRY_ASSIGN(
        signature, audit::addCheckpoint(transaction, *m_clock, m_keys.signingKey(), audit::CheckpointReason::Branched));
    GATEHOUSE_TRY(transaction.commit());
    return signature;
}

Result<void> SiteReturn::finish(const std::optional<CarriedSecret>& second)
{
    if (!m_room)
        return failure(ErrorCode::Internal, QStringLiteral("in place already"));
    {
        GATEHOUSE_TRY_ASSIGN(store, m_keys.openStore(m_room->store()));
        std::optional<security::Approval> given;
        if (!m_keys.isRecovery()) {
            GATEHOUSE_TRY_ASSIGN(approved, approval(*store, second));
            given.emplace(std::move(approved));
        }
        GATEHOUSE_TRY_ASSIGN(signature, writeTrail(*store, given ? &*given : nullptr));
        GATEHOUSE_TRY(m_keys.anchor(signature, *m_room));
        // Only the store itself is moved into place: nothing may be left in its log.
        GATEHOUSE_TRY(store->checkpoint());
    }
    GATEHOUSE_TRY(flushFile(m_room->store()));
    GATEHOUSE_TRY(security::moveSiteIntoPlace(m_paths));
    m_room.reset();
    return {};
}

} // namespace gatehouse::backup
