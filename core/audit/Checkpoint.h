#pragma once

#include "core/audit/AuditTrail.h"
#include "core/audit/SigningKey.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace gatehouse::audit {

// Why the site signed: so many new entries, a day gone by, somebody left, the head was printed, a backup, an export,
// its oldest entries were removed, a history that did not match was accepted (Acceptance.h), the site came back on
// another machine.
enum class CheckpointReason { Entries, Daily, SignOut, Printed, Backup, Export, Pruned, Accepted, Branched };

// "entries", "daily", "sign-out", "printed", "backup", "export", "pruned", "accepted", "branched": stored, signed and
// exported.
[[nodiscard]] QString checkpointReasonCode(CheckpointReason reason);
[[nodiscard]] std::optional<CheckpointReason> checkpointReasonFromCode(QStringView code);

// The site's signature under the trail as it stood: whoever rewrites an entry below it would need the signing key to
// hide it. Numbered from 1 without a gap; each is also bound to the signature of the one before it.
struct Checkpoint
{
    qint64 number = 0;
    UtcTime at;
    ChainState state;
    CheckpointReason reason = CheckpointReason::Entries;
    QByteArray signature; // 64 bytes, Ed25519 over checkpointMessage()
};

// What is signed, each field with its length in 8 bytes before it, numbers in 8 bytes little-endian: "gatehouse audit
// checkpoint 1", the site's UUID, number, the previous checkpoint's signature (empty for the first), entries, head,
// time in milliseconds, reason.
[[nodiscard]] QByteArray checkpointMessage(
    const QByteArray& siteUuid, const QByteArray& previousSignature, const Checkpoint& checkpoint);

// The head as it is printed on receipts, shift reports and backups: the number of entries and the first eight bytes of
// the newest hash, "1842 7f3a-92c1-0b4d-55e2". The full hash is state.head.toHex().
[[nodiscard]] QString shortHead(const ChainState& state);
// What somebody typed from such a print: "1842 7f3a-92c1-0b4d-55e2", or the hash alone, short or whole, with the number
// of entries given apart; at least four bytes of it. Absent when it is neither. The head is as long as what was typed.
[[nodiscard]] std::optional<ChainState> headFromPrint(QStringView typed, std::optional<qint64> entries = std::nullopt);

// Plain functions over the caller's connection, as in AuditTrail.h. The table is append-only by trigger.
//
// Signs nothing that was changed since the last signature: the newest checkpoint is proved by the key, the entry it
// names must be there, and the chain from there on is recomputed. AuditChainBroken as from verify(), or as
// HistoryMismatch::error() while a mismatch is noted (History.h).
Result<Checkpoint> addCheckpoint(
    store::Transaction& transaction, const Clock& clock, const SigningKey& key, CheckpointReason reason);
Result<std::optional<Checkpoint>> newestCheckpoint(store::Database& database);
// At most `limit` after number `after`, in order.
Result<QList<Checkpoint>> listCheckpoints(store::Database& database, qint64 after, int limit);

// One checkpoint against its signature, the one before it, and the trail: AuditChainBroken with "checkpoint N". One
// that people have accepted as it lies there is let pass, here and in verifyCheckpoints().
Result<void> requireGenuine(store::Database& database, const Checkpoint& checkpoint, const QByteArray& publicKey);
// Whether the trail holds the entry with this hash; below the floor the checkpoint or floor that names the same number
// stands in for it, and where there is none nothing speaks against it.
Result<bool> standsInTrail(store::Database& database, const ChainState& state);

// Why the site ought to sign now, if it ought to: EntriesBetween new entries, or any new entry when the newest
// checkpoint is a day old.
inline constexpr qint64 EntriesBetween = 100;
inline constexpr qint64 LongestBetween = 24LL * 60 * 60 * 1000; // milliseconds
[[nodiscard]] std::optional<CheckpointReason> dueCheckpoint(
    qint64 newestEntry, const std::optional<Checkpoint>& newest, UtcTime now);

// Every floor, acceptance and checkpoint against its signature, the one before it and the entry it names; the number of
// the last checkpoint. They stay when the entries they name are removed: below the floor the signatures alone speak.
// It says nothing about the entries between them: verify() does. AuditChainBroken with "checkpoint N", "floor N"
// or "acceptance N" as its detail.
Result<qint64> verifyCheckpoints(store::Database& database, const QByteArray& publicKey);

// The number of the first checkpoint that ought to be there and is not: one in the middle is gone, or the newest ones,
// so that twice as much is unsigned as dueCheckpoint() lets be. What is there may still be forged: verifyCheckpoints().
Result<std::optional<qint64>> missingCheckpoint(store::Database& database, UtcTime now);

// The 16 bytes that tell sites apart.
Result<QByteArray> siteUuid(store::Database& database);

} // namespace gatehouse::audit
