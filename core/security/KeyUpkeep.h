#pragma once

#include "core/base/Clock.h"
#include "core/security/KeySlotFile.h"
#include "core/security/OpenSite.h"
#include "core/security/SiteSecrets.h"

#include <functional>

namespace gatehouse::security {

// Inside core/security: what every sign-in puts right about the key file, before anybody works with the site.

// The slot as it should be: of the newest format and of the full cost. Runs the key derivation when it is not; absent
// when it is.
Result<std::optional<KeySlot>> renewedSlot(const QByteArray& siteUuid, const KeySlot& slot, const KeyRing& ring,
    const Passphrase& passphrase, const DerivationCost& cost, UtcTime now);

// Brings store and key file together, on the thread that owns the writer:
// - the signing key's public half stands in the store (KeyFileForeign when another one does);
// - a store without a vault gets one when the slot is an administrator's or the recovery code's; a vault's secret that
//   is not the store's is dropped;
// - store and key file are two files: a machine that went off between the two writes of a change, or a key file brought
//   back from a copy, leaves slots without an enabled operator of their role and operators without a slot. The slot
//   goes, the operator is disabled until an administrator makes a new slot; but never the last enabled administrator,
//   who comes back with the recovery code;
// - the slot that was opened is recorded (SlotTable.h), and vouched for when the vault came out of it;
// - every slot that may hold the vault's secret and does not is given it by whoever holds it, if it is vouched for. Who
//   was recorded before there was a vault is vouched for by whoever makes it; who became of the second format later
//   gets the vault with a new slot, from an administrator.
// - a key file older than the store has seen was brought back from a copy: the slots that were made anew since go, and
//   the trail tells ("site.keys-older"). Whoever loses theirs so is disabled as above.
// `opened` is the id of the slot that was opened, if one was. `change` belongs to the same transaction and runs once
// the secrets are settled. Whatever was changed is saved once, inside the transaction of the rows.
using UpkeepChange = std::function<Result<void>(store::Transaction&)>;
enum class KeyFileAge { Current, Older };
Result<KeyFileAge> bringTogether(store::Database& database, const Clock& clock, const SitePaths& paths,
    KeySlotFile& keys, SiteSecrets& secrets, const std::optional<QByteArray>& opened, const UpkeepChange& change = {});

} // namespace gatehouse::security
