#include "core/security/OpenSiteState.h"

#include "core/security/KeyFileChange.h"
#include "core/security/RingUpkeep.h"
#include "core/security/SecondFactor.h"
#include "core/security/SignInThrottle.h"
#include "core/security/SlotTable.h"
#include "core/security/UnfinishedRekey.h"
#include "core/store/WriterLock.h"

#include <QFileInfo>

#include <algorithm>

namespace gatehouse::security {

namespace {

constexpr qsizetype LongestOperatorName = 80;

} // namespace

bool SitePaths::exists() const
{
    return QFileInfo::exists(keys()) || QFileInfo::exists(store());
}

Result<OpenedStore> openStore(
    const SitePaths& paths, const store::SecretKey& key, const QByteArray& siteUuid, const Clock& clock)
{
    OpenedStore opened;
    GATEHOUSE_TRY(finishRekey(paths, key));
    GATEHOUSE_TRY_ASSIGN(writer, store::Database::open(paths.store(), key, store::OpenMode::ReadWrite));
    {
        GATEHOUSE_TRY_ASSIGN(site, writer->prepare("SELECT uuid, name, time_zone, is_demo, created_at FROM site"));
        GATEHOUSE_TRY_ASSIGN(found, site.step());
        if (!found || site.blob(0) != siteUuid)
            return failure(ErrorCode::KeyFileForeign);
        opened.info = { site.text(1), QTimeZone(site.text(2).toUtf8()), site.boolean(3), site.time(4) };
        if (!opened.info.timeZone.isValid())
            opened.info.timeZone = QTimeZone::utc();
    }
    GATEHOUSE_TRY(openRing(*writer, paths.ring(), key));
    GATEHOUSE_TRY_ASSIGN(schema, settleSchema(*writer, clock));
    opened.schema = schema;
    GATEHOUSE_TRY(settleRing(*writer, clock));
    GATEHOUSE_TRY_ASSIGN(reader, store::Database::open(paths.store(), key, store::OpenMode::ReadOnly));
    GATEHOUSE_TRY(openRing(*reader, paths.ring(), key));
    opened.writer = std::move(writer);
    opened.reader = std::move(reader);
    return opened;
}

Result<KeySlotFile> loadKeys(const SitePaths& paths)
{
    auto keys = KeySlotFile::load(paths.keys());
    if (keys && keys->wasDamaged() && QFileInfo::exists(paths.store())) {
        // Whoever holds the store may be writing the key file; it is theirs to repair then.
        if (const auto lock = store::WriterLock::acquire(paths.store()))
            (void)KeySlotFile::repair(paths.keys());
    }
    if (!keys && keys.error().code == ErrorCode::NotFound) {
        if (!QFileInfo::exists(paths.store()))
            return failure(ErrorCode::StoreNotFound);
        return failure(ErrorCode::KeyFileDamaged, QStringLiteral("the key file is missing"));
    }
    return keys;
}

audit::Entry operatorEntry(OperatorId actor, const QString& action, OperatorId subject, const QJsonObject& detail)
{
    return { actor, action, { QStringLiteral("operator"), subject.value() }, detail };
}

Result<ActingOperator> admit(
    store::Database& database, const Clock& clock, const KeySlot& slot, const QString& code, int failedBefore)
{
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY_ASSIGN(stored, operatorBySlot(database, slot.id));
    const OperatorId id = stored ? stored->row.id : OperatorId();
    Result<void> proof;
    QString why;
    if (!stored || !stored->row.isEnabled || stored->row.role != slot.role) {
        proof = failure(ErrorCode::SignInRefused);
        why = QStringLiteral("disabled");
    } else {
        proof = proveSecondFactor(transaction, id, code, clock.now());
        why = QStringLiteral("code");
    }
    const bool isRefused = !proof
        && (proof.error().code == ErrorCode::SignInRefused || proof.error().code == ErrorCode::SecondFactorRefused);
    if (!proof && !isRefused)
        return proof.error();
    GATEHOUSE_TRY(audit::append(transaction, clock,
        proof ? operatorEntry(id, QStringLiteral("sign-in"), id, { { QStringLiteral("failedBefore"), failedBefore } })
              : operatorEntry({}, QStringLiteral("sign-in.refuse"), id, { { QStringLiteral("why"), why } })));
    GATEHOUSE_TRY(transaction.commit());
    if (!proof)
        return proof.error();
    return ActingOperator { id, stored->row.name, stored->row.role };
}

Result<QString> tidyOperatorName(const QString& name)
{
    const QString tidy = name.simplified().normalized(QString::NormalizationForm_C);
    const bool isPrintable = std::ranges::all_of(tidy, [](QChar c) { return c.isPrint() || c.isSurrogate(); });
    if (tidy.isEmpty() || tidy.size() > LongestOperatorName || !isPrintable)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("operator name"));
    return tidy;
}

OpenSite::Private::Private(SitePaths sitePaths, const Clock& siteClock, const DerivationCost& slotCost,
    KeySlotFile keyFile, SiteSecrets siteSecrets, OpenedStore opened, OpenedPast past, ActingOperator who)
    : paths(std::move(sitePaths))
    , clock(siteClock)
    , cost(slotCost)
    , siteUuid(keyFile.siteUuid())
    , siteSalt(keyFile.siteSalt())
    , keys(std::move(keyFile))
    , secrets(std::move(siteSecrets))
    , info(std::move(opened.info))
    , openedBy(signedIn(std::move(who)))
    , history(past.history)
    , anchors(std::move(past.anchors))
    , writer(startWriter(std::move(opened.writer)))
    , reader(std::make_unique<store::StoreThread>(std::move(opened.reader)))
{
}

OpenSite::Private::~Private()
{
    endSignIns({});
    reader.reset();
    if (writer) {
        writer->call([this](store::Database& database) { signIfUnsigned(database, audit::CheckpointReason::SignOut); });
    }
    writer.reset(); // behind its last work it has brought the anchor after
}

std::optional<KeySlot> OpenSite::Private::slot(const QByteArray& id)
{
    const std::lock_guard lock(keysMutex);
    const KeySlot* found = keys.find(id);
    return found ? std::optional(*found) : std::nullopt;
}

KeyRing OpenSite::Private::ring()
{
    const std::lock_guard lock(keysMutex);
    return secrets.ring();
}

KeySlotFile OpenSite::Private::keysNow()
{
    const std::lock_guard lock(keysMutex);
    return keys;
}

Result<KeySlot> OpenSite::Private::sealFor(const QByteArray& slotId, Role role, const Passphrase& passphrase)
{
    return sealSlot({ siteUuid, slotId, SlotKind::Operator, role, clock.now() }, ring(), passphrase, cost);
}

Result<KeyRing> OpenSite::Private::prove(
    const QByteArray& slotId, const std::optional<KeySlot>& slot, const Passphrase& passphrase)
{
    SignInThrottle throttle(paths.signInState(), clock, keysNow().slotIds());
    GATEHOUSE_TRY(throttle.beginAttempt(slotId));
    if (!slot || slot->kind != SlotKind::Operator) {
        spendDerivation(cost, passphrase);
        return failure(ErrorCode::SignInRefused);
    }
    GATEHOUSE_TRY_ASSIGN(opened, openSlot(siteUuid, *slot, passphrase));
    // The site key may be another one after a re-key; the signing key stays.
    GATEHOUSE_TRY_ASSIGN(signing, audit::SigningKey::fromSeed(opened.signingSeed));
    if (signing.publicKey() != secrets.signing.publicKey())
        return failure(ErrorCode::KeyFileForeign);
    return std::move(opened);
}

Result<void> OpenSite::Private::proveOwn(const QByteArray& slotId, const Passphrase& passphrase)
{
    GATEHOUSE_TRY(prove(slotId, slot(slotId), passphrase));
    GATEHOUSE_TRY(SignInThrottle(paths.signInState(), clock, keysNow().slotIds()).attemptWasRight(slotId));
    return {};
}

Result<void> OpenSite::Private::recordChanges(
    store::Transaction& transaction, const KeySlotFile& before, const KeySlotFile& changed)
{
    std::optional<VaultKey> vault;
    if (const KeyRing now = ring(); now.vaultSecret)
        vault = VaultKey::fromSecret(*now.vaultSecret);
    for (const KeySlot& slot : changed.entries()) {
        if (!before.entries().contains(slot))
            GATEHOUSE_TRY(recordSlot(transaction, siteUuid, slot, vault, clock.now()));
    }
    GATEHOUSE_TRY(forgetOtherSlots(transaction, changed));
    return {};
}

// The file is written inside the transaction: when it cannot be written nothing is changed, when the commit fails the
// old file comes back.
Result<void> OpenSite::Private::changeWithKeys(const ActingOperator& actor, const KeyChange& change)
{
    return writer->call([&](store::Database& database) -> Result<void> {
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        GATEHOUSE_TRY(requireStillInOffice(database, actor));
        KeySlotFile changed = keysNow();
        const KeySlotFile before = changed;
        GATEHOUSE_TRY(change(transaction, changed));
        std::optional<KeyFileChange> file;
        if (changed.entries() != before.entries()) {
            GATEHOUSE_TRY(recordChanges(transaction, before, changed));
            GATEHOUSE_TRY_ASSIGN(written, KeyFileChange::write(paths.keys(), changed, secrets.signing));
            file.emplace(std::move(written));
            GATEHOUSE_TRY(recordGeneration(transaction, changed.generation()));
        }
        GATEHOUSE_TRY(transaction.commit());
        if (file)
            file->keep();
        const std::lock_guard lock(keysMutex);
        keys = std::move(changed);
        return {};
    });
}

} // namespace gatehouse::security
