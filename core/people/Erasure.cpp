#include "core/people/Erasure.h"

#include "core/audit/AuditTrail.h"
#include "core/security/ErasureMarks.h"
#include "core/store/Column.h"

#include <QList>

namespace gatehouse::people {

namespace {

Result<void> requirePerson(store::Database& database, PersonId person)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT 1 FROM persons WHERE id = ?"));
    query.bindAll(person);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found ? Result<void>() : Result<void>(failure(ErrorCode::NotFound, QString::number(person.value())));
}

Result<QString> plateOf(store::Database& database, VehicleId vehicle)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT plate FROM vehicles WHERE id = ?"));
    query.bindAll(vehicle);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    if (!found)
        return failure(ErrorCode::NotFound, QString::number(vehicle.value()));
    return query.text(0);
}

Result<QList<VehicleId>> vehiclesOf(store::Database& database, PersonId person)
{
    GATEHOUSE_TRY_ASSIGN(rows, database.prepare("SELECT id FROM vehicles WHERE owner_id = ?"));
    rows.bindAll(person);
    return store::idsOf<VehicleId>(rows);
}

QJsonObject asDetail(const security::Forgotten& forgotten)
{
    return { { QStringLiteral("keys"), forgotten.keys }, { QStringLiteral("templates"), forgotten.templates },
        { QStringLiteral("pictures"), forgotten.pictures }, { QStringLiteral("events"), forgotten.events } };
}

} // namespace

Result<security::Forgotten> erasePerson(
    store::Transaction& transaction, const Clock& clock, const security::ActingOperator& actor, PersonId person)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EraseSubjects));
    GATEHOUSE_TRY(requirePerson(transaction.database(), person));
    security::Forgotten forgotten;
    GATEHOUSE_TRY_ASSIGN(vehicles, vehiclesOf(transaction.database(), person));
    for (const VehicleId vehicle : std::as_const(vehicles)) {
        GATEHOUSE_TRY_ASSIGN(part, eraseVehicle(transaction, clock, actor, vehicle));
        forgotten += part;
    }
    GATEHOUSE_TRY(security::markErased(transaction, clock, person));
    GATEHOUSE_TRY_ASSIGN(own, security::forgetPerson(transaction, clock, person));
    forgotten += own;
    QJsonObject detail = asDetail(own);
    detail.insert(QStringLiteral("vehicles"), vehicles.size());
    GATEHOUSE_TRY(audit::append(transaction, clock,
        { actor.id, QStringLiteral("person.erase"), { QStringLiteral("person"), person.value() }, detail }));
    return forgotten;
}

Result<security::Forgotten> eraseVehicle(
    store::Transaction& transaction, const Clock& clock, const security::ActingOperator& actor, VehicleId vehicle)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EraseSubjects));
    GATEHOUSE_TRY_ASSIGN(plate, plateOf(transaction.database(), vehicle));
    GATEHOUSE_TRY(security::markErased(transaction, clock, vehicle));
    GATEHOUSE_TRY_ASSIGN(forgotten, security::forgetVehicle(transaction, clock, vehicle));
    GATEHOUSE_TRY(security::markErased(transaction, clock, plate));
    GATEHOUSE_TRY(audit::append(transaction, clock,
        { actor.id, QStringLiteral("vehicle.erase"), { QStringLiteral("vehicle"), vehicle.value() },
            asDetail(forgotten) }));
    return forgotten;
}

} // namespace gatehouse::people
