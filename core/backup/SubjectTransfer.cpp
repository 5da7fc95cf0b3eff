#include "core/backup/SubjectTransfer.h"

namespace gatehouse::backup {

namespace {

Result<QList<HeldSubject>> heldSubjects(store::Database& database, QByteArrayView sql)
{
    GATEHOUSE_TRY_ASSIGN(rows, database.prepare(sql));
    QList<HeldSubject> subjects;
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, rows.step());
        if (!found)
            return subjects;
        subjects.append({ rows.integer(0), rows.time(1), rows.optionalTime(2), rows.boolean(3) });
    }
}

constexpr QByteArrayView Persons = "SELECT id, created_at, restricted_at, removed_at IS NOT NULL FROM persons";
constexpr QByteArrayView Vehicles = "SELECT id, created_at, restricted_at, 0 FROM vehicles";

std::optional<qint64> optionalNumber(const store::Statement& row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional(row.integer(column));
}

Result<QList<HeldRequest>> heldRequests(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(rows,
        database.prepare("SELECT id, kind, received_at, due_at, state, person_id, vehicle_id, plate, note, closed_at, "
                         "added_by, closed_by FROM subject_requests ORDER BY id"));
    QList<HeldRequest> requests;
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, rows.step());
        if (!found)
            return requests;
        HeldRequest request { rows.integer(0), rows.text(1), rows.time(2), rows.time(3), rows.text(4),
            optionalNumber(rows, 5), optionalNumber(rows, 6),
            rows.isNull(7) ? std::nullopt : std::optional(rows.text(7)), rows.text(8), rows.optionalTime(9), {}, {} };
        request.addedBy = rows.id<OperatorId>(10);
        request.closedBy = rows.id<OperatorId>(11);
        requests.append(request);
    }
}

using SubjectKey = std::pair<qint64, qint64>;

// Those of now by number and first moment.
QHash<SubjectKey, HeldSubject> indexed(const QList<HeldSubject>& subjects)
{
    QHash<SubjectKey, HeldSubject> index;
    for (const HeldSubject& one : subjects)
        index.insert({ one.id, one.createdAt.milliseconds() }, one);
    return index;
}

// Brings restrictions to those of now, and says which rows stand for the same subjects as now.
Result<QSet<qint64>> carryRestrictions(store::Database& restored, QByteArrayView select, QByteArrayView update,
    const QList<HeldSubject>& now, CarriedSubjects& carried)
{
    const auto index = indexed(now);
    GATEHOUSE_TRY_ASSIGN(then, heldSubjects(restored, select));
    GATEHOUSE_TRY_ASSIGN(change, restored.prepare(update));
    QSet<qint64> same;
    for (const HeldSubject& old : std::as_const(then)) {
        const auto found = index.constFind({ old.id, old.createdAt.milliseconds() });
        if (found == index.cend())
            continue;
        same.insert(old.id);
        if (old.isRemoved || found->isRemoved || old.restrictedAt == found->restrictedAt)
            continue;
        change.bindAll(old.id, found->restrictedAt);
        GATEHOUSE_TRY(change.run());
        change.reset();
        carried.restricted += found->restrictedAt && !old.restrictedAt ? 1 : 0;
        carried.lifted += !found->restrictedAt ? 1 : 0;
    }
    return same;
}

// Removed or erased since; whoever the store of now lost by an earlier restore comes back.
Result<qint64> countGone(store::Database& restored, const SubjectsOfNow& now)
{
    const auto index = indexed(now.persons);
    GATEHOUSE_TRY_ASSIGN(rows, restored.prepare("SELECT id, created_at, key_id FROM persons WHERE removed_at IS NULL"));
    qint64 gone = 0;
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, rows.step());
        if (!found)
            return gone;
        const bool isKeyGone = !rows.isNull(2) && now.destroyedKeys.contains(rows.blob(2));
        gone += isKeyGone || index.value({ rows.integer(0), rows.integer(1) }).isRemoved ? 1 : 0;
    }
}

struct SameSubjects
{
    QSet<qint64> persons;
    QSet<qint64> vehicles;
};

std::optional<qint64> ifSame(const std::optional<qint64>& id, const QSet<qint64>& same)
{
    return id && same.contains(*id) ? id : std::nullopt;
}

// As it stands in the restored store; a subject that it does not hold is left out.
Result<bool> isThereAlready(store::Database& restored, const HeldRequest& request)
{
    GATEHOUSE_TRY_ASSIGN(
        query, restored.prepare("SELECT 1 FROM subject_requests WHERE id = ?1 AND kind = ?2 AND received_at = ?3"));
    query.bindAll(request.id, request.kind, request.receivedAt);
    return query.step();
}

Result<bool> isNumberTaken(store::Database& restored, qint64 id)
{
    GATEHOUSE_TRY_ASSIGN(query, restored.prepare("SELECT 1 FROM subject_requests WHERE id = ?1"));
    query.bindAll(id);
    return query.step();
}

OperatorId operatorThen(const QHash<OperatorId, OperatorId>& operators, OperatorId now)
{
    return operators.value(now);
}

// Whether the restored store said something else.
Result<bool> carryRequest(store::Database& restored, const HeldRequest& request, const SameSubjects& same,
    const QHash<OperatorId, OperatorId>& operators)
{
    const auto person = ifSame(request.person, same.persons);
    const auto vehicle = ifSame(request.vehicle, same.vehicles);
    GATEHOUSE_TRY_ASSIGN(isThere, isThereAlready(restored, request));
    if (isThere) {
        GATEHOUSE_TRY_ASSIGN(update,
            restored.prepare(
                "UPDATE subject_requests SET due_at = ?2, state = ?3, person_id = ?4, vehicle_id = ?5, plate = ?6, "
                "note = ?7, closed_at = ?8, closed_by = ?9, version = version + 1 WHERE id = ?1 AND (due_at, state, "
                "person_id, vehicle_id, plate, note, closed_at) IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8)"));
        update.bindAll(request.id, request.dueAt, request.state, person, vehicle, request.plate, request.note,
            request.closedAt, operatorThen(operators, request.closedBy));
        GATEHOUSE_TRY(update.run());
        return restored.changedRows() > 0;
    }
    GATEHOUSE_TRY_ASSIGN(isTaken, isNumberTaken(restored, request.id));
    GATEHOUSE_TRY_ASSIGN(insert,
        restored.prepare("INSERT INTO subject_requests (id, kind, person_id, vehicle_id, plate, received_at, due_at, "
                         "state, note, added_by, closed_at, closed_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    insert.bindAll(isTaken ? std::nullopt : std::optional(request.id), request.kind, person, vehicle, request.plate,
        request.receivedAt, request.dueAt, request.state, request.note, operatorThen(operators, request.addedBy),
        request.closedAt, operatorThen(operators, request.closedBy));
    GATEHOUSE_TRY(insert.run());
    return true;
}

} // namespace

Result<SubjectsOfNow> SubjectsOfNow::read(store::Database& now)
{
    SubjectsOfNow subjects;
    GATEHOUSE_TRY_ASSIGN(persons, heldSubjects(now, Persons));
    subjects.persons = persons;
    GATEHOUSE_TRY_ASSIGN(vehicles, heldSubjects(now, Vehicles));
    subjects.vehicles = vehicles;
    GATEHOUSE_TRY_ASSIGN(requests, heldRequests(now));
    subjects.requests = requests;
    GATEHOUSE_TRY_ASSIGN(rows, now.prepare("SELECT id FROM ring.shredded"));
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, rows.step());
        if (!found)
            return subjects;
        subjects.destroyedKeys.insert(rows.blob(0));
    }
}

Result<CarriedSubjects> carrySubjects(
    store::Transaction& restored, const SubjectsOfNow& now, const QHash<OperatorId, OperatorId>& operators)
{
    store::Database& database = restored.database();
    CarriedSubjects carried;
    SameSubjects same;
    GATEHOUSE_TRY_ASSIGN(persons,
        carryRestrictions(database, Persons,
            "UPDATE persons SET restricted_at = ?2, version = version + 1 WHERE id = ?1", now.persons, carried));
    same.persons = persons;
    GATEHOUSE_TRY_ASSIGN(vehicles,
        carryRestrictions(database, Vehicles,
            "UPDATE vehicles SET restricted_at = ?2, version = version + 1 WHERE id = ?1", now.vehicles, carried));
    same.vehicles = vehicles;
    for (const HeldRequest& request : now.requests) {
        GATEHOUSE_TRY_ASSIGN(isOther, carryRequest(database, request, same, operators));
        carried.requests += isOther ? 1 : 0;
    }
    GATEHOUSE_TRY_ASSIGN(gone, countGone(database, now));
    carried.gone = gone;
    return carried;
}

} // namespace gatehouse::backup
