#include "core/security/OpenSiteState.h"

#include "core/security/SignInThrottle.h"

#include <QFileInfo>

#include <algorithm>
#include <sodium.h>

namespace gatehouse::security {

namespace {

constexpr qsizetype LongestOperatorName = 80;

} // namespace

bool SitePaths::exists() const
{
    return QFileInfo::exists(keys()) || QFileInfo::exists(store());
}

Result<OpenedStore> openStore(const SitePaths& paths, const store::SecretKey& key, const QByteArray& siteUuid)
{
    OpenedStore opened;
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
    GATEHOUSE_TRY_ASSIGN(reader, store::Database::open(paths.store(), key, store::OpenMode::ReadOnly));
    opened.writer = std::move(writer);
    opened.reader = std::move(reader);
    return opened;
}

Result<KeySlotFile> loadKeys(const SitePaths& paths)
{
    auto keys = KeySlotFile::load(paths.keys());
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

Result<ActingOperator> admit(store::Database& database, const Clock& clock, const KeySlot& slot, int failedBefore)
{
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY_ASSIGN(stored, operatorBySlot(database, slot.id));
    const bool isAdmitted = stored && stored->row.isEnabled && stored->row.role == slot.role;
    const OperatorId id = stored ? stored->row.id : OperatorId();
    const audit::Entry entry = isAdmitted
        ? operatorEntry(id, QStringLiteral("sign-in"), id, { { QStringLiteral("failedBefore"), failedBefore } })
        : operatorEntry(
            {}, QStringLiteral("sign-in.refuse"), id, { { QStringLiteral("why"), QStringLiteral("disabled") } });
    GATEHOUSE_TRY(audit::append(transaction, clock, entry));
    GATEHOUSE_TRY(transaction.commit());
    if (!isAdmitted)
        return failure(ErrorCode::SignInRefused);
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
    KeySlotFile keyFile, store::SecretKey key, OpenedStore opened, ActingOperator who)
    : paths(std::move(sitePaths))
    , clock(siteClock)
    , cost(slotCost)
    , keys(std::move(keyFile))
    , siteKey(std::move(key))
    , info(std::move(opened.info))
    , openedBy(std::move(who))
    , writer(std::make_unique<store::StoreThread>(std::move(opened.writer)))
    , reader(std::make_unique<store::StoreThread>(std::move(opened.reader)))
{
    // Refused only beyond the account's limit of locked memory; the key is then merely not fenced against swapping.
    (void)sodium_mlock(&siteKey, sizeof siteKey);
}

OpenSite::Private::~Private()
{
    reader.reset();
    writer.reset();
    sodium_munlock(&siteKey, sizeof siteKey);
}

std::optional<KeySlot> OpenSite::Private::slot(const QByteArray& id)
{
    const std::lock_guard lock(keysMutex);
    const KeySlot* found = keys.find(id);
    return found ? std::optional(*found) : std::nullopt;
}

Result<KeySlot> OpenSite::Private::sealFor(const QByteArray& slotId, Role role, const Passphrase& passphrase) const
{
    return sealSlot(keys.siteUuid(), slotId, SlotKind::Operator, role, siteKey, passphrase, cost);
}

Result<int> OpenSite::Private::prove(
    const QByteArray& slotId, const std::optional<KeySlot>& slot, const Passphrase& passphrase) const
{
    SignInThrottle throttle(paths.signInState(), clock);
    GATEHOUSE_TRY(throttle.beginAttempt(slotId));
    if (!slot) {
        spendDerivation(cost, passphrase);
        return failure(ErrorCode::SignInRefused);
    }
    GATEHOUSE_TRY_ASSIGN(key, openSlot(keys.siteUuid(), *slot, passphrase));
    if (sodium_memcmp(key.bytes().data(), siteKey.bytes().data(), store::SecretKey::Size) != 0)
        return failure(ErrorCode::KeyFileForeign);
    return throttle.attemptWasRight(slotId);
}

} // namespace gatehouse::security
