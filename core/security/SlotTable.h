#pragma once

#include "core/base/UtcTime.h"
#include "core/security/KeySlotFile.h"
#include "core/security/Vault.h"
#include "core/store/Transaction.h"

#include <optional>

namespace gatehouse::security {

// The rows of `slot_keys`: which public key each slot has, as the site itself wrote it together with the key file. The
// file alone proves nothing: everybody's ring, a guard's and a former operator's too, holds the key that signs it.
//
//   digest  = BLAKE2b-256("gatehouse slot key", site uuid, id, kind, role, public key)
//   voucher = the same, keyed with deriveKey(the vault's secret, "slots"): who holds only the site key can write the
//             store, but makes none
//
// Plain functions on the thread that owns the connection.
enum class SlotStanding {
    Unknown, // no row, or one of another public key, kind or role
    Recorded,
    Vouched, // and a holder of the vault has made it, or has opened it
};

// Without the vault nothing is vouched for.
Result<SlotStanding> slotStanding(
    store::Database& database, const QByteArray& siteUuid, const KeySlot& slot, const std::optional<VaultKey>& vault);
// A slot that was made or opened here; vouches for it where it may hold the vault and the vault is there. Slots of the
// first format have no public key and are left out. Answers whether a row was changed.
Result<bool> recordSlot(store::Transaction& transaction, const QByteArray& siteUuid, const KeySlot& slot,
    const std::optional<VaultKey>& vault, UtcTime now);
// Whether a slot of this id was made anew since: an older key file has brought back a passphrase or code that was
// replaced. Without a row nothing is known.
Result<bool> isSuperseded(store::Database& database, const QByteArray& siteUuid, const KeySlot& slot);
// The newest generation of the key file that this store has seen; 0 where it has seen none. Below it the file was
// brought back from a copy.
Result<quint64> seenGeneration(store::Database& database);
Result<void> recordGeneration(store::Transaction& transaction, quint64 generation);
// Removes the rows of slots that are not in the file. Answers whether there were any.
Result<bool> forgetOtherSlots(store::Transaction& transaction, const KeySlotFile& keys);
// A restored store gets the rows and the generation of now.
Result<void> carrySlots(store::Database& now, store::Transaction& restored);

} // namespace gatehouse::security
