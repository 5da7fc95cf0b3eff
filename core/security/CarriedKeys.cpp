#include "core/security/CarriedKeys.h"

#include "core/security/KeyUpkeep.h"
#include "core/security/OpenSiteState.h"
#include "core/security/RecoveryCode.h"
#include "core/security/RingCopy.h"
#include "core/security/RingUpkeep.h"
#include "core/store/EncryptedCopy.h"
#include "core/store/RekeyedCopy.h"

namespace gatehouse::security {

CarriedKeys::CarriedKeys(KeySlotFile file, KeySlot slot, SiteSecrets secrets)
    : m_file(std::move(file))
    , m_slot(std::move(slot))
    , m_secrets(std::move(secrets))
{
}

Result<CarriedKeys> CarriedKeys::open(const KeySlotFile& file, const CarriedSecret& secret)
{
    const bool isCode = secret.operatorName.isEmpty();
    const QByteArray slotId =
        isCode ? recoverySlotId(file.siteSalt()) : operatorSlotId(file.siteSalt(), secret.operatorName);
    const Passphrase words = isCode ? canonicalRecoveryCode(secret.words) : secret.words;
    const KeySlot* found = file.find(slotId);
    if (!found || found->kind != (isCode ? SlotKind::Recovery : SlotKind::Operator)) {
        spendDerivation({}, words);
        return failure(ErrorCode::SignInRefused);
    }
    GATEHOUSE_TRY_ASSIGN(ring, openSlot(file.siteUuid(), *found, words));
    GATEHOUSE_TRY_ASSIGN(secrets, SiteSecrets::from(ring));
    if (!file.isSignedBy(secrets.signing.publicKey()))
        return failure(ErrorCode::SignInRefused);
    return CarriedKeys(file, *found, std::move(secrets));
}

Result<std::unique_ptr<store::Database>> CarriedKeys::openStore(const QString& file) const
{
    return store::Database::open(file, m_secrets.siteKey, store::OpenMode::ReadWrite);
}

Result<std::unique_ptr<store::Database>> CarriedKeys::openRing(const QString& file) const
{
    return openRingCopy(file, ringKeyOf(m_secrets.siteKey));
}

Result<void> CarriedKeys::attachRing(store::Database& store, const QString& ringFile) const
{
    return security::openRing(store, ringFile, m_secrets.siteKey);
}

Result<void> CarriedKeys::copyHere(store::Database& opened, QByteArrayView schema, const QString& target) const
{
    const bool isRing = schema == "ring";
    GATEHOUSE_TRY_ASSIGN(
        copy, opened.beginCopy(schema, target, isRing ? ringKeyOf(m_secrets.siteKey) : m_secrets.siteKey.copy()));
    return copy->finish();
}

Result<ActingOperator> CarriedKeys::admit(store::Database& store, const Clock& clock, const QString& code) const
{
    if (isRecovery())
        return failure(ErrorCode::PermissionDenied, QStringLiteral("the recovery code is nobody's"));
    return security::admit(store, clock, m_slot, code, 0);
}

Result<void> CarriedKeys::settle(store::Database& store, const Clock& clock, const SitePaths& site)
{
    GATEHOUSE_TRY(m_file.save(site.keys(), m_secrets.signing));
    GATEHOUSE_TRY(bringTogether(store, clock, site, m_file, m_secrets, m_slot.id));
    return {};
}

Result<void> CarriedKeys::anchor(const audit::Checkpoint& newest, const SitePaths& site) const
{
    return KeySlotFile::saveAnchors(site.keys(), { { newest.number, newest.state }, {} }, m_secrets.signing);
}

} // namespace gatehouse::security
