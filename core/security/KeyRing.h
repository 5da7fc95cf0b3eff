#pragma once

#include "core/store/SecretKey.h"

#include <optional>

namespace gatehouse::security {

// What a key slot gives to whoever opens it: the keys of the site. Moved; copied only on purpose.
struct KeyRing
{
    store::SecretKey siteKey; // opens the store
    store::SecretKey signingSeed; // Ed25519: checkpoints of the trail, the key file
    std::optional<store::SecretKey> vaultSecret; // X25519: only for who may read sealed fields

    [[nodiscard]] KeyRing copy() const
    {
        return { siteKey.copy(), signingSeed.copy(), vaultSecret ? std::optional(vaultSecret->copy()) : std::nullopt };
    }
};

} // namespace gatehouse::security
