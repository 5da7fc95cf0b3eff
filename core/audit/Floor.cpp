#include "core/audit/Floor.h"

#include "core/audit/ChainHash.h"
#include "core/audit/Checkpoint.h"

namespace gatehouse::audit {

namespace {

constexpr int FloorsCheckedAtATime = 500;

constexpr char FloorColumns[] =
    "SELECT number, at, sequence, head, days, overdue_before, checkpoint, signature FROM audit_floors";

Error brokenFloor(qint64 number)
{
    return failure(ErrorCode::AuditChainBroken, QStringLiteral("floor %1").arg(number));
}

Floor storedFloor(const store::Statement& row)
{
    return { row.integer(0), row.time(1), { row.integer(2), row.blob(3) }, int(row.integer(4)), row.time(5),
        row.integer(6), row.blob(7) };
}

Result<qint64> count(store::Database& database, QByteArrayView sql)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare(sql));
    GATEHOUSE_TRY(query.step());
    return query.integer(0);
}

} // namespace

QByteArray floorMessage(const QByteArray& siteUuid, const QByteArray& previousSignature, const Floor& floor)
{
    return framed({ "gatehouse audit floor 1", siteUuid, littleEndian(floor.number), previousSignature,
        littleEndian(floor.state.entries), floor.state.head, littleEndian(floor.at.milliseconds()),
        littleEndian(floor.days), littleEndian(floor.overdueBefore.milliseconds()), littleEndian(floor.checkpoint) });
}

Result<std::optional<Floor>> newestFloor(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare(QByteArray(FloorColumns) + " ORDER BY number DESC LIMIT 1"));
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found ? std::optional(storedFloor(query)) : std::nullopt;
}

Result<QList<Floor>> listFloors(store::Database& database, qint64 after, int limit)
{
    GATEHOUSE_TRY_ASSIGN(
        query, database.prepare(QByteArray(FloorColumns) + " WHERE number > ? ORDER BY number LIMIT ?"));
    query.bindAll(after, limit);
    QList<Floor> floors;
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, query.step());
        if (!found)
            return floors;
        floors.append(storedFloor(query));
    }
}

Result<void> requireGenuine(store::Database& database, const Floor& floor)
{
    GATEHOUSE_TRY_ASSIGN(key, database.prepare("SELECT public_key FROM site_keys WHERE purpose = 'signing'"));
    GATEHOUSE_TRY_ASSIGN(isNamed, key.step());
    QByteArray previousSignature;
    if (floor.number > 1) {
        GATEHOUSE_TRY_ASSIGN(previous, database.prepare("SELECT signature FROM audit_floors WHERE number = ?"));
        previous.bindAll(floor.number - 1);
        GATEHOUSE_TRY_ASSIGN(found, previous.step());
        if (!found)
            return brokenFloor(floor.number - 1);
        previousSignature = previous.blob(0);
    }
    GATEHOUSE_TRY_ASSIGN(uuid, siteUuid(database));
    if (!isNamed || !SigningKey::verify(key.blob(0), floorMessage(uuid, previousSignature, floor), floor.signature))
        return brokenFloor(floor.number);
    return {};
}

Result<qint64> verifyFloors(store::Database& database, const QByteArray& publicKey)
{
    GATEHOUSE_TRY_ASSIGN(uuid, siteUuid(database));
    GATEHOUSE_TRY_ASSIGN(checkpoint,
        database.prepare("SELECT 1 FROM audit_checkpoints WHERE number = ? AND reason = 'pruned' AND sequence > ?"));
    Floor previous;
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(floors, listFloors(database, previous.number, FloorsCheckedAtATime));
        if (floors.isEmpty())
            break;
        for (const Floor& floor : floors) {
            checkpoint.bindAll(floor.checkpoint, floor.state.entries);
            GATEHOUSE_TRY_ASSIGN(hasCheckpoint, checkpoint.step());
            checkpoint.reset();
            if (floor.number != previous.number + 1 || floor.state.entries <= previous.state.entries
                || floor.checkpoint <= previous.checkpoint || !hasCheckpoint
                || !SigningKey::verify(publicKey, floorMessage(uuid, previous.signature, floor), floor.signature))
                return brokenFloor(previous.number + 1);
            previous = floor;
        }
    }
    // A number below 1 belongs to nothing, and what a checkpoint tells of must be there.
    GATEHOUSE_TRY_ASSIGN(floors, count(database, "SELECT count(*) FROM audit_floors"));
    GATEHOUSE_TRY_ASSIGN(told, count(database, "SELECT count(*) FROM audit_checkpoints WHERE reason = 'pruned'"));
    if (floors != previous.number || told != previous.number)
        return brokenFloor(previous.number + 1);
    return previous.number;
}

} // namespace gatehouse::audit
