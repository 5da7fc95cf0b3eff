#include "core/security/SiteSecrets.h"

namespace gatehouse::security {

Result<SiteSecrets> SiteSecrets::from(const KeyRing& ring)
{
    GATEHOUSE_TRY_ASSIGN(signing, audit::SigningKey::fromSeed(ring.signingSeed));
    return SiteSecrets { ring.siteKey.copy(), std::move(signing),
        ring.vaultSecret ? std::optional(VaultKey::fromSecret(*ring.vaultSecret)) : std::nullopt };
}

KeyRing SiteSecrets::ring() const
{
    return { siteKey.copy(), signing.seed(), vault ? std::optional(vault->secret()) : std::nullopt };
}

} // namespace gatehouse::security
