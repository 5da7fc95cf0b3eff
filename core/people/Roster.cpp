#include "core/people/Roster.h"

namespace gatehouse::people {

namespace {

Validity validityAt(const store::Statement& statement, int column)
{
    return { statement.optionalTime(column), statement.optionalTime(column + 1) };
}

Result<void> readPersons(store::Database& database, Roster& roster)
{
    GATEHOUSE_TRY_ASSIGN(rows,
        database.prepare("SELECT id, kind, name, valid_from, valid_until, is_active FROM persons "
                         "WHERE restricted_at IS NULL"));
    while (true) {
        GATEHOUSE_TRY_ASSIGN(hasRow, rows.step());
        if (!hasRow)
            return {};
        Person person;
        person.id = rows.id<PersonId>(0);
        person.kind = personKindFromCode(rows.text(1)).value_or(PersonKind::Visitor);
        person.name = rows.text(2);
        person.validity = validityAt(rows, 3);
        person.isActive = rows.boolean(5);
        roster.persons.insert(person.id, person);
    }
}

Result<void> readVehicles(store::Database& database, Roster& roster)
{
    GATEHOUSE_TRY_ASSIGN(rows,
        database.prepare(
            "SELECT v.id, v.plate, v.region, v.owner_id, coalesce(p.name, ''), v.description, v.valid_from,"
            " v.valid_until, v.is_active FROM vehicles v LEFT JOIN persons p ON p.id = v.owner_id"
            " WHERE v.restricted_at IS NULL AND p.restricted_at IS NULL"));
    while (true) {
        GATEHOUSE_TRY_ASSIGN(hasRow, rows.step());
        if (!hasRow)
            return {};
        const auto plate = PlateText::fromUserInput(rows.text(1));
        const auto region = regionFromCode(rows.text(2));
        if (!plate || !region)
            return failure(ErrorCode::StoreConstraint, QStringLiteral("vehicle %1").arg(rows.integer(0)));
        Vehicle vehicle;
        vehicle.id = rows.id<VehicleId>(0);
        vehicle.plate = *plate;
        vehicle.region = *region;
        vehicle.owner = rows.id<PersonId>(3);
        vehicle.ownerName = rows.text(4);
        vehicle.description = rows.text(5);
        vehicle.validity = validityAt(rows, 6);
        vehicle.isActive = rows.boolean(8);
        roster.byMergedPlate.insert(vehicle.plate.merged(), vehicle.id);
        roster.vehicles.insert(vehicle.id, vehicle);
    }
}

template <typename IdType, typename Row>
Result<void> readGroups(store::Database& database, QByteArrayView sql, QHash<IdType, Row>& members)
{
    GATEHOUSE_TRY_ASSIGN(rows, database.prepare(sql));
    while (true) {
        GATEHOUSE_TRY_ASSIGN(hasRow, rows.step());
        if (!hasRow)
            return {};
        const auto member = members.find(rows.id<IdType>(0));
        if (member != members.end())
            member->groups.append(rows.id<GroupId>(1));
    }
}

} // namespace

const Vehicle* Roster::vehicleByPlate(const PlateText& plate, std::optional<Region> region) const
{
    const auto [begin, end] = byMergedPlate.equal_range(plate.merged());
    const Vehicle* only = nullptr;
    int alike = 0;
    for (auto id = begin; id != end; ++id) {
        const auto found = vehicles.constFind(*id);
        if (found->plate == plate && region && found->region == *region)
            return &*found;
        only = &*found;
        ++alike;
    }
    return alike == 1 ? only : nullptr;
}

Result<Roster> readRoster(store::Database& database)
{
    Roster roster;
    GATEHOUSE_TRY(readPersons(database, roster));
    GATEHOUSE_TRY(readVehicles(database, roster));
    GATEHOUSE_TRY(readGroups(
        database, "SELECT person_id, group_id FROM person_groups ORDER BY person_id, group_id", roster.persons));
    GATEHOUSE_TRY(readGroups(
        database, "SELECT vehicle_id, group_id FROM vehicle_groups ORDER BY vehicle_id, group_id", roster.vehicles));
    return roster;
}

} // namespace gatehouse::people
