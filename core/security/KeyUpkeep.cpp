#include "core/security/KeyUpkeep.h"

#include "core/security/OpenSiteState.h"
#include "core/security/SiteKeyTable.h"

#include <QSet>

#include <algorithm>

namespace gatehouse::security {

namespace {

// What a sign-in has found to change so far.
struct Upkeep
{
    store::Transaction& transaction;
    const Clock& clock;
    KeySlotFile& keys;
    SiteSecrets& secrets;
    bool changesRows = false;
};

Error anotherSites()
{
    return failure(ErrorCode::KeyFileForeign, QStringLiteral("the signing key is not the store's"));
}

Result<void> settleSigningKey(Upkeep& upkeep)
{
    GATEHOUSE_TRY_ASSIGN(known, sitePublicKey(upkeep.transaction.database(), SiteKeyPurpose::Signing));
    if (known)
        return *known == upkeep.secrets.signing.publicKey() ? Result<void>() : Result<void>(anotherSites());
    upkeep.changesRows = true;
    return recordSitePublicKey(
        upkeep.transaction, SiteKeyPurpose::Signing, upkeep.secrets.signing.publicKey(), upkeep.clock.now());
}

Result<void> settleVault(Upkeep& upkeep, const KeySlot& opened)
{
    auto& vault = upkeep.secrets.vault;
    GATEHOUSE_TRY_ASSIGN(known, sitePublicKey(upkeep.transaction.database(), SiteKeyPurpose::Vault));
    if (known) {
        if (vault && vault->publicKey() != *known)
            vault.reset();
        return {};
    }
    if (!vault && opened.kind == SlotKind::Operator && opened.role != Role::Administrator)
        return {};
    if (!vault)
        vault = VaultKey::generate();
    upkeep.changesRows = true;
    return recordSitePublicKey(upkeep.transaction, SiteKeyPurpose::Vault, vault->publicKey(), upkeep.clock.now());
}

Result<void> handOutVault(Upkeep& upkeep, const QByteArray& openedId)
{
    const QList<KeySlot> entries = upkeep.keys.entries();
    for (const KeySlot& slot : entries) {
        if (slot.format != SlotFormat::Sealed || !mayHoldVault(slot.kind, slot.role))
            continue;
        const bool lacksIt = upkeep.secrets.vault && !slot.holdsVault;
        const bool holdsAStaleOne = !upkeep.secrets.vault && slot.holdsVault && slot.id == openedId;
        if (!lacksIt && !holdsAStaleOne)
            continue;
        GATEHOUSE_TRY_ASSIGN(sealed, resealSlot(upkeep.keys.siteUuid(), slot, upkeep.secrets.ring()));
        upkeep.keys.put(sealed);
    }
    return {};
}

Result<void> settleOperators(Upkeep& upkeep)
{
    GATEHOUSE_TRY_ASSIGN(operators, storedOperators(upkeep.transaction.database()));
    QSet<QByteArray> held;
    for (const StoredOperator& stored : operators) {
        if (!stored.row.isEnabled)
            continue;
        held.insert(stored.slotId);
        if (upkeep.keys.find(stored.slotId))
            continue;
        GATEHOUSE_TRY(setOperatorState(upkeep.transaction, stored.row.id, OperatorState::Disabled));
        GATEHOUSE_TRY(audit::append(upkeep.transaction, upkeep.clock,
            operatorEntry({}, QStringLiteral("operator.disable"), stored.row.id,
                { { QStringLiteral("why"), QStringLiteral("no-slot") } })));
        upkeep.changesRows = true;
    }
    const QList<KeySlot> entries = upkeep.keys.entries();
    for (const KeySlot& slot : entries) {
        if (slot.kind == SlotKind::Operator && !held.contains(slot.id))
            upkeep.keys.remove(slot.id);
    }
    return {};
}

} // namespace

Result<std::optional<KeySlot>> renewedSlot(const QByteArray& siteUuid, const KeySlot& slot, const KeyRing& ring,
    const Passphrase& passphrase, const DerivationCost& cost, UtcTime now)
{
    if (slot.format == SlotFormat::Sealed && !slot.cost.isWeakerThan(cost))
        return std::optional<KeySlot>();
    // Never weaker in one of the two than it was.
    const DerivationCost stronger { std::max(slot.cost.passes, cost.passes),
        std::max(slot.cost.memoryBytes, cost.memoryBytes) };
    GATEHOUSE_TRY_ASSIGN(
        renewed, sealSlot({ siteUuid, slot.id, slot.kind, slot.role, now }, ring, passphrase, stronger));
    return std::optional(renewed);
}

Result<void> bringTogether(store::Database& database, const Clock& clock, const SitePaths& paths, KeySlotFile& keys,
    SiteSecrets& secrets, const KeySlot& opened)
{
    GATEHOUSE_TRY_ASSIGN(onDisk, KeySlotFile::load(paths.keys()));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    Upkeep upkeep { transaction, clock, keys, secrets };
    GATEHOUSE_TRY(settleSigningKey(upkeep));
    GATEHOUSE_TRY(settleVault(upkeep, opened));
    GATEHOUSE_TRY(handOutVault(upkeep, opened.id));
    GATEHOUSE_TRY(settleOperators(upkeep));
    const bool changesFile = keys.isFirstVersion() || keys.entries() != onDisk.entries();
    if (changesFile)
        GATEHOUSE_TRY(keys.save(paths.keys(), secrets.signing));
    if (upkeep.changesRows) {
        if (auto committed = transaction.commit(); !committed) {
            if (changesFile)
                (void)onDisk.save(paths.keys(), secrets.signing);
            return committed.error();
        }
    }
    return {};
}

} // namespace gatehouse::security
