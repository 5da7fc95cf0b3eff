#pragma once

#include "core/store/SecretKey.h"

#include <QLatin1StringView>

namespace gatehouse::security {

// A key of its own for one purpose, from the site key (libsodium's crypto_kdf: BLAKE2b keyed with the site key, the
// context as its personalisation). The same key for the same context as long as the site key stays; a re-key renews
// all of them. `context` is a word of 1 to 8 Latin letters, such as "ring", used for one purpose only.
store::SecretKey deriveKey(const store::SecretKey& siteKey, QLatin1StringView context);

} // namespace gatehouse::security
