#include "core/security/Forgetting.h"

#include "core/security/ErasureMarks.h"
#include "core/security/SealedFieldKeys.h"
#include "core/security/SubjectPassages.h"
#include "core/security/TemplateBytes.h"
#include "core/store/Column.h"

#include <QList>

namespace gatehouse::security {

namespace {

constexpr char Blank[] = "UPDATE events SET plate = NULL, plate_region = NULL, detail = '{}' "
                         "WHERE id IN (SELECT value FROM json_each(?1))";
constexpr char PicturesOfPassages[] =
    "(SELECT crop_id FROM main.events WHERE id IN (SELECT value FROM json_each(?1)) "
    "UNION SELECT frame_id FROM main.events WHERE id IN (SELECT value FROM json_each(?1)))";
// Their pictures' keys that are nobody's any more: from before the ring was lost and a copy of it was filled in.
constexpr char FormerKeys[] = "SELECT DISTINCT e.key_id FROM main.evidence e "
                              "JOIN ring.subject_keys k ON k.id = e.key_id WHERE k.kind IN ('person', 'vehicle') "
                              "AND NOT EXISTS (SELECT 1 FROM main.persons p WHERE p.key_id = k.id) "
                              "AND NOT EXISTS (SELECT 1 FROM main.vehicles v WHERE v.key_id = k.id) AND e.id IN ";
constexpr char SharedKeys[] = "SELECT DISTINCT e.key_id FROM main.evidence e "
                              "JOIN ring.subject_keys k ON k.id = e.key_id WHERE k.kind = 'day' AND e.id IN ";

// Who asked goes with what was written down about it; that it was asked and answered stays.
constexpr char PersonRequests[] =
    "UPDATE subject_requests SET note = '', plate = NULL, version = version + 1 WHERE person_id = ?1";
// Removed, with nothing held of them any more.
constexpr char SpentPersons[] =
    "SELECT id FROM main.persons WHERE removed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM main.events e WHERE "
    "e.person_id = persons.id) AND NOT EXISTS (SELECT 1 FROM main.evidence v WHERE v.key_id = persons.key_id) "
    "AND NOT EXISTS (SELECT 1 FROM main.subject_requests r WHERE r.person_id = persons.id AND r.state = 'open')";
constexpr char BlankRequests[] = "UPDATE subject_requests SET note = '', plate = NULL, version = version + 1 "
                                 "WHERE id IN (SELECT value FROM json_each(?1))";
constexpr char VehicleRequests[] = "UPDATE subject_requests SET note = '', plate = NULL, version = version + 1 "
                                   "WHERE vehicle_id = ?1 OR plate = ?2";

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

Result<QList<PersonId>> spentPersons(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(rows, database.prepare(SpentPersons));
    return store::idsOf<PersonId>(rows);
}

Result<void> shredAll(
    store::Transaction& transaction, const Clock& clock, const QList<QByteArray>& ids, ShredReason reason)
{
    SubjectKeys keys(transaction.database(), clock);
    for (const QByteArray& id : ids)
        GATEHOUSE_TRY(keys.shred(transaction, id, reason));
    return {};
}

Result<QList<qint64>> picturesUnder(store::Database& database, const QByteArray& key)
{
    GATEHOUSE_TRY_ASSIGN(rows, database.prepare("SELECT id FROM main.evidence WHERE key_id = ?1"));
    rows.bindAll(key);
    return store::integersOf(rows);
}

Result<void> sealAnew(store::Database& database, qint64 picture, const QByteArray& from, const QByteArray& to)
{
    QByteArray sealed;
    {
        GATEHOUSE_TRY_ASSIGN(row, database.prepare("SELECT picture FROM main.evidence WHERE id = ?1"));
        row.bindAll(picture);
        GATEHOUSE_TRY(row.step());
        sealed = row.blob(0);
    }
    const auto plain = SubjectKeys::unseal(database, from, sealed, EvidenceContext);
    // One that nobody can open any more holds nobody back from being erased.
    if (!plain && plain.error().code == ErrorCode::StoreDamagedOrWrongKey)
        return {};
    GATEHOUSE_TRY(plain);
    GATEHOUSE_TRY_ASSIGN(again, SubjectKeys::seal(database, to, *plain, EvidenceContext));
    GATEHOUSE_TRY_ASSIGN(update, database.prepare("UPDATE main.evidence SET picture = ?2, key_id = ?3 WHERE id = ?1"));
    update.bindAll(picture, again, to);
    return update.run();
}

// Deletes the pictures of the passages and blanks the events. Adds the keys that go with them to `keys`, the first of
// which is the subject's own.
Result<void> forgetPassages(store::Transaction& transaction, const Clock& clock, const QList<qint64>& passages,
    QList<QByteArray>& keys, Forgotten& forgotten)
{
    store::Database& database = transaction.database();
    const QString ids = asJsonArray(passages);
    GATEHOUSE_TRY_ASSIGN(former, keyIds(database, QByteArray(FormerKeys) + PicturesOfPassages, ids));
    GATEHOUSE_TRY_ASSIGN(shared, sharedKeysOf(database, passages));
    GATEHOUSE_TRY_ASSIGN(pictures,
        changed(database, QByteArray("DELETE FROM main.evidence WHERE key_id = ?2 OR id IN ") + PicturesOfPassages, ids,
            keys.value(0)));
    GATEHOUSE_TRY(renewSharedKeys(transaction, clock, shared));
    keys += former;
    forgotten.pictures += pictures;
    forgotten.keys += static_cast<int>(shared.size());
    GATEHOUSE_TRY_ASSIGN(events, changed(database, Blank, ids));
    forgotten.events += events;
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
    GATEHOUSE_TRY_ASSIGN(passages, passagesOf(database, id));
    GATEHOUSE_TRY(forgetPassages(transaction, clock, passages, ids, forgotten));
    GATEHOUSE_TRY_ASSIGN(templates, changed(database, "DELETE FROM face_templates WHERE person_id = ?1", id));
    forgotten.templates = templates;
    GATEHOUSE_TRY(shredAll(transaction, clock, ids, reason));
    GATEHOUSE_TRY_ASSIGN(fields, dropSealedFields(transaction, clock, id, reason));
    forgotten.keys += static_cast<int>(ids.size()) + fields;
    GATEHOUSE_TRY(changed(database, PersonRequests, id));
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
    GATEHOUSE_TRY_ASSIGN(passages, passagesOf(database, id));
    GATEHOUSE_TRY(forgetPassages(transaction, clock, passages, ids, forgotten));
    GATEHOUSE_TRY_ASSIGN(naming, eventsNaming(database, plate));
    GATEHOUSE_TRY_ASSIGN(blanked, changed(database, Blank, asJsonArray(naming)));
    forgotten.events += blanked;
    GATEHOUSE_TRY(shredAll(transaction, clock, ids, reason));
    forgotten.keys += static_cast<int>(ids.size());
    GATEHOUSE_TRY(changed(database, VehicleRequests, id, plate));
    GATEHOUSE_TRY(changed(database, "DELETE FROM vehicles WHERE id = ?1", id));
    return forgotten;
}

Result<Forgotten> forgetPlate(
    store::Transaction& transaction, const Clock& clock, const QString& plate, std::optional<UtcTime> until)
{
    Forgotten forgotten;
    QList<QByteArray> keys { QByteArray() }; // nobody's own
    GATEHOUSE_TRY_ASSIGN(passages, passagesOf(transaction.database(), plate, until));
    GATEHOUSE_TRY(forgetPassages(transaction, clock, passages, keys, forgotten));
    GATEHOUSE_TRY(shredAll(transaction, clock, keys, ShredReason::Erased));
    forgotten.keys += static_cast<int>(keys.size()) - 1;
    return forgotten;
}

Result<int> blankEvents(store::Transaction& transaction, const QList<qint64>& events)
{
    return changed(transaction.database(), Blank, asJsonArray(events));
}

Result<void> blankRequestsAbout(store::Transaction& transaction, PersonId person)
{
    GATEHOUSE_TRY(changed(transaction.database(), PersonRequests, person));
    return {};
}

Result<void> blankRequestsAbout(store::Transaction& transaction, VehicleId vehicle)
{
    GATEHOUSE_TRY(changed(transaction.database(), VehicleRequests, vehicle, QString()));
    return {};
}

Result<void> blankRequests(store::Transaction& transaction, const QList<qint64>& requests)
{
    GATEHOUSE_TRY(changed(transaction.database(), BlankRequests, asJsonArray(requests)));
    return {};
}

Result<QList<QByteArray>> sharedKeysOf(store::Database& database, const QList<qint64>& passages)
{
    return keyIds(database, QByteArray(SharedKeys) + PicturesOfPassages, asJsonArray(passages));
}

Result<void> renewSharedKeys(store::Transaction& transaction, const Clock& clock, const QList<QByteArray>& keys)
{
    store::Database& database = transaction.database();
    for (const QByteArray& old : keys) {
        GATEHOUSE_TRY_ASSIGN(pictures, picturesUnder(database, old));
        if (!pictures.isEmpty()) {
            GATEHOUSE_TRY_ASSIGN(renewed, SubjectKeys(database, clock).create(transaction, SubjectKind::Span));
            for (const qint64 picture : std::as_const(pictures))
                GATEHOUSE_TRY(sealAnew(database, picture, old, renewed));
        }
        GATEHOUSE_TRY(SubjectKeys(database, clock).shred(transaction, old, ShredReason::Erased));
    }
    return {};
}

Result<int> shredSpentKeys(store::Transaction& transaction, const Clock& clock, UtcTime now)
{
    store::Database& database = transaction.database();
    GATEHOUSE_TRY_ASSIGN(persons, spentPersons(database));
    for (const PersonId person : std::as_const(persons)) {
        GATEHOUSE_TRY(markErased(transaction, clock, person));
        GATEHOUSE_TRY(changed(database, "DELETE FROM main.persons WHERE id = ?1", person));
    }
    GATEHOUSE_TRY_ASSIGN(ids,
        keyIds(database,
            "SELECT k.id FROM ring.subject_keys k WHERE "
            "((k.kind = 'day' AND coalesce(k.day, 0) < ?1) "
            "OR (k.kind = 'person' AND NOT EXISTS (SELECT 1 FROM main.persons p WHERE p.key_id = k.id) "
            "AND NOT EXISTS (SELECT 1 FROM main.persons p WHERE p.id_number_key_id = k.id) "
            "AND NOT EXISTS (SELECT 1 FROM main.persons p WHERE p.birth_date_key_id = k.id)) "
            "OR (k.kind = 'vehicle' AND NOT EXISTS (SELECT 1 FROM main.vehicles v WHERE v.key_id = k.id))) "
            "AND NOT EXISTS (SELECT 1 FROM main.evidence e WHERE e.key_id = k.id)",
            now.milliseconds() / SubjectKeys::SpanMilliseconds));
    GATEHOUSE_TRY(shredAll(transaction, clock, ids, ShredReason::Retention));
    return static_cast<int>(ids.size());
}

} // namespace gatehouse::security
