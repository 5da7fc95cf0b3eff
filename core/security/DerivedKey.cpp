#include "core/security/DerivedKey.h"

#include <cstring>
#include <sodium.h>

namespace gatehouse::security {

static_assert(store::SecretKey::Size == crypto_kdf_KEYBYTES);

store::SecretKey deriveKey(const store::SecretKey& siteKey, QLatin1StringView context)
{
    Q_ASSERT(!context.isEmpty() && context.size() <= crypto_kdf_CONTEXTBYTES);
    char word[crypto_kdf_CONTEXTBYTES] = {};
    std::memcpy(word, context.data(), static_cast<std::size_t>(context.size()));
    store::SecretKey::Bytes bytes;
    crypto_kdf_derive_from_key(bytes.data(), bytes.size(), 1, word, siteKey.bytes().data());
    store::SecretKey derived(bytes);
    sodium_memzero(bytes.data(), bytes.size());
    return derived;
}

} // namespace gatehouse::security
