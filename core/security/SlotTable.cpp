#include "core/security/SlotTable.h"

#include "core/security/DerivedKey.h"

#include <QList>

#include <sodium.h>

namespace gatehouse::security {

namespace {

constexpr qsizetype DigestSize = 32;
constexpr char GenerationKey[] = "keys.generation";

// Fixed sizes one after the other: no two slots give the same bytes.
QByteArray boundOf(const QByteArray& siteUuid, const KeySlot& slot)
{
    return "gatehouse slot key" + siteUuid + slot.id + char(slot.kind) + char(slot.role) + slot.publicKey;
}

QByteArray hashOf(const QByteArray& bytes, const store::SecretKey* key)
{
    QByteArray hash(DigestSize, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), DigestSize,
        reinterpret_cast<const unsigned char*>(bytes.constData()), static_cast<unsigned long long>(bytes.size()),
        key ? key->bytes().data() : nullptr, key ? store::SecretKey::Size : 0);
    return hash;
}

QByteArray digestOf(const QByteArray& siteUuid, const KeySlot& slot)
{
    return hashOf(boundOf(siteUuid, slot), nullptr);
}

QByteArray voucherOf(const QByteArray& siteUuid, const KeySlot& slot, const VaultKey& vault)
{
    const store::SecretKey key = deriveKey(vault.secret(), QLatin1StringView("slots"));
    return hashOf(boundOf(siteUuid, slot), &key);
}

bool isSame(const QByteArray& one, const QByteArray& other)
{
    return one.size() == DigestSize && other.size() == DigestSize
        && sodium_memcmp(one.constData(), other.constData(), DigestSize) == 0;
}

} // namespace

Result<SlotStanding> slotStanding(
    store::Database& database, const QByteArray& siteUuid, const KeySlot& slot, const std::optional<VaultKey>& vault)
{
    if (slot.format != SlotFormat::Sealed)
        return SlotStanding::Unknown;
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT digest, voucher FROM slot_keys WHERE slot_id = ?"));
    query.bindAll(slot.id);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    if (!found || !isSame(query.blob(0), digestOf(siteUuid, slot)))
        return SlotStanding::Unknown;
    if (!vault || query.isNull(1) || !isSame(query.blob(1), voucherOf(siteUuid, slot, *vault)))
        return SlotStanding::Recorded;
    return SlotStanding::Vouched;
}

Result<bool> recordSlot(store::Transaction& transaction, const QByteArray& siteUuid, const KeySlot& slot,
    const std::optional<VaultKey>& vault, UtcTime now)
{
    if (slot.format != SlotFormat::Sealed)
        return false;
    const bool isVouchedFor = vault && mayHoldVault(slot.kind, slot.role);
    GATEHOUSE_TRY_ASSIGN(standing, slotStanding(transaction.database(), siteUuid, slot, vault));
    if (standing == SlotStanding::Vouched || (standing == SlotStanding::Recorded && !isVouchedFor))
        return false;
    GATEHOUSE_TRY_ASSIGN(insert,
        transaction.database().prepare(
            "INSERT INTO slot_keys (slot_id, digest, voucher, recorded_at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (slot_id) DO UPDATE SET digest = excluded.digest, voucher = excluded.voucher, "
            "recorded_at = excluded.recorded_at"));
    const std::optional<QByteArray> voucher =
        isVouchedFor ? std::optional(voucherOf(siteUuid, slot, *vault)) : std::nullopt;
    insert.bindAll(slot.id, digestOf(siteUuid, slot), voucher, now);
    GATEHOUSE_TRY(insert.run());
    return true;
}

Result<bool> isSuperseded(store::Database& database, const QByteArray& siteUuid, const KeySlot& slot)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT digest FROM slot_keys WHERE slot_id = ?"));
    query.bindAll(slot.id);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found && !isSame(query.blob(0), digestOf(siteUuid, slot));
}

Result<quint64> seenGeneration(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT CAST(value AS INTEGER) FROM settings WHERE key = ?"));
    query.bindAll(QString::fromLatin1(GenerationKey));
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found ? quint64(query.integer(0)) : 0;
}

Result<void> recordGeneration(store::Transaction& transaction, quint64 generation)
{
    GATEHOUSE_TRY_ASSIGN(write,
        transaction.database().prepare("INSERT INTO settings (key, value) VALUES (?, ?) "
                                       "ON CONFLICT (key) DO UPDATE SET value = excluded.value"));
    write.bindAll(QString::fromLatin1(GenerationKey), QString::number(generation));
    return write.run();
}

Result<bool> forgetOtherSlots(store::Transaction& transaction, const KeySlotFile& keys)
{
    store::Database& database = transaction.database();
    QList<QByteArray> gone;
    {
        GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT slot_id FROM slot_keys"));
        for (;;) {
            GATEHOUSE_TRY_ASSIGN(found, query.step());
            if (!found)
                break;
            if (!keys.find(query.blob(0)))
                gone.append(query.blob(0));
        }
    }
    GATEHOUSE_TRY_ASSIGN(remove, database.prepare("DELETE FROM slot_keys WHERE slot_id = ?"));
    for (const QByteArray& id : gone) {
        remove.bindAll(id);
        GATEHOUSE_TRY(remove.run());
    }
    return !gone.isEmpty();
}

Result<void> carrySlots(store::Database& now, store::Transaction& restored)
{
    GATEHOUSE_TRY_ASSIGN(generation, seenGeneration(now));
    GATEHOUSE_TRY(recordGeneration(restored, generation));
    GATEHOUSE_TRY(restored.database().execute("DELETE FROM slot_keys"));
    GATEHOUSE_TRY_ASSIGN(rows, now.prepare("SELECT slot_id, digest, voucher, recorded_at FROM slot_keys"));
    GATEHOUSE_TRY_ASSIGN(insert,
        restored.database().prepare(
            "INSERT INTO slot_keys (slot_id, digest, voucher, recorded_at) VALUES (?, ?, ?, ?)"));
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, rows.step());
        if (!found)
            return {};
        const std::optional<QByteArray> voucher = rows.isNull(2) ? std::nullopt : std::optional(rows.blob(2));
        insert.bindAll(rows.blob(0), rows.blob(1), voucher, rows.integer(3));
        GATEHOUSE_TRY(insert.run());
    }
}

} // namespace gatehouse::security
