#pragma once

#include "core/audit/Floor.h"
#include "core/audit/SigningKey.h"

#include <optional>

namespace gatehouse::audit {

// How long the trail is kept.
struct PruningRule
{
    int days = 0;
    UtcTime overdueBefore;
    // Up to this entry the trail was written before a moment that two people confirmed and that is overdue by now.
    qint64 settled = 0;
    QJsonObject clock {}; // by what clock that is judged, in words for the entry (privacy/ClockDoubt.h)
};

// What of the trail is overdue: the entries before the first that is not. Entries stand in the order in which things
// happened, so an entry that is younger keeps whatever comes after it, also what a clock that went wrong dated earlier.
// What it dated into the future is younger than everything, and is kept with all that comes after it until that moment
// is overdue: it may be all there is to say who set the clock. Earlier it goes only where it is `settled`.
struct Prunable
{
    qint64 entries = 0; // in all
    qint64 overdue = 0;
    std::optional<UtcTime> oldest; // of all
};
Result<Prunable> prunable(store::Database& database, const PruningRule& rule);

// What a pruning removed: both numbers, and between which moments it was written.
struct Pruned
{
    qint64 first = 0;
    qint64 last = 0;
    UtcTime oldest;
    UtcTime newest;
};

// Removes at most `limit` of what is overdue, the oldest first, behind a signed floor, and writes that into the trail
// ("audit.prune", with both numbers and moments and the rule's clock) and under a checkpoint: all in the caller's
// transaction. Absent when nothing is overdue, and while the trail does not match what was signed (History.h): it is
// evidence then. Checkpoints stay: a head that was printed can be compared for ever. For core: no permission is asked.
Result<std::optional<Pruned>> prune(
    store::Transaction& transaction, const Clock& clock, const SigningKey& key, const PruningRule& rule, int limit);

} // namespace gatehouse::audit
