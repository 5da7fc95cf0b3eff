#pragma once

#include "core/audit/Acceptance.h"
#include "core/audit/ChainHash.h"

#include <functional>

namespace gatehouse::audit {

// Inside core/audit: one way along the chain and one along the checkpoints, for those who check and for those who list
// what does not fit.

// What does not fit, and the number that ought to stand there (of a certificate: the entry it names); an error ends the
// walk.
using OnBroken = std::function<Result<void>(const BrokenPlace& place, qint64 expected)>;

[[nodiscard]] StoredRow storedRow(const store::Statement& row);
// AuditTrail.cpp; as verifyNext().
Result<ChainState> walkEntries(store::Database& database, const ChainState& from, int limit,
    const std::optional<ChainState>& known, const OnBroken& onBroken);
// Checkpoint.cpp; the number of the last one.
Result<qint64> walkCheckpoints(store::Database& database, const QByteArray& publicKey, const OnBroken& onBroken);
// History.cpp.
Result<void> walkCertificates(store::Database& database, const OnBroken& onBroken);
// Under the trail as it is, which the caller has checked: addCheckpoint() checks and signs.
Result<Checkpoint> signState(
    store::Transaction& transaction, const Clock& clock, const SigningKey& key, CheckpointReason reason);
// Ends the mismatch that is noted; the caller's entry says why.
Result<void> forgetMismatch(store::Transaction& transaction);

} // namespace gatehouse::audit
