#include "core/security/KeyUpkeep.h"

#include "core/security/KeyFileChange.h"
#include "core/security/OpenSiteState.h"
#include "core/security/SiteKeyTable.h"
#include "core/security/SlotTable.h"

#include <QHash>

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
    bool isVaultNew = false;
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

Result<void> settleVault(Upkeep& upkeep, const KeySlot* opened)
{
    auto& vault = upkeep.secrets.vault;
    GATEHOUSE_TRY_ASSIGN(known, sitePublicKey(upkeep.transaction.database(), SiteKeyPurpose::Vault));
    if (known) {
        if (vault && vault->publicKey() != *known)
            vault.reset();
        return {};
    }
    const bool mayMakeIt = opened && (opened->kind == SlotKind::Recovery || opened->role == Role::Administrator);
    if (!vault && !mayMakeIt)
        return {};
    if (!vault) {
        vault = VaultKey::generate();
        upkeep.isVaultNew = true;
    }
    upkeep.changesRows = true;
    return recordSitePublicKey(upkeep.transaction, SiteKeyPurpose::Vault, vault->publicKey(), upkeep.clock.now());
}

Result<void> disableWithoutSlot(Upkeep& upkeep, const OperatorRow& row)
{
    if (row.role == Role::Administrator) {
        GATEHOUSE_TRY_ASSIGN(administrators, enabledAdministrators(upkeep.transaction.database()));
        if (administrators <= 1)
            return {};
    }
    upkeep.changesRows = true;
    GATEHOUSE_TRY(setOperatorState(upkeep.transaction, row.id, OperatorState::Disabled));
    return audit::append(upkeep.transaction, upkeep.clock,
        operatorEntry(
            {}, QStringLiteral("operator.disable"), row.id, { { QStringLiteral("why"), QStringLiteral("no-slot") } }));
}

Result<void> settleOperators(Upkeep& upkeep)
{
    GATEHOUSE_TRY_ASSIGN(operators, storedOperators(upkeep.transaction.database()));
    QHash<QByteArray, Role> roles;
    for (const StoredOperator& stored : operators) {
        if (stored.row.isEnabled)
            roles.insert(stored.slotId, stored.row.role);
    }
    const QByteArray recoveryId = recoverySlotId(upkeep.keys.siteSalt());
    const QList<KeySlot> entries = upkeep.keys.entries();
    for (const KeySlot& slot : entries) {
        const auto role = roles.constFind(slot.id);
        const bool isSomebodys =
            slot.kind == SlotKind::Recovery ? slot.id == recoveryId : role != roles.constEnd() && *role == slot.role;
        if (!isSomebodys)
            upkeep.keys.remove(slot.id);
    }
    for (const StoredOperator& stored : operators) {
        if (stored.row.isEnabled && !upkeep.keys.find(stored.slotId))
            GATEHOUSE_TRY(disableWithoutSlot(upkeep, stored.row));
    }
    GATEHOUSE_TRY_ASSIGN(hasForgotten, forgetOtherSlots(upkeep.transaction, upkeep.keys));
    upkeep.changesRows |= hasForgotten;
    return {};
}

Result<KeyFileAge> settleAge(Upkeep& upkeep)
{
    store::Database& database = upkeep.transaction.database();
    GATEHOUSE_TRY_ASSIGN(seen, seenGeneration(database));
    const quint64 found = upkeep.keys.generation();
    if (found >= seen)
        return KeyFileAge::Current;
    int gone = 0;
    const QList<KeySlot> entries = upkeep.keys.entries();
    for (const KeySlot& slot : entries) {
        GATEHOUSE_TRY_ASSIGN(isOld, isSuperseded(database, upkeep.keys.siteUuid(), slot));
        if (isOld)
            gone += upkeep.keys.remove(slot.id) ? 1 : 0;
    }
    upkeep.keys.raiseGeneration(seen);
    upkeep.changesRows = true;
    GATEHOUSE_TRY(audit::append(upkeep.transaction, upkeep.clock,
        { {}, QStringLiteral("site.keys-older"), { QStringLiteral("site"), 1 },
            { { QStringLiteral("generation"), qint64(found) }, { QStringLiteral("seen"), qint64(seen) },
                { QStringLiteral("slotsGone"), gone } } }));
    return KeyFileAge::Older;
}

Result<void> record(Upkeep& upkeep, const KeySlot& slot)
{
    GATEHOUSE_TRY_ASSIGN(isChanged,
        recordSlot(upkeep.transaction, upkeep.keys.siteUuid(), slot, upkeep.secrets.vault, upkeep.clock.now()));
    upkeep.changesRows |= isChanged;
    return {};
}

Result<void> handOutVault(Upkeep& upkeep, const std::optional<QByteArray>& opened)
{
    store::Database& database = upkeep.transaction.database();
    const auto& vault = upkeep.secrets.vault;
    const QList<KeySlot> entries = upkeep.keys.entries();
    for (const KeySlot& slot : entries) {
        if (slot.format != SlotFormat::Sealed || !mayHoldVault(slot.kind, slot.role))
            continue;
        const bool lacksIt = vault && !slot.holdsVault;
        const bool holdsAStaleOne = !vault && slot.holdsVault && opened == slot.id;
        if (!lacksIt && !holdsAStaleOne)
            continue;
        GATEHOUSE_TRY_ASSIGN(standing, slotStanding(database, upkeep.keys.siteUuid(), slot, vault));
        if (upkeep.isVaultNew && standing == SlotStanding::Recorded) {
            GATEHOUSE_TRY(record(upkeep, slot));
            standing = SlotStanding::Vouched;
        }
        if (lacksIt && standing != SlotStanding::Vouched)
            continue;
        GATEHOUSE_TRY_ASSIGN(sealed, resealSlot(upkeep.keys.siteUuid(), slot, upkeep.secrets.ring()));
        upkeep.keys.put(sealed);
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

Result<KeyFileAge> bringTogether(store::Database& database, const Clock& clock, const SitePaths& paths,
    KeySlotFile& keys, SiteSecrets& secrets, const std::optional<QByteArray>& opened, const UpkeepChange& change)
{
    KeyFileChange::removeLeftover(paths.keys());
    GATEHOUSE_TRY_ASSIGN(onDisk, KeySlotFile::load(paths.keys()));
    if (onDisk.wasDamaged())
        (void)KeySlotFile::repair(paths.keys());
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    Upkeep upkeep { transaction, clock, keys, secrets };
    GATEHOUSE_TRY(settleSigningKey(upkeep));
    GATEHOUSE_TRY(settleVault(upkeep, opened ? keys.find(*opened) : nullptr));
    GATEHOUSE_TRY_ASSIGN(age, settleAge(upkeep));
    if (change) {
        GATEHOUSE_TRY(change(transaction));
        upkeep.changesRows = true;
    }
    GATEHOUSE_TRY(settleOperators(upkeep));
    if (const KeySlot* slot = opened ? keys.find(*opened) : nullptr)
        GATEHOUSE_TRY(record(upkeep, *slot));
    GATEHOUSE_TRY(handOutVault(upkeep, opened));
    std::optional<KeyFileChange> file;
    if (age == KeyFileAge::Older || !keys.isNewestVersion() || keys.entries() != onDisk.entries()) {
        GATEHOUSE_TRY_ASSIGN(written, KeyFileChange::write(paths.keys(), keys, secrets.signing));
        file.emplace(std::move(written));
    }
    GATEHOUSE_TRY_ASSIGN(seen, seenGeneration(database));
    if (seen != keys.generation()) {
        upkeep.changesRows = true;
        GATEHOUSE_TRY(recordGeneration(transaction, keys.generation()));
    }
    if (upkeep.changesRows)
        GATEHOUSE_TRY(transaction.commit());
    if (file)
        file->keep();
    return age;
}

} // namespace gatehouse::security
