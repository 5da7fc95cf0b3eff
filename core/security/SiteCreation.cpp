#include "core/security/SiteCreation.h"

#include "core/base/PrivateFile.h"
#include "core/security/OpenSiteState.h"
#include "core/security/RecoveryCode.h"
#include "core/security/SiteKeyTable.h"
#include "core/security/SlotTable.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sodium.h>

namespace gatehouse::security {

namespace {

SitePaths unfinished(const SitePaths& paths)
{
    return { paths.folder + QStringLiteral("/.creating") };
}

Result<OperatorId> insertFirstRows(store::Database& database, const Clock& clock, const NewSite& site,
    const QString& administrator, const KeySlotFile& keys, const SiteSecrets& secrets)
{
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY_ASSIGN(insert,
        database.prepare(
            "INSERT INTO site (id, uuid, name, time_zone, is_demo, created_at) VALUES (1, ?, ?, ?, ?, ?)"));
    insert.bindAll(
        keys.siteUuid(), site.name.simplified(), QString::fromUtf8(site.timeZone.id()), site.isDemo, clock.now());
    GATEHOUSE_TRY(insert.run());
    GATEHOUSE_TRY_ASSIGN(id,
        insertOperator(transaction, administrator, Role::Administrator, operatorSlotId(keys.siteSalt(), administrator),
            clock.now()));
    GATEHOUSE_TRY(recordSitePublicKey(transaction, SiteKeyPurpose::Signing, secrets.signing.publicKey(), clock.now()));
    GATEHOUSE_TRY(recordSitePublicKey(transaction, SiteKeyPurpose::Vault, secrets.vault->publicKey(), clock.now()));
    for (const KeySlot& slot : keys.entries())
        GATEHOUSE_TRY(recordSlot(transaction, keys.siteUuid(), slot, secrets.vault, clock.now()));
    GATEHOUSE_TRY(audit::append(transaction, clock,
        { id, QStringLiteral("site.create"), { QStringLiteral("site"), 1 },
            { { QStringLiteral("demo"), site.isDemo } } }));
    GATEHOUSE_TRY(audit::append(transaction, clock,
        operatorEntry(
            id, QStringLiteral("operator.add"), id, { { QStringLiteral("role"), roleCode(Role::Administrator) } })));
    GATEHOUSE_TRY(transaction.commit());
    return id;
}

struct NewKeys
{
    KeySlotFile file;
    SiteSecrets secrets;
    Passphrase recoveryCode;
};

Result<NewKeys> makeKeys(
    const NewSite& site, const QString& administrator, const Clock& clock, const DerivationCost& cost)
{
    GATEHOUSE_TRY_ASSIGN(signing, audit::SigningKey::generate());
    NewKeys made { KeySlotFile::forNewSite(), SiteSecrets { randomSiteKey(), std::move(signing), VaultKey::generate() },
        makeRecoveryCode() };
    KeySlotFile& file = made.file;
    const KeyRing ring = made.secrets.ring();
    GATEHOUSE_TRY_ASSIGN(first,
        sealSlot({ file.siteUuid(), operatorSlotId(file.siteSalt(), administrator), SlotKind::Operator,
                     Role::Administrator, clock.now() },
            ring, site.passphrase, cost));
    GATEHOUSE_TRY_ASSIGN(recovery,
        sealSlot(
            { file.siteUuid(), recoverySlotId(file.siteSalt()), SlotKind::Recovery, Role::Administrator, clock.now() },
            ring, canonicalRecoveryCode(made.recoveryCode), cost));
    file.put(first);
    file.put(recovery);
    return made;
}

} // namespace

Result<SitePaths> makeRoomForSite(const SitePaths& paths)
{
    GATEHOUSE_TRY(makePrivateFolder(paths.folder));
    SitePaths scratch = unfinished(paths);
    // A store without keys is only removed where the keys that belong to it still wait in the unfinished folder.
    const bool wasInterrupted = !QFileInfo::exists(paths.keys()) && QFileInfo::exists(scratch.keys());
    // A ring alone may be the current copy of a site that is yet to be restored here.
    if ((paths.exists() || QFileInfo::exists(paths.ring())) && !wasInterrupted)
        return failure(ErrorCode::AlreadyExists);
    if (wasInterrupted) {
        QFile::remove(paths.store());
        QFile::remove(paths.ring());
    }
    if (!QDir(scratch.folder).removeRecursively())
        return failure(ErrorCode::FileNotWritable);
    GATEHOUSE_TRY(makePrivateFolder(scratch.folder));
    return scratch;
}

Result<void> moveSiteIntoPlace(const SitePaths& paths)
{
    const SitePaths scratch = unfinished(paths);
    const bool hasRing = QFileInfo::exists(scratch.ring());
    if ((hasRing && !QFile::rename(scratch.ring(), paths.ring())) || !QFile::rename(scratch.store(), paths.store())
        || !QFile::rename(scratch.keys(), paths.keys()))
        return failure(ErrorCode::FileNotWritable, QStringLiteral("the new site cannot be moved into place"));
    GATEHOUSE_TRY(flushFolder(paths.folder));
    QDir(scratch.folder).removeRecursively();
    return {};
}

store::SecretKey randomSiteKey()
{
    store::SecretKey::Bytes bytes;
    randombytes_buf(bytes.data(), bytes.size());
    store::SecretKey key(bytes);
    sodium_memzero(bytes.data(), bytes.size());
    return key;
}

Result<OpenSite::Created> OpenSite::create(
    const SitePaths& paths, const NewSite& site, const Clock& clock, const DerivationCost& cost)
{
    if (sodium_init() < 0)
        return failure(ErrorCode::Internal, QStringLiteral("libsodium does not start"));
    if (site.name.simplified().isEmpty() || !site.timeZone.isValid())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("site name or time zone"));
    GATEHOUSE_TRY_ASSIGN(administrator, tidyOperatorName(site.administrator));
    GATEHOUSE_TRY(checkPassphrase(site.passphrase, administrator, site.name));
    GATEHOUSE_TRY_ASSIGN(scratch, makeRoomForSite(paths));

    GATEHOUSE_TRY_ASSIGN(made, makeKeys(site, administrator, clock, cost));
    OperatorId id;
    {
        GATEHOUSE_TRY_ASSIGN(
            database, store::Database::open(scratch.store(), made.secrets.siteKey, store::OpenMode::CreateNew));
        GATEHOUSE_TRY_ASSIGN(first, insertFirstRows(*database, clock, site, administrator, made.file, made.secrets));
        id = first;
        // Only the store itself is moved into place: nothing may be left in its log.
        GATEHOUSE_TRY(database->checkpoint());
    }
    GATEHOUSE_TRY(made.file.save(scratch.keys(), made.secrets.signing));
    GATEHOUSE_TRY(moveSiteIntoPlace(paths));

    GATEHOUSE_TRY_ASSIGN(opened, openStore(paths, made.secrets.siteKey, made.file.siteUuid(), clock));
    const ActingOperator actor { id, administrator, Role::Administrator };
    auto state = std::make_unique<Private>(
        paths, clock, cost, std::move(made.file), std::move(made.secrets), std::move(opened), OpenedPast(), actor);
    return Created { std::unique_ptr<OpenSite>(new OpenSite(std::move(state))), made.recoveryCode };
}

} // namespace gatehouse::security
