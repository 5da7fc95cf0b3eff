#include "core/audit/Pruning.h"

#include "core/audit/Checkpoint.h"
#include "core/audit/History.h"

#include <algorithm>

namespace gatehouse::audit {

namespace {

struct Ends
{
    qint64 first = 0;
    qint64 newest = 0;
    UtcTime oldest;
};

Result<std::optional<Ends>> endsOf(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(first, database.prepare("SELECT sequence, at FROM audit ORDER BY sequence LIMIT 1"));
    GATEHOUSE_TRY_ASSIGN(isAny, first.step());
    if (!isAny)
        return std::optional<Ends>();
    GATEHOUSE_TRY_ASSIGN(newest, newestSequence(database));
    return std::optional(Ends { first.integer(0), newest, first.time(1) });
}

// The number of the last entry up to `end` that is overdue; one below the first when none is.
Result<qint64> lastOverdue(store::Database& database, qint64 end, const PruningRule& rule)
{
    // By number, not by the index of times: the overdue ones come first, and no more of them are read than go at once.
    GATEHOUSE_TRY_ASSIGN(kept,
        database.prepare("SELECT sequence FROM audit WHERE +at >= ?1 AND sequence > ?2 AND sequence <= ?3 "
                         "ORDER BY sequence LIMIT 1"));
    kept.bindAll(rule.overdueBefore, rule.settled, end);
    GATEHOUSE_TRY_ASSIGN(isAny, kept.step());
    return isAny ? kept.integer(0) - 1 : end;
}

Result<Pruned> span(store::Database& database, qint64 first, qint64 last)
{
    GATEHOUSE_TRY_ASSIGN(
        times, database.prepare("SELECT min(at), max(at) FROM audit WHERE sequence BETWEEN ?1 AND ?2"));
    times.bindAll(first, last);
    GATEHOUSE_TRY(times.step());
    return Pruned { first, last, times.time(0), times.time(1) };
}

Result<QByteArray> hashOf(store::Database& database, qint64 sequence)
{
    GATEHOUSE_TRY_ASSIGN(entry, database.prepare("SELECT hash FROM audit WHERE sequence = ?"));
    entry.bindAll(sequence);
    GATEHOUSE_TRY(entry.step());
    return entry.blob(0);
}

Result<void> putFloor(
    store::Transaction& transaction, const Clock& clock, const SigningKey& key, const PruningRule& rule, qint64 last)
{
    store::Database& database = transaction.database();
    GATEHOUSE_TRY_ASSIGN(uuid, siteUuid(database));
    GATEHOUSE_TRY_ASSIGN(previous, newestFloor(database));
    GATEHOUSE_TRY_ASSIGN(checkpoint, newestCheckpoint(database));
    GATEHOUSE_TRY_ASSIGN(head, hashOf(database, last));
    Floor floor { previous ? previous->number + 1 : 1, clock.now(), { last, head }, rule.days, rule.overdueBefore,
        checkpoint ? checkpoint->number + 1 : 1, {} };
    floor.signature = key.sign(floorMessage(uuid, previous ? previous->signature : QByteArray(), floor));
    GATEHOUSE_TRY_ASSIGN(insert,
        database.prepare("INSERT INTO audit_floors (number, at, sequence, head, days, overdue_before, checkpoint, "
                         "signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"));
    insert.bindAll(floor.number, floor.at, floor.state.entries, floor.state.head, floor.days, floor.overdueBefore,
        floor.checkpoint, floor.signature);
    return insert.run();
}

} // namespace

Result<Prunable> prunable(store::Database& database, const PruningRule& rule)
{
    GATEHOUSE_TRY_ASSIGN(ends, endsOf(database));
    if (!ends)
        return Prunable {};
    GATEHOUSE_TRY_ASSIGN(last, lastOverdue(database, ends->newest, rule));
    return Prunable { ends->newest - ends->first + 1, last - ends->first + 1, ends->oldest };
}

Result<std::optional<Pruned>> prune(
    store::Transaction& transaction, const Clock& clock, const SigningKey& key, const PruningRule& rule, int limit)
{
    store::Database& database = transaction.database();
    GATEHOUSE_TRY_ASSIGN(doubt, notedMismatch(database));
    GATEHOUSE_TRY_ASSIGN(ends, endsOf(database));
    if (!ends || doubt)
        return std::optional<Pruned>();
    GATEHOUSE_TRY_ASSIGN(last, lastOverdue(database, std::min(ends->newest, ends->first + limit - 1), rule));
    if (last < ends->first)
        return std::optional<Pruned>();
    GATEHOUSE_TRY_ASSIGN(pruned, span(database, ends->first, last));
    QJsonObject said { { QStringLiteral("first"), pruned.first }, { QStringLiteral("last"), pruned.last },
        { QStringLiteral("oldest"), pruned.oldest.toIso() }, { QStringLiteral("newest"), pruned.newest.toIso() },
        { QStringLiteral("days"), rule.days }, { QStringLiteral("overdueBefore"), rule.overdueBefore.toIso() } };
    if (!rule.clock.isEmpty())
        said.insert(QStringLiteral("clock"), rule.clock);
    // Before the floor: the chain goes on from this one when everything else goes.
    GATEHOUSE_TRY(
        append(transaction, clock, { {}, QStringLiteral("audit.prune"), { QStringLiteral("audit"), 0 }, said }));
    GATEHOUSE_TRY(putFloor(transaction, clock, key, rule, last));
    GATEHOUSE_TRY(addCheckpoint(transaction, clock, key, CheckpointReason::Pruned));
    return std::optional(pruned);
}

} // namespace gatehouse::audit
