#include "core/audit/AuditTrail.h"

#include "core/audit/EntryWalk.h"
#include "core/audit/Floor.h"

#include <QByteArrayList>
#include <QJsonDocument>

#include <limits>
#include <sodium.h>

namespace gatehouse::audit {

namespace {

constexpr int VerifiedAtATime = 5000;

constexpr char Columns[] =
    "SELECT sequence, at, operator_id, action, subject_kind, subject_id, detail, previous_hash, hash FROM audit";

QByteArray searchCondition(const Search& search)
{
    QByteArrayList any;
    if (!search.actions.isEmpty())
        any.append("action IN (?" + QByteArray(", ?").repeated(search.actions.size() - 1) + ")");
    if (search.number)
        any.append("sequence = ? OR subject_id = ?");
    if (!search.hashBegins.isEmpty())
        any.append("substr(hash, 1, ?) = ?");
    return any.isEmpty() ? QByteArray(" AND 0") : " AND (" + any.join(" OR ") + ")";
}

Error broken(qint64 sequence)
{
    return failure(ErrorCode::AuditChainBroken, QString::number(sequence));
}

// A state noted earlier whose entry is gone by now: a head that was printed or exported has its checkpoint. For any
// other there is nothing left to compare.
Result<void> requireKnownBelow(store::Database& database, const Floor& floor, const ChainState& known)
{
    if (known.entries >= floor.state.entries)
        return {};
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT head FROM audit_checkpoints WHERE sequence = ?"));
    query.bindAll(known.entries);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    if (!found)
        return failure(ErrorCode::NotFound, QStringLiteral("known head %1").arg(known.entries));
    return query.blob(0).startsWith(known.head) ? Result<void>() : Result<void>(broken(known.entries));
}

} // namespace

StoredRow storedRow(const store::Statement& row)
{
    return { row.integer(0), row.integer(1), row.id<OperatorId>(2), row.text(3), row.text(4), row.integer(5),
        row.text(6).toUtf8() };
}

Result<void> append(store::Transaction& transaction, const Clock& clock, const Entry& entry)
{
    if (sodium_init() < 0)
        return failure(ErrorCode::Internal, QStringLiteral("libsodium does not start"));
    store::Database& database = transaction.database();
    GATEHOUSE_TRY_ASSIGN(newest, newestState(database));
    StoredRow row { newest.entries + 1, clock.now().milliseconds(), entry.actor, entry.action, entry.subject.kind,
        entry.subject.id, QJsonDocument(entry.detail).toJson(QJsonDocument::Compact) };
    GATEHOUSE_TRY_ASSIGN(insert,
        database.prepare("INSERT INTO audit (sequence, at, operator_id, action, subject_kind, subject_id, detail, "
                         "previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    insert.bindAll(row.sequence, row.at, row.actor, row.action, row.subjectKind, std::nullopt,
        QString::fromUtf8(row.detail), newest.head, chainHash(newest.head, row));
    if (row.subjectId != 0)
        insert.bind(6, row.subjectId);
    return insert.run();
}

Result<QList<Record>> list(store::Database& database, const Filter& filter, int limit, std::optional<qint64> before)
{
    QByteArray sql = QByteArray(Columns) + " WHERE sequence >= shown_from('audit')";
    if (before)
        sql += " AND sequence < ?";
    if (filter.from)
        sql += " AND at >= ?";
    if (filter.until)
        sql += " AND at < ?";
    if (filter.actor)
        sql += " AND operator_id IS ?";
    if (!filter.actionPrefix.isEmpty())
        sql += " AND substr(action, 1, ?) = ?";
    if (filter.subject)
        sql += filter.subject->id == 0 ? " AND subject_kind = ?" : " AND subject_kind = ? AND subject_id = ?";
    if (filter.search)
        sql += searchCondition(*filter.search);
    sql += " ORDER BY sequence DESC LIMIT ?";

    GATEHOUSE_TRY_ASSIGN(query, database.prepare(sql));
    int parameter = 0;
    if (before)
        query.bind(++parameter, *before);
    if (filter.from)
        query.bind(++parameter, *filter.from);
    if (filter.until)
        query.bind(++parameter, *filter.until);
    if (filter.actor)
        query.bind(++parameter, *filter.actor);
    if (!filter.actionPrefix.isEmpty()) {
        query.bind(++parameter, qint64(filter.actionPrefix.toUcs4().size()));
        query.bind(++parameter, filter.actionPrefix);
    }
    if (filter.subject) {
        query.bind(++parameter, filter.subject->kind);
        if (filter.subject->id != 0)
            query.bind(++parameter, filter.subject->id);
    }
    if (filter.search) {
        for (const QString& action : filter.search->actions)
            query.bind(++parameter, action);
        if (filter.search->number) {
            query.bind(++parameter, *filter.search->number);
            query.bind(++parameter, *filter.search->number);
        }
        if (!filter.search->hashBegins.isEmpty()) {
            query.bind(++parameter, qint64(filter.search->hashBegins.size()));
            query.bind(++parameter, filter.search->hashBegins);
        }
    }
    query.bind(++parameter, limit);

    QList<Record> records;
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, query.step());
        if (!found)
            return records;
        const StoredRow row = storedRow(query);
        records.append({ row.sequence, UtcTime::fromMilliseconds(row.at),
            { row.actor, row.action, { row.subjectKind, row.subjectId }, QJsonDocument::fromJson(row.detail).object() },
            query.blob(7), query.blob(8) });
    }
}

Result<ChainState> verifyNext(
    store::Database& database, const ChainState& from, int limit, const std::optional<ChainState>& known)
{
    GATEHOUSE_TRY_ASSIGN(accepted, AcceptedPlaces::read(database));
    return walkEntries(database, from, limit, known, [&accepted](const BrokenPlace& place, qint64 expected) {
        return accepted.hold(place) ? Result<void>() : Result<void>(broken(expected));
    });
}

Result<ChainState> walkEntries(store::Database& database, const ChainState& from, int limit,
    const std::optional<ChainState>& known, const OnBroken& onBroken)
{
    if (sodium_init() < 0)
        return failure(ErrorCode::Internal, QStringLiteral("libsodium does not start"));
    GATEHOUSE_TRY_ASSIGN(floor, newestFloor(database));
    ChainState state = from;
    if (floor && from.entries < floor->state.entries) {
        GATEHOUSE_TRY(requireGenuine(database, *floor));
        state = floor->state;
        if (known)
            GATEHOUSE_TRY(requireKnownBelow(database, *floor, *known));
    }
    GATEHOUSE_TRY_ASSIGN(
        query, database.prepare(QByteArray(Columns) + " WHERE sequence > ? ORDER BY sequence LIMIT ?"));
    // From the start nothing is left out: a number at or below it belongs to nothing.
    const bool isStart = from.entries == 0 || state != from;
    query.bindAll(isStart ? std::numeric_limits<qint64>::min() : from.entries, limit);
    for (;;) {
        if (known && state.entries == known->entries && !state.head.startsWith(known->head))
            return broken(known->entries);
        GATEHOUSE_TRY_ASSIGN(found, query.step());
        if (!found)
            break;
        const StoredRow row = storedRow(query);
        const QByteArray hash = query.blob(8);
        const QByteArray recomputed = chainHash(state.head, row);
        if (row.sequence != state.entries + 1 || query.blob(7) != state.head || recomputed != hash) {
            const QByteArray digest = brokenDigest(recomputed + littleEndian(state.entries), hash);
            GATEHOUSE_TRY(onBroken({ BrokenKind::Entry, row.sequence, digest }, state.entries + 1));
        }
        state = { row.sequence, hash };
    }
    if (known && state.entries == from.entries && state.entries < known->entries)
        return broken(state.entries + 1);
    return state;
}

Result<ChainState> verify(store::Database& database, const std::optional<ChainState>& known)
{
    ChainState state;
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(next, verifyNext(database, state, VerifiedAtATime, known));
        if (next.entries == state.entries)
            return state;
        state = next;
    }
}

Result<ChainState> newestState(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(newest, database.prepare("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1"));
    GATEHOUSE_TRY_ASSIGN(found, newest.step());
    return found ? ChainState { newest.integer(0), newest.blob(1) } : ChainState {};
}

Result<qint64> newestSequence(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(newest, database.prepare("SELECT max(sequence) FROM audit"));
    GATEHOUSE_TRY(newest.step());
    return newest.integer(0);
}

} // namespace gatehouse::audit
