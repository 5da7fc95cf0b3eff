#include "core/audit/SigningKey.h"

#include <array>
#include <sodium.h>

namespace gatehouse::audit {

static_assert(SigningKey::PublicKeySize == crypto_sign_PUBLICKEYBYTES);
static_assert(SigningKey::SignatureSize == crypto_sign_BYTES);
static_assert(store::SecretKey::Size == crypto_sign_SEEDBYTES);

namespace {

const unsigned char* bytesOf(const QByteArray& array)
{
    return reinterpret_cast<const unsigned char*>(array.constData());
}

} // namespace

void SigningKey::WipeAndFree::operator()(unsigned char* bytes) const
{
    sodium_free(bytes);
}

SigningKey::SigningKey(Secret secret, QByteArray publicKey)
    : m_secret(std::move(secret))
    , m_publicKey(std::move(publicKey))
{
}

Result<SigningKey> SigningKey::generate()
{
    if (sodium_init() < 0)
        return failure(ErrorCode::Internal, QStringLiteral("libsodium does not start"));
    store::SecretKey::Bytes seed;
    randombytes_buf(seed.data(), seed.size());
    const store::SecretKey key(seed);
    sodium_memzero(seed.data(), seed.size());
    return fromSeed(key);
}

Result<SigningKey> SigningKey::fromSeed(const store::SecretKey& seed)
{
    if (sodium_init() < 0)
        return failure(ErrorCode::Internal, QStringLiteral("libsodium does not start"));
    Secret secret(static_cast<unsigned char*>(sodium_malloc(crypto_sign_SECRETKEYBYTES)));
    if (!secret)
        return failure(ErrorCode::Internal, QStringLiteral("no locked memory"));
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> publicKey {};
    crypto_sign_seed_keypair(publicKey.data(), secret.get(), seed.bytes().data());
    return SigningKey(std::move(secret), QByteArray(reinterpret_cast<const char*>(publicKey.data()), PublicKeySize));
}

store::SecretKey SigningKey::seed() const
{
    store::SecretKey::Bytes bytes;
    crypto_sign_ed25519_sk_to_seed(bytes.data(), m_secret.get());
    store::SecretKey key(bytes);
    sodium_memzero(bytes.data(), bytes.size());
    return key;
}

QByteArray SigningKey::sign(const QByteArray& message) const
{
    QByteArray signature(SignatureSize, '\0');
    crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr, bytesOf(message),
        static_cast<unsigned long long>(message.size()), m_secret.get());
    return signature;
}

bool SigningKey::verify(const QByteArray& publicKey, const QByteArray& message, const QByteArray& signature)
{
    return publicKey.size() == PublicKeySize && signature.size() == SignatureSize && sodium_init() >= 0
        && crypto_sign_verify_detached(bytesOf(signature), bytesOf(message),
               static_cast<unsigned long long>(message.size()), bytesOf(publicKey))
        == 0;
}

} // namespace gatehouse::audit
