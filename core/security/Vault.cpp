#include "core/security/Vault.h"

#include "core/security/SiteKeyTable.h"

#include <cstring>
#include <sodium.h>

namespace gatehouse::security {

static_assert(VaultKey::PublicKeySize == crypto_box_PUBLICKEYBYTES);
static_assert(store::SecretKey::Size == crypto_box_SECRETKEYBYTES);

namespace {

constexpr std::size_t MarkSize = 32;
constexpr std::size_t BlockSize = 32;

const unsigned char* unsignedBytes(const QByteArray& bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.constData());
}

void markContext(unsigned char* mark, const QByteArray& context)
{
    crypto_generichash(
        mark, MarkSize, unsignedBytes(context), static_cast<unsigned long long>(context.size()), nullptr, 0);
}

Error doesNotOpen()
{
    return failure(ErrorCode::FormatInvalid, QStringLiteral("a sealed field does not open"));
}

} // namespace

Result<QByteArray> sealField(const QByteArray& vaultPublicKey, const QByteArray& plain, const QByteArray& context)
{
    if (sodium_init() < 0 || vaultPublicKey.size() != VaultKey::PublicKeySize)
        return failure(ErrorCode::Internal, QStringLiteral("no public key to seal to"));
    const auto size = static_cast<std::size_t>(plain.size());
    LockedBytes open(MarkSize + size + BlockSize);
    markContext(open.data(), context);
    if (size > 0)
        std::memcpy(open.data() + MarkSize, plain.constData(), size);
    std::size_t padded = 0;
    if (sodium_pad(&padded, open.data(), MarkSize + size, BlockSize, open.size()) != 0)
        return failure(ErrorCode::Internal, QStringLiteral("no room to pad"));
    QByteArray sealed(static_cast<qsizetype>(padded + crypto_box_SEALBYTES), '\0');
    if (crypto_box_seal(
            reinterpret_cast<unsigned char*>(sealed.data()), open.data(), padded, unsignedBytes(vaultPublicKey))
        != 0)
        return failure(ErrorCode::Internal, QStringLiteral("no public key to seal to"));
    return sealed;
}

Result<QByteArray> sealField(store::Database& database, const QByteArray& plain, const QByteArray& context)
{
    GATEHOUSE_TRY_ASSIGN(publicKey, sitePublicKey(database, SiteKeyPurpose::Vault));
    if (!publicKey)
        return failure(ErrorCode::VaultMissing);
    return sealField(*publicKey, plain, context);
}

VaultKey::VaultKey(LockedBytes secret)
    : m_secret(std::move(secret))
    , m_publicKey(PublicKeySize, '\0')
{
    crypto_scalarmult_base(reinterpret_cast<unsigned char*>(m_publicKey.data()), m_secret.data());
}

VaultKey VaultKey::generate()
{
    LockedBytes secret(crypto_box_SECRETKEYBYTES);
    randombytes_buf(secret.data(), secret.size());
    return VaultKey(std::move(secret));
}

VaultKey VaultKey::fromSecret(const store::SecretKey& secret)
{
    LockedBytes locked(crypto_box_SECRETKEYBYTES);
    std::memcpy(locked.data(), secret.bytes().data(), locked.size());
    return VaultKey(std::move(locked));
}

store::SecretKey VaultKey::secret() const
{
    store::SecretKey::Bytes bytes;
    std::memcpy(bytes.data(), m_secret.data(), bytes.size());
    store::SecretKey key(bytes);
    sodium_memzero(bytes.data(), bytes.size());
    return key;
}

Result<QByteArray> VaultKey::open(const QByteArray& sealed, const QByteArray& context) const
{
    const auto size = static_cast<std::size_t>(sealed.size());
    if (size < crypto_box_SEALBYTES + MarkSize + BlockSize)
        return doesNotOpen();
    LockedBytes open(size - crypto_box_SEALBYTES);
    unsigned char mark[MarkSize];
    markContext(mark, context);
    std::size_t length = 0;
    if (crypto_box_seal_open(open.data(), unsignedBytes(sealed), size, unsignedBytes(m_publicKey), m_secret.data()) != 0
        || sodium_unpad(&length, open.data(), open.size(), BlockSize) != 0 || length < MarkSize
        || sodium_memcmp(open.data(), mark, MarkSize) != 0)
        return doesNotOpen();
    return QByteArray(reinterpret_cast<const char*>(open.data()) + MarkSize, static_cast<qsizetype>(length - MarkSize));
}

} // namespace gatehouse::security
