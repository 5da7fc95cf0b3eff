#pragma once

#include "core/base/Result.h"
#include "core/store/SecretKey.h"

#include <QByteArray>

#include <memory>

namespace gatehouse::audit {

// The site's Ed25519 key pair (RFC 8032, pure Ed25519: no prehash, no context), which signs the trail's checkpoints.
// The secret lies in memory of its own that is locked against swapping, fenced by guard pages and wiped when the key
// goes (libsodium's sodium_malloc). Moved, never copied; const functions may be called from any thread. Whoever owns
// the store owns it; the seed's 32 bytes are all that has to be kept.
class SigningKey
{
public:
    static constexpr qsizetype PublicKeySize = 32;
    static constexpr qsizetype SignatureSize = 64;

    // A new random pair. Internal when the system gives no locked memory.
    static Result<SigningKey> generate();
    // The pair of this seed, always the same one. Internal as above.
    static Result<SigningKey> fromSeed(const store::SecretKey& seed);

    [[nodiscard]] const QByteArray& publicKey() const { return m_publicKey; } // 32 bytes
    // For the slots' key ring, nothing else.
    [[nodiscard]] store::SecretKey seed() const;
    // 64 bytes, the same for the same message.
    [[nodiscard]] QByteArray sign(const QByteArray& message) const;

    // False as well for a key or a signature of another length, and for keys and signatures that are not canonical.
    [[nodiscard]] static bool verify(
        const QByteArray& publicKey, const QByteArray& message, const QByteArray& signature);

private:
    struct WipeAndFree
    {
        void operator()(unsigned char* bytes) const;
    };
    using Secret = std::unique_ptr<unsigned char[], WipeAndFree>;

    SigningKey(Secret secret, QByteArray publicKey);

    Secret m_secret; // seed and public key, as libsodium signs with them
    QByteArray m_publicKey;
};

} // namespace gatehouse::audit
