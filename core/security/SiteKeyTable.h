#pragma once

#include "core/base/UtcTime.h"
#include "core/store/Transaction.h"

#include <QByteArray>

#include <optional>

namespace gatehouse::security {

// The rows of `site_keys`: the public halves of the site's key pairs. Plain functions on the thread that owns the
// connection.
enum class SiteKeyPurpose {
    Vault, // X25519, sealed fields (Vault.h)
    Signing, // Ed25519, checkpoints of the trail and the key file
};

// Absent in a store made before the site had such a pair.
Result<std::optional<QByteArray>> sitePublicKey(store::Database& database, SiteKeyPurpose purpose);
// StoreConstraint when there is one: neither pair is ever exchanged.
Result<void> recordSitePublicKey(
    store::Transaction& transaction, SiteKeyPurpose purpose, const QByteArray& publicKey, UtcTime now);

} // namespace gatehouse::security
