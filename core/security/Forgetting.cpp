#include "core/security/Forgetting.h"

#include <QList>

namespace gatehouse::security {

namespace {

// The events a subject is forgotten in: theirs, and those that answer them. ?1 is the person.
#define GATEHOUSE_EVENTS_OF_PERSON                                                                                     \
    "SELECT id FROM events WHERE person_id = ?1 "                                                                      \
    "UNION SELECT id FROM events WHERE answers_event_id IN (SELECT id FROM events WHERE person_id = ?1)"
// ?1 the vehicle, ?2 its plate: also where nobody knew it, and where it was only nearly taken for another.
#define GATEHOUSE_EVENTS_OF_VEHICLE                                                                                    \
    "SELECT id FROM events WHERE vehicle_id = ?1 OR plate = ?2 "                                                       \
    "UNION SELECT id FROM events WHERE answers_event_id IN "                                                           \
    "(SELECT id FROM events WHERE vehicle_id = ?1 OR plate = ?2)"

constexpr char BlankPersonEvents[] = "UPDATE events SET plate = NULL, plate_region = NULL, detail = '{}' "
                                     "WHERE id IN (" GATEHOUSE_EVENTS_OF_PERSON ")";
constexpr char BlankVehicleEvents[] = "UPDATE events SET plate = NULL, plate_region = NULL, detail = '{}' "
                                      "WHERE id IN (" GATEHOUSE_EVENTS_OF_VEHICLE ")";
constexpr char PersonPictures[] = "DELETE FROM evidence WHERE key_id = (SELECT key_id FROM persons WHERE id = ?1) "
                                  "OR id IN (SELECT crop_id FROM events WHERE id IN (" GATEHOUSE_EVENTS_OF_PERSON ")) "
                                  "OR id IN (SELECT frame_id FROM events WHERE id IN (" GATEHOUSE_EVENTS_OF_PERSON "))";
constexpr char VehiclePictures[] =
    "DELETE FROM evidence WHERE key_id = (SELECT key_id FROM vehicles WHERE id = ?1) "
    "OR id IN (SELECT crop_id FROM events WHERE id IN (" GATEHOUSE_EVENTS_OF_VEHICLE ")) "
    "OR id IN (SELECT frame_id FROM events WHERE id IN (" GATEHOUSE_EVENTS_OF_VEHICLE "))";

#undef GATEHOUSE_EVENTS_OF_PERSON
#undef GATEHOUSE_EVENTS_OF_VEHICLE

template <typename... Values>
Result<int> changed(store::Database& database, QByteArrayView sql, const Values&... values)
{
    GATEHOUSE_TRY_ASSIGN(statement, database.prepare(sql));
    statement.bindAll(values...);
    GATEHOUSE_TRY(statement.run());
    return database.changedRows();
}

template <typename... Values>
Result<QList<QByteArray>> keyIds(store::Database& database, QByteArrayView sql, const Values&... values)
{
    GATEHOUSE_TRY_ASSIGN(rows, database.prepare(sql));
    rows.bindAll(values...);
    QList<QByteArray> ids;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(more, rows.step());
        if (!more)
            return ids;
        if (!rows.isNull(0))
            ids.append(rows.blob(0));
    }
}

Result<void> shredAll(
    store::Transaction& transaction, const Clock& clock, const QList<QByteArray>& ids, ShredReason reason)
{
    SubjectKeys keys(transaction.database(), clock);
    for (const QByteArray& id : ids)
        GATEHOUSE_TRY(keys.shred(transaction, id, reason));
    return {};
}

} // namespace

Forgotten& Forgotten::operator+=(const Forgotten& other)
{
    keys += other.keys;
    templates += other.templates;
    pictures += other.pictures;
    events += other.events;
    return *this;
}

Result<Forgotten> forgetPerson(store::Transaction& transaction, const Clock& clock, PersonId id, ShredReason reason)
{
    store::Database& database = transaction.database();
    Forgotten forgotten;
    GATEHOUSE_TRY_ASSIGN(ids,
        keyIds(database,
            "SELECT key_id FROM persons WHERE id = ?1 UNION ALL SELECT key_id FROM consents WHERE person_id = ?1", id));
    GATEHOUSE_TRY_ASSIGN(pictures, changed(database, PersonPictures, id));
    forgotten.pictures = pictures;
    GATEHOUSE_TRY_ASSIGN(events, changed(database, BlankPersonEvents, id));
    forgotten.events = events;
    GATEHOUSE_TRY_ASSIGN(templates, changed(database, "DELETE FROM face_templates WHERE person_id = ?1", id));
    forgotten.templates = templates;
    GATEHOUSE_TRY(shredAll(transaction, clock, ids, reason));
    forgotten.keys = static_cast<int>(ids.size());
    GATEHOUSE_TRY(changed(database, "DELETE FROM persons WHERE id = ?1", id));
    return forgotten;
}

Result<Forgotten> forgetVehicle(store::Transaction& transaction, const Clock& clock, VehicleId id, ShredReason reason)
{
    store::Database& database = transaction.database();
    QString plate;
    {
        GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT plate FROM vehicles WHERE id = ?1"));
        query.bindAll(id);
        GATEHOUSE_TRY_ASSIGN(found, query.step());
        if (!found)
            return Forgotten {};
        plate = query.text(0);
    }
    Forgotten forgotten;
    GATEHOUSE_TRY_ASSIGN(ids, keyIds(database, "SELECT key_id FROM vehicles WHERE id = ?1", id));
    GATEHOUSE_TRY_ASSIGN(pictures, changed(database, VehiclePictures, id, plate));
    forgotten.pictures = pictures;
    GATEHOUSE_TRY_ASSIGN(events, changed(database, BlankVehicleEvents, id, plate));
    GATEHOUSE_TRY_ASSIGN(named,
        changed(database,
            "UPDATE events SET plate = NULL, plate_region = NULL, detail = '{}' WHERE instr(detail, ?1) > 0", plate));
    forgotten.events = events + named;
    GATEHOUSE_TRY(shredAll(transaction, clock, ids, reason));
    forgotten.keys = static_cast<int>(ids.size());
    GATEHOUSE_TRY(changed(database, "DELETE FROM vehicles WHERE id = ?1", id));
    return forgotten;
}

Result<int> shredSpentKeys(store::Transaction& transaction, const Clock& clock, UtcTime now)
{
    store::Database& database = transaction.database();
    constexpr qint64 DayMilliseconds = 24LL * 60 * 60 * 1000;
    GATEHOUSE_TRY_ASSIGN(ids,
        keyIds(database,
            "SELECT k.id FROM ring.subject_keys k WHERE "
            "((k.kind = 'day' AND coalesce(k.day, 0) < ?1) "
            "OR (k.kind = 'person' AND NOT EXISTS (SELECT 1 FROM main.persons p WHERE p.key_id = k.id)) "
            "OR (k.kind = 'vehicle' AND NOT EXISTS (SELECT 1 FROM main.vehicles v WHERE v.key_id = k.id))) "
            "AND NOT EXISTS (SELECT 1 FROM main.evidence e WHERE e.key_id = k.id)",
            now.milliseconds() / DayMilliseconds));
    GATEHOUSE_TRY(shredAll(transaction, clock, ids, ShredReason::Retention));
    return static_cast<int>(ids.size());
}

} // namespace gatehouse::security
