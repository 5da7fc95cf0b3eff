#include "core/security/KeySlot.h"

#include "core/audit/SigningKey.h"
#include "core/security/DerivedKey.h"
#include "core/security/LockedBytes.h"
#include "core/security/Permission.h"

#include <QtEndian>

#include <cstring>
#include <sodium.h>

namespace gatehouse::security {

static_assert(DerivationCost {}.passes == crypto_pwhash_OPSLIMIT_MODERATE);
static_assert(DerivationCost {}.memoryBytes == crypto_pwhash_MEMLIMIT_MODERATE);
static_assert(KeySlot::PublicKeySize == crypto_box_PUBLICKEYBYTES);

namespace {

constexpr std::size_t WrappingKeySize = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t TagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t BoundSize = 32;
constexpr std::size_t SecretSize = crypto_box_SECRETKEYBYTES;
constexpr std::size_t WrappedSize = SecretSize + audit::SigningKey::PublicKeySize;

// A ring is (tag, length, bytes) one after the other, so that a later version can add keys.
enum class RingTag : unsigned char { SiteKey = 1, SigningSeed = 2, VaultSecret = 3 };
constexpr std::size_t EntrySize = 2 + store::SecretKey::Size;

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
    const QByteArray common = siteUuid + slot.id + char(slot.kind) + char(slot.role) + number(slot.cost.passes)
        + number(slot.cost.memoryBytes);
    if (slot.format == SlotFormat::Wrapped)
        return "gatehouse slot 1" + common + slot.salt;
    return "gatehouse slot 2" + common + number(static_cast<quint64>(slot.madeAt.milliseconds())) + slot.salt
        + slot.publicKey;
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

void markSlot(unsigned char* mark, const QByteArray& siteUuid, const KeySlot& slot)
{
    const QByteArray bound = associatedData(siteUuid, slot) + slot.nonce + slot.wrapped;
    crypto_generichash(mark, BoundSize, bytesOf(bound), static_cast<unsigned long long>(bound.size()), nullptr, 0);
}

store::SecretKey keyAt(const unsigned char* bytes)
{
    store::SecretKey::Bytes copied;
    std::memcpy(copied.data(), bytes, copied.size());
    store::SecretKey key(copied);
    sodium_memzero(copied.data(), copied.size());
    return key;
}

std::optional<store::SecretKey> ringEntry(const LockedBytes& ring, std::size_t from, RingTag tag)
{
    for (std::size_t at = from; at + 2 <= ring.size(); at += 2 + ring.data()[at + 1]) {
        if (ring.data()[at] == static_cast<unsigned char>(tag) && ring.data()[at + 1] == store::SecretKey::Size
            && at + EntrySize <= ring.size())
            return keyAt(ring.data() + at + 2);
    }
    return std::nullopt;
}

// What the passphrase opens; nothing when it does not fit or anything bound was changed.
Result<LockedBytes> unwrap(const QByteArray& siteUuid, const KeySlot& slot, const Passphrase& passphrase)
{
    LockedBytes wrapping(WrappingKeySize);
    if (!derive(wrapping, slot.cost, slot.salt, passphrase))
        return noMemory();
    if (slot.wrapped.size() <= qsizetype(TagSize))
        return failure(ErrorCode::SignInRefused);
    LockedBytes open(static_cast<std::size_t>(slot.wrapped.size()) - TagSize);
    const QByteArray bound = associatedData(siteUuid, slot);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(open.data(), nullptr, nullptr, bytesOf(slot.wrapped),
            static_cast<unsigned long long>(slot.wrapped.size()), bytesOf(bound),
            static_cast<unsigned long long>(bound.size()), bytesOf(slot.nonce), wrapping.data())
        != 0)
        return failure(ErrorCode::SignInRefused);
    return open;
}

Result<KeyRing> openFirstFormat(const LockedBytes& open)
{
    auto siteKey = ringEntry(open, 0, RingTag::SiteKey);
    if (!siteKey)
        return failure(ErrorCode::SignInRefused);
    auto seed = deriveKey(*siteKey, QLatin1StringView("signing"));
    return KeyRing { std::move(*siteKey), std::move(seed), std::nullopt };
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

bool mayHoldVault(SlotKind kind, Role role)
{
    return kind == SlotKind::Recovery || isAllowed(role, Permission::ReadSealedFields);
}

Result<KeySlot> sealSlot(
    const SlotOwner& owner, const KeyRing& ring, const Passphrase& passphrase, const DerivationCost& cost)
{
    GATEHOUSE_TRY_ASSIGN(signing, audit::SigningKey::fromSeed(ring.signingSeed));
    KeySlot slot { SlotFormat::Sealed, owner.id, owner.kind, owner.role, cost, owner.madeAt,
        randomBytes(crypto_pwhash_SALTBYTES), randomBytes(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES),
        QByteArray(WrappedSize + TagSize, '\0'), QByteArray(KeySlot::PublicKeySize, '\0'), {}, false };
    LockedBytes wrapping(WrappingKeySize);
    if (!derive(wrapping, cost, slot.salt, passphrase))
        return noMemory();
    LockedBytes open(WrappedSize);
    crypto_box_keypair(bytesOf(slot.publicKey), open.data());
    std::memcpy(open.data() + SecretSize, signing.publicKey().constData(), audit::SigningKey::PublicKeySize);
    const QByteArray bound = associatedData(owner.siteUuid, slot);
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytesOf(slot.wrapped), nullptr, open.data(), open.size(), bytesOf(bound),
        static_cast<unsigned long long>(bound.size()), nullptr, bytesOf(slot.nonce), wrapping.data());
    return resealSlot(owner.siteUuid, slot, ring);
}

Result<KeySlot> resealSlot(const QByteArray& siteUuid, const KeySlot& slot, const KeyRing& ring)
{
    if (slot.format != SlotFormat::Sealed)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("a slot of format 1 has no ring of its own"));
    KeySlot sealed = slot;
    sealed.holdsVault = ring.vaultSecret && mayHoldVault(slot.kind, slot.role);
    LockedBytes open(BoundSize + EntrySize * (sealed.holdsVault ? 3 : 2));
    markSlot(open.data(), siteUuid, slot);
    std::size_t at = BoundSize;
    const auto append = [&](RingTag tag, const store::SecretKey& key) {
        open.data()[at] = static_cast<unsigned char>(tag);
        open.data()[at + 1] = store::SecretKey::Size;
        std::memcpy(open.data() + at + 2, key.bytes().data(), store::SecretKey::Size);
        at += EntrySize;
    };
    append(RingTag::SiteKey, ring.siteKey);
    append(RingTag::SigningSeed, ring.signingSeed);
    if (sealed.holdsVault)
        append(RingTag::VaultSecret, *ring.vaultSecret);
    sealed.sealedRing = QByteArray(static_cast<qsizetype>(open.size() + crypto_box_SEALBYTES), '\0');
    if (crypto_box_seal(bytesOf(sealed.sealedRing), open.data(), open.size(), bytesOf(slot.publicKey)) != 0)
        return failure(ErrorCode::Internal, QStringLiteral("a slot's public key is none"));
    return sealed;
}

Result<KeyRing> openSlot(const QByteArray& siteUuid, const KeySlot& slot, const Passphrase& passphrase)
{
    GATEHOUSE_TRY_ASSIGN(open, unwrap(siteUuid, slot, passphrase));
    if (slot.format == SlotFormat::Wrapped)
        return openFirstFormat(open);
    const auto sealedSize = static_cast<std::size_t>(slot.sealedRing.size());
    if (open.size() != WrappedSize || slot.publicKey.size() != KeySlot::PublicKeySize
        || sealedSize <= crypto_box_SEALBYTES + BoundSize)
        return failure(ErrorCode::SignInRefused);
    LockedBytes ring(sealedSize - crypto_box_SEALBYTES);
    unsigned char mark[BoundSize];
    markSlot(mark, siteUuid, slot);
    if (crypto_box_seal_open(ring.data(), bytesOf(slot.sealedRing), sealedSize, bytesOf(slot.publicKey), open.data())
            != 0
        || sodium_memcmp(ring.data(), mark, BoundSize) != 0)
        return failure(ErrorCode::SignInRefused);
    auto siteKey = ringEntry(ring, BoundSize, RingTag::SiteKey);
    auto seed = ringEntry(ring, BoundSize, RingTag::SigningSeed);
    if (!siteKey || !seed)
        return failure(ErrorCode::SignInRefused);
    GATEHOUSE_TRY_ASSIGN(signing, audit::SigningKey::fromSeed(*seed));
    if (sodium_memcmp(signing.publicKey().constData(), open.data() + SecretSize, audit::SigningKey::PublicKeySize) != 0)
        return failure(ErrorCode::SignInRefused);
    return KeyRing { std::move(*siteKey), std::move(*seed), ringEntry(ring, BoundSize, RingTag::VaultSecret) };
}

void spendDerivation(const DerivationCost& cost, const Passphrase& passphrase)
{
    LockedBytes wrapping(WrappingKeySize);
    (void)derive(wrapping, cost, QByteArray(crypto_pwhash_SALTBYTES, '\0'), passphrase);
}

} // namespace gatehouse::security
