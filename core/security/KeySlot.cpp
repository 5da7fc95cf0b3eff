#include "core/security/KeySlot.h"

#include "core/security/LockedBytes.h"

#include <QtEndian>

#include <cstring>
#include <sodium.h>

namespace gatehouse::security {

static_assert(DerivationCost {}.passes == crypto_pwhash_OPSLIMIT_MODERATE);
static_assert(DerivationCost {}.memoryBytes == crypto_pwhash_MEMLIMIT_MODERATE);

namespace {

constexpr std::size_t KeySize = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t TagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
// What is wrapped is a key ring: (kind, length, bytes) one after the other, so that a later version can add keys.
constexpr unsigned char SiteKeyTag = 1;
constexpr std::size_t RingSize = 2 + store::SecretKey::Size;

const unsigned char* bytesOf(const QByteArray& bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.constData());
}
unsigned char* bytesOf(QByteArray& bytes)
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}

QByteArray randomBytes(std::size_t count)
{
    QByteArray bytes(static_cast<qsizetype>(count), Qt::Uninitialized);
    randombytes_buf(bytes.data(), count);
    return bytes;
}

QByteArray number(quint64 value)
{
    QByteArray bytes(8, Qt::Uninitialized);
    qToLittleEndian(value, bytes.data());
    return bytes;
}

// Fixed sizes one after the other: no two slots give the same bytes.
QByteArray associatedData(const QByteArray& siteUuid, const KeySlot& slot)
{
    return "gatehouse slot 1" + siteUuid + slot.id + char(slot.kind) + char(slot.role) + number(slot.cost.passes)
        + number(slot.cost.memoryBytes) + slot.salt;
}

bool derive(LockedBytes& key, const DerivationCost& cost, const QByteArray& salt, const Passphrase& passphrase)
{
    return crypto_pwhash(key.data(), key.size(), passphrase.data(), passphrase.size(), bytesOf(salt), cost.passes,
               static_cast<std::size_t>(cost.memoryBytes), crypto_pwhash_ALG_ARGON2ID13)
        == 0;
}

QByteArray slotId(const QByteArray& siteSalt, const QByteArray& label)
{
    QByteArray id(KeySlot::IdSize, '\0');
    crypto_generichash(bytesOf(id), static_cast<std::size_t>(id.size()), bytesOf(label),
        static_cast<unsigned long long>(label.size()), bytesOf(siteSalt), static_cast<std::size_t>(siteSalt.size()));
    return id;
}

Error noMemory()
{
    return failure(ErrorCode::Internal, QStringLiteral("no memory for the key derivation"));
}

} // namespace

QString foldedOperatorName(const QString& name)
{
    return name.simplified()
        .normalized(QString::NormalizationForm_KC)
        .toCaseFolded()
        .normalized(QString::NormalizationForm_KC);
}

QByteArray operatorSlotId(const QByteArray& siteSalt, const QString& name)
{
    return slotId(siteSalt, "operator:" + foldedOperatorName(name).toUtf8());
}

QByteArray recoverySlotId(const QByteArray& siteSalt)
{
    return slotId(siteSalt, "recovery");
}

Result<KeySlot> sealSlot(const QByteArray& siteUuid, const QByteArray& id, SlotKind kind, Role role,
    const store::SecretKey& siteKey, const Passphrase& passphrase, const DerivationCost& cost)
{
    LockedBytes wrapping(KeySize);
    KeySlot slot { id, kind, role, cost, randomBytes(crypto_pwhash_SALTBYTES),
        randomBytes(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES), QByteArray(RingSize + TagSize, '\0') };
    if (!derive(wrapping, cost, slot.salt, passphrase))
        return noMemory();
    LockedBytes ring(RingSize);
    ring.data()[0] = SiteKeyTag;
    ring.data()[1] = store::SecretKey::Size;
    std::memcpy(ring.data() + 2, siteKey.bytes().data(), store::SecretKey::Size);
    const QByteArray bound = associatedData(siteUuid, slot);
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytesOf(slot.wrapped), nullptr, ring.data(), ring.size(), bytesOf(bound),
        static_cast<unsigned long long>(bound.size()), nullptr, bytesOf(slot.nonce), wrapping.data());
    return slot;
}

Result<store::SecretKey> openSlot(const QByteArray& siteUuid, const KeySlot& slot, const Passphrase& passphrase)
{
    LockedBytes wrapping(KeySize);
    if (!derive(wrapping, slot.cost, slot.salt, passphrase))
        return noMemory();
    LockedBytes ring(static_cast<std::size_t>(slot.wrapped.size()) - TagSize);
    const QByteArray bound = associatedData(siteUuid, slot);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(ring.data(), nullptr, nullptr, bytesOf(slot.wrapped),
            static_cast<unsigned long long>(slot.wrapped.size()), bytesOf(bound),
            static_cast<unsigned long long>(bound.size()), bytesOf(slot.nonce), wrapping.data())
        != 0)
        return failure(ErrorCode::SignInRefused);

    for (std::size_t at = 0; at + 2 <= ring.size(); at += 2 + ring.data()[at + 1]) {
        if (ring.data()[at] == SiteKeyTag && ring.data()[at + 1] == store::SecretKey::Size
            && at + RingSize <= ring.size()) {
            store::SecretKey::Bytes key;
            std::memcpy(key.data(), ring.data() + at + 2, key.size());
            store::SecretKey siteKey(key);
            sodium_memzero(key.data(), key.size());
            return siteKey;
        }
    }
    return failure(ErrorCode::KeyFileDamaged, QStringLiteral("a slot without the site key"));
}

void spendDerivation(const DerivationCost& cost, const Passphrase& passphrase)
{
    LockedBytes wrapping(KeySize);
    (void)derive(wrapping, cost, QByteArray(crypto_pwhash_SALTBYTES, '\0'), passphrase);
}

} // namespace gatehouse::security
