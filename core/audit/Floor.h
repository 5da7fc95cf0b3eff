#pragma once

#include "core/audit/AuditTrail.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace gatehouse::audit {

// Where the trail begins since its oldest entries were removed: the last entry removed and its hash, on which the first
// that is left stands; why; and the site's signature over that. Numbered from 1 without a gap; each is bound to the
// signature of the one before it and to the checkpoint that was signed with it, which is of reason "pruned". So an
// older floor put back in its place is missing one that a checkpoint tells of, and a newer one made by somebody without
// the site's key is not signed. In the store the floor and the removal are one statement (schema/0010): a trail that
// begins anywhere else was cut.
struct Floor
{
    qint64 number = 0;
    UtcTime at;
    ChainState state; // the last entry removed
    int days = 0; // how long the site kept the trail then
    UtcTime overdueBefore; // what was older went
    qint64 checkpoint = 0;
    QByteArray signature; // 64 bytes, Ed25519 over floorMessage()
};

// What is signed, each field with its length in 8 bytes before it, numbers in 8 bytes little-endian: "gatehouse audit
// floor 1", the site's UUID, number, the previous floor's signature (empty for the first), the last removed entry's
// number and hash, time in milliseconds, days, overdue before in milliseconds, checkpoint.
[[nodiscard]] QByteArray floorMessage(
    const QByteArray& siteUuid, const QByteArray& previousSignature, const Floor& floor);

// Plain functions over the caller's connection, as in AuditTrail.h.
Result<std::optional<Floor>> newestFloor(store::Database& database);
// At most `limit` after number `after`, in order.
Result<QList<Floor>> listFloors(store::Database& database, qint64 after, int limit);

// Signed by the key that the store itself names: AuditChainBroken with "floor N".
Result<void> requireGenuine(store::Database& database, const Floor& floor);
// Every floor against its signature, the one before it, and its checkpoint; how many there are. Errors as above.
Result<qint64> verifyFloors(store::Database& database, const QByteArray& publicKey);

} // namespace gatehouse::audit
