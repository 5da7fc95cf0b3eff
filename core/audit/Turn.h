#pragma once

#include "core/audit/Checkpoint.h"

#include <QList>

namespace gatehouse::audit {

// Where the trail took a way to which nothing leads that was signed before: a history was accepted (Acceptance.h), or
// the site came back from a backup on another machine while the one it was taken on may go on. Two copies of a site are
// told apart by the turns their trails have taken. Each is a checkpoint, so it bears the site's signature and stays
// when the oldest entries are removed.
struct Turn
{
    CheckpointReason reason = CheckpointReason::Branched;
    ChainState before; // what the checkpoint before it names: up to here the way is a common one
    ChainState at; // what its own names
    friend bool operator==(const Turn&, const Turn&) = default;
};

// All, in order. AuditChainBroken when one is not signed by this key.
Result<QList<Turn>> listTurns(store::Database& database, const QByteArray& publicKey);

} // namespace gatehouse::audit
