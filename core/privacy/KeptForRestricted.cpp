#include "core/privacy/KeptForRestricted.h"

#include "core/base/Id.h"
#include "core/security/SubjectPassages.h"
#include "core/store/Column.h"

#include <QList>

namespace gatehouse::privacy {

namespace {

constexpr char Persons[] = "SELECT id FROM persons WHERE restricted_at IS NOT NULL AND removed_at IS NULL";
constexpr char Vehicles[] =
    "SELECT v.id FROM vehicles v LEFT JOIN persons p ON p.id = v.owner_id "
    "WHERE v.restricted_at IS NOT NULL OR (p.restricted_at IS NOT NULL AND p.removed_at IS NULL)";

// `sql` gives numbers; ?1 are those of passages where it asks for them.
Result<QList<qint64>> numbersOf(store::Database& database, const QByteArray& sql, const QString& passages = {})
{
    GATEHOUSE_TRY_ASSIGN(rows, database.prepare(sql));
    if (!passages.isEmpty())
        rows.bindAll(passages);
    return store::integersOf(rows);
}

} // namespace

Result<KeptForRestricted> keptForRestricted(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(persons, numbersOf(database, Persons));
    GATEHOUSE_TRY_ASSIGN(vehicles, numbersOf(database, Vehicles));
    const QString none = QStringLiteral("[]");
    if (persons.isEmpty() && vehicles.isEmpty())
        return KeptForRestricted { none, none, none, none };
    QList<qint64> passages;
    for (const qint64 person : std::as_const(persons)) {
        GATEHOUSE_TRY_ASSIGN(theirs, security::passagesOf(database, PersonId(person)));
        passages += theirs;
    }
    for (const qint64 vehicle : std::as_const(vehicles)) {
        GATEHOUSE_TRY_ASSIGN(theirs, security::passagesOf(database, VehicleId(vehicle)));
        passages += theirs;
    }
    KeptForRestricted kept;
    kept.passages = security::asJsonArray(passages);
    GATEHOUSE_TRY_ASSIGN(pictures,
        numbersOf(database,
            QByteArray("SELECT id FROM evidence WHERE key_id IN (SELECT key_id FROM persons WHERE id IN (") + Persons
                + ") UNION SELECT key_id FROM vehicles WHERE id IN (" + Vehicles
                + ")) UNION SELECT crop_id FROM events WHERE crop_id IS NOT NULL AND id IN (SELECT value FROM "
                  "json_each(?1)) UNION SELECT frame_id FROM events WHERE frame_id IS NOT NULL AND id IN (SELECT value "
                  "FROM json_each(?1))",
            kept.passages));
    kept.pictures = security::asJsonArray(pictures);
    GATEHOUSE_TRY_ASSIGN(requests,
        numbersOf(database,
            QByteArray("SELECT id FROM subject_requests WHERE person_id IN (") + Persons + ") OR vehicle_id IN ("
                + Vehicles + ")"));
    kept.requests = security::asJsonArray(requests);
    GATEHOUSE_TRY_ASSIGN(
        consents, numbersOf(database, QByteArray("SELECT id FROM consents WHERE person_id IN (") + Persons + ")"));
    kept.consents = security::asJsonArray(consents);
    return kept;
}

} // namespace gatehouse::privacy
