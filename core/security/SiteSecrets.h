#pragma once

#include "core/audit/SigningKey.h"
#include "core/security/KeyRing.h"
#include "core/security/Vault.h"

namespace gatehouse::security {

// The key ring taken apart for use. All of it lies in locked memory.
struct SiteSecrets
{
    store::SecretKey siteKey;
    audit::SigningKey signing;
    std::optional<VaultKey> vault;

    // Internal when the system gives no locked memory.
    static Result<SiteSecrets> from(const KeyRing& ring);
    [[nodiscard]] KeyRing ring() const;
};

} // namespace gatehouse::security
