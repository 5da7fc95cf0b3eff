#pragma once

#include "core/audit/AuditTrail.h"
#include "core/audit/Checkpoint.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace gatehouse::audit {

// The trail against what the site has signed before. Whoever holds the store's key can write its rows anew, hashes and
// checkpoints and all; the site must not put its name under that. Plain functions over the caller's connection.

// How far the trail reached when the site signed it last, kept where a change of the store does not reach: the newest
// checkpoint's number and what it names. Number 0: nothing was signed yet.
struct Anchor
{
    qint64 checkpoint = 0;
    ChainState state;
    friend bool operator==(const Anchor&, const Anchor&) = default;
};

enum class HistoryFault {
    Rewritten, // an entry is not the one that was signed
    RolledBack, // the store is older than what was signed: its newest entries are missing
    Unsigned, // the entries are there, but not the checkpoints that were signed under them
    Forged, // what is kept outside the store is not signed by the site
};
// Where the signature that does not match is kept.
enum class SignedPlace { KeyFile, Store, Certificate, Backup };

// `entry` is the first number that is known not to match: between the signed head before it and this one the history
// was changed. RolledBack: the first that is missing. 0 with Forged.
struct HistoryMismatch
{
    HistoryFault fault = HistoryFault::Rewritten;
    SignedPlace place = SignedPlace::Store;
    qint64 entry = 0;
    friend bool operator==(const HistoryMismatch&, const HistoryMismatch&) = default;

    // AuditChainBroken; its detail is the number alone, "rolled-back N", "checkpoint after N" or "anchor".
    [[nodiscard]] Error error() const;
};

// "rewritten", "rolled-back", "unsigned", "forged"; "key-file", "store", "certificate", "backup".
[[nodiscard]] QString historyFaultCode(HistoryFault fault);
[[nodiscard]] QString signedPlaceCode(SignedPlace place);

// A head the site signed, against the trail: the entry it names, or below the floor the checkpoint that names the same
// one (where there is none, nothing is said). Whose signature it bears the caller has checked.
Result<std::optional<HistoryMismatch>> compareHead(
    store::Database& database, const ChainState& signedHead, SignedPlace place);
// The same of an anchor, whose checkpoint must be there, too.
Result<std::optional<HistoryMismatch>> compareAnchor(store::Database& database, const Anchor& anchor);
// What the store itself keeps: the newest floor and the newest checkpoints by their signatures and entries, the heads
// of all certificates, and the chain from the newest checkpoint on. It does not recompute what is below: verify() does,
// and verifyCheckpoints() takes them all.
Result<std::optional<HistoryMismatch>> compareOwnSignatures(store::Database& database, const QByteArray& publicKey);
// The whole of it, from the first entry and the first signature on: what compareOwnSignatures() passes over.
Result<std::optional<HistoryMismatch>> compareWhole(store::Database& database, const QByteArray& publicKey);

// What was found, as long as it stands: in the store, so that every connection knows. With it nothing is signed, see
// addCheckpoint(), and nothing pruned.
Result<std::optional<HistoryMismatch>> notedMismatch(store::Database& database);
// Writes it down, or that the trail matches, and says what stands now: the first mismatch that was found stays until
// there is none, for what is written on above it looks like another one. The trail tells of both ("audit.mismatch",
// "audit.match").
Result<std::optional<HistoryMismatch>> noteComparison(
    store::Transaction& transaction, const Clock& clock, const std::optional<HistoryMismatch>& found);

} // namespace gatehouse::audit
