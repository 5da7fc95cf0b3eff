#include "core/people/VehicleRegistry.h"

#include "core/audit/AuditTrail.h"
#include "core/base/SearchText.h"
#include "core/people/Drafts.h"
#include "core/people/Membership.h"
#include "core/people/Rectification.h"
#include "core/people/Restricted.h"
#include "core/people/VehicleSql.h"
#include "core/security/ErasureMarks.h"
#include "core/security/Forgetting.h"
#include "core/security/RegistryChange.h"
#include "core/security/SubjectKeys.h"

#include <QJsonArray>

#include <algorithm>

namespace gatehouse::people {

namespace {

// A plate always comes from PlateText and goes back through it; one the store could not hold reads as empty.
Vehicle vehicleFromRow(const store::Statement& row)
{
    Vehicle vehicle;
    vehicle.id = row.id<VehicleId>(0);
    vehicle.plate = PlateText::fromUserInput(row.text(1)).value_or(PlateText());
    vehicle.region = regionFromCode(row.text(2)).value_or(Region::Europe);
    vehicle.owner = row.id<PersonId>(3);
    vehicle.ownerName = row.text(4);
    vehicle.description = row.text(5);
    vehicle.validity = { row.optionalTime(6), row.optionalTime(7) };
    vehicle.isActive = row.boolean(8);
    vehicle.groups = groupsFromList(row.text(9));
    vehicle.version = RowVersion(row.integer(10));
    return vehicle;
}

Result<QList<Vehicle>> remainingVehicles(store::Statement& rows)
{
    QList<Vehicle> vehicles;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(more, rows.step());
        if (!more)
            return vehicles;
        vehicles.append(vehicleFromRow(rows));
    }
}

Result<std::optional<Vehicle>> loadVehicle(store::Database& database, VehicleId id)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare(sql::VehicleById));
    query.bindAll(id);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found ? std::optional(vehicleFromRow(query)) : std::nullopt;
}

void bindFilter(store::Statement& statement, const VehicleQuery& query, const security::ActingOperator& actor)
{
    const QString text = searchFolded(query.text);
    // What cannot be part of a plate matches none: an empty pattern does.
    const auto plate = PlateText::fromUserInput(query.text);
    statement.bind(1, text.isEmpty() ? std::nullopt : std::optional(likeContains(text)));
    statement.bind(2, plate ? likeContains(plate->merged()) : QString());
    statement.bind(3, query.group);
    statement.bind(4, query.owner);
    statement.bind(5, query.onlyActive);
    statement.bind(8, seesRestricted(actor));
}

Result<void> checkVehicleDraft(store::Database& database, const Vehicle& draft)
{
    if (const DraftField field = firstInvalidField(draft); field != DraftField::None)
        return failure(ErrorCode::InvalidArgument, draftFieldCode(field));
    GATEHOUSE_TRY_ASSIGN(
        same, database.prepare("SELECT 1 FROM vehicles WHERE plate = ?1 AND region = ?2 AND id IS NOT ?3"));
    same.bindAll(draft.plate.toString(), regionCode(draft.region), draft.id);
    GATEHOUSE_TRY_ASSIGN(isTaken, same.step());
    if (isTaken)
        return failure(ErrorCode::AlreadyExists, draftFieldCode(DraftField::Plate));
    if (!draft.owner.isValid())
        return {};
    GATEHOUSE_TRY_ASSIGN(owner, database.prepare("SELECT 1 FROM persons WHERE id = ? AND removed_at IS NULL"));
    owner.bindAll(draft.owner);
    GATEHOUSE_TRY_ASSIGN(isThere, owner.step());
    return isThere ? Result<void>()
                   : Result<void>(failure(ErrorCode::NotFound, QStringLiteral("person %1").arg(draft.owner.value())));
}

QJsonArray changedFields(const Vehicle& before, const Vehicle& after)
{
    QJsonArray fields;
    const auto note = [&fields](bool isChanged, QLatin1StringView field) {
        if (isChanged)
            fields.append(QString(field));
    };
    note(before.plate != after.plate, QLatin1StringView("plate"));
    note(before.region != after.region, QLatin1StringView("region"));
    note(before.owner != after.owner, QLatin1StringView("owner"));
    note(before.description != after.description, QLatin1StringView("description"));
    note(before.validity != after.validity, QLatin1StringView("validity"));
    note(before.isActive != after.isActive, QLatin1StringView("active"));
    note(before.groups != after.groups, QLatin1StringView("groups"));
    return fields;
}

} // namespace

VehicleRegistry::VehicleRegistry(store::Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<Page<Vehicle>> VehicleRegistry::list(const security::ActingOperator& actor, const VehicleQuery& query)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ViewVehicles));
    GATEHOUSE_TRY_ASSIGN(count, m_database.prepare(sql::VehicleCount));
    bindFilter(count, query, actor);
    GATEHOUSE_TRY(count.step());
    const int total = static_cast<int>(count.integer(0));

    GATEHOUSE_TRY_ASSIGN(rows, m_database.prepare(sql::VehiclePage));
    bindFilter(rows, query, actor);
    rows.bind(6, qMax(0, query.limit));
    rows.bind(7, qMax(0, query.offset));
    GATEHOUSE_TRY_ASSIGN(vehicles, remainingVehicles(rows));
    return Page<Vehicle> { vehicles, total };
}

Result<Vehicle> VehicleRegistry::get(const security::ActingOperator& actor, VehicleId id)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ViewVehicles));
    GATEHOUSE_TRY(requireUnrestricted(actor, m_database, Member::Vehicle, id.value()));
    GATEHOUSE_TRY_ASSIGN(vehicle, loadVehicle(m_database, id));
    if (!vehicle)
        return failure(ErrorCode::NotFound, QStringLiteral("vehicle %1").arg(id.value()));
    return *vehicle;
}

Result<std::optional<Vehicle>> VehicleRegistry::find(
    const security::ActingOperator& actor, const PlateText& plate, Region region)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ViewVehicles));
    GATEHOUSE_TRY_ASSIGN(query, m_database.prepare(sql::VehicleByPlate));
    query.bindAll(plate.toString(), regionCode(region));
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    if (!found || !requireUnrestricted(actor, m_database, Member::Vehicle, query.integer(0)))
        return std::optional<Vehicle>();
    return std::optional(vehicleFromRow(query));
}

Result<std::optional<Vehicle>> VehicleRegistry::findByPlate(const PlateText& plate, std::optional<Region> region)
{
    GATEHOUSE_TRY_ASSIGN(query, m_database.prepare(sql::VehiclesByMergedPlate));
    query.bindAll(plate.merged());
    GATEHOUSE_TRY_ASSIGN(alike, remainingVehicles(query));
    const auto isExact = [&plate, region](const Vehicle& vehicle) {
        return vehicle.plate == plate && (!region || vehicle.region == *region);
    };
    if (std::count_if(alike.cbegin(), alike.cend(), isExact) == 1)
        return std::optional(*std::find_if(alike.cbegin(), alike.cend(), isExact));
    return alike.size() == 1 ? std::optional(alike.front()) : std::nullopt;
}

Result<VehicleId> VehicleRegistry::add(const security::ActingOperator& actor, const Vehicle& draft)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EditVehicles));
    GATEHOUSE_TRY(security::SubjectKeys(m_database, m_clock).stock());
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY_ASSIGN(id, add(transaction, actor, draft));
    GATEHOUSE_TRY(transaction.commit());
    return id;
}

Result<VehicleId> VehicleRegistry::add(
    store::Transaction& transaction, const security::ActingOperator& actor, const Vehicle& draft)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EditVehicles));
    Vehicle vehicle = cleaned(draft);
    vehicle.id = {};
    GATEHOUSE_TRY(checkVehicleDraft(m_database, vehicle));
    GATEHOUSE_TRY_ASSIGN(
        key, security::SubjectKeys(m_database, m_clock).create(transaction, security::SubjectKind::Vehicle));
    GATEHOUSE_TRY_ASSIGN(insert,
        m_database.prepare("INSERT INTO vehicles (plate, merged_plate, region, owner_id, description, search_text, "
                           "valid_from, valid_until, is_active, created_at, updated_at, key_id) "
                           "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10, ?11)"));
    insert.bindAll(vehicle.plate.toString(), vehicle.plate.merged(), regionCode(vehicle.region), vehicle.owner,
        vehicle.description, searchFolded(vehicle.description), vehicle.validity.from, vehicle.validity.until,
        vehicle.isActive, m_clock.now(), key);
    GATEHOUSE_TRY(insert.run());
    const VehicleId id(m_database.lastInsertId());
    GATEHOUSE_TRY(replaceGroups(transaction, Member::Vehicle, id.value(), vehicle.groups));
    GATEHOUSE_TRY(audit::append(transaction, m_clock,
        { actor.id, QStringLiteral("vehicle.add"), { QStringLiteral("vehicle"), id.value() },
            { { QStringLiteral("region"), regionCode(vehicle.region) },
                { QStringLiteral("groups"), groupNumbers(vehicle.groups) } } }));
    return id;
}

Result<void> VehicleRegistry::update(const security::ActingOperator& actor, const Vehicle& vehicle)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EditVehicles));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY(update(transaction, actor, vehicle));
    return transaction.commit();
}

Result<void> VehicleRegistry::update(
    store::Transaction& transaction, const security::ActingOperator& actor, const Vehicle& changed)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EditVehicles));
    const Vehicle vehicle = cleaned(changed);
    GATEHOUSE_TRY(requireUnrestricted(actor, m_database, Member::Vehicle, vehicle.id.value()));
    GATEHOUSE_TRY_ASSIGN(before, loadVehicle(m_database, vehicle.id));
    if (!before)
        return failure(ErrorCode::NotFound, QStringLiteral("vehicle %1").arg(vehicle.id.value()));
    GATEHOUSE_TRY(checkVehicleDraft(m_database, vehicle));
    const QJsonArray fields = changedFields(*before, vehicle);
    if (fields.isEmpty())
        return {};
    GATEHOUSE_TRY(claimRecord(transaction, security::RecordKind::Vehicle, vehicle.id.value(), vehicle.version));
    GATEHOUSE_TRY_ASSIGN(update,
        m_database.prepare("UPDATE vehicles SET plate = ?2, merged_plate = ?3, region = ?4, owner_id = ?5, "
                           "description = ?6, search_text = ?7, valid_from = ?8, valid_until = ?9, is_active = ?10, "
                           "updated_at = ?11 WHERE id = ?1"));
    update.bindAll(vehicle.id, vehicle.plate.toString(), vehicle.plate.merged(), regionCode(vehicle.region),
        vehicle.owner, vehicle.description, searchFolded(vehicle.description), vehicle.validity.from,
        vehicle.validity.until, vehicle.isActive, m_clock.now());
    GATEHOUSE_TRY(update.run());
    if (before->groups != vehicle.groups)
        GATEHOUSE_TRY(replaceGroups(transaction, Member::Vehicle, vehicle.id.value(), vehicle.groups));
    return noteChange(transaction, m_clock, Member::Vehicle,
        { actor.id, QStringLiteral("vehicle.update"), { QStringLiteral("vehicle"), vehicle.id.value() },
            { { QStringLiteral("fields"), fields }, { QStringLiteral("active"), vehicle.isActive },
                { QStringLiteral("groups"), groupNumbers(vehicle.groups) } } });
}

Result<void> VehicleRegistry::remove(const security::ActingOperator& actor, VehicleId id)
{
    GATEHOUSE_TRY_ASSIGN(
        change, security::RegistryChange::begin(m_database, m_clock, actor, security::RecordKind::Vehicle));
    GATEHOUSE_TRY(requireRemovable(actor, m_database, Member::Vehicle, id.value()));
    GATEHOUSE_TRY(security::blankRequestsAbout(change.transaction(), id));
    GATEHOUSE_TRY(security::markRemoved(change.transaction(), m_clock, id));
    GATEHOUSE_TRY(change.deleteRow(id.value()));
    return change.commit(QLatin1StringView("remove"), id.value());
}

} // namespace gatehouse::people
