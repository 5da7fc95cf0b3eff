#include "core/enrolment/VehicleImport.h"

#include "core/enrolment/ImportText.h"
#include "core/people/Drafts.h"
#include "core/people/VehicleRegistry.h"

#include <QFileInfo>
#include <QSet>

namespace gatehouse::enrolment {

namespace {

std::optional<VehicleRow> vehicleRow(
    const CsvReader& reader, const CsvRow& row, const QTimeZone& zone, ProblemList& problems)
{
    const auto plate = PlateText::fromUserInput(row.value(u"plate"));
    const auto region = regionFromCode(row.value(u"region"));
    if (!plate) {
        problems.add(row.line(), QStringLiteral("plate"), ErrorCode::InvalidArgument,
            QStringLiteral("is no plate: 1 to 12 letters, digits or Chinese characters"));
    }
    if (!region) {
        problems.add(row.line(), QStringLiteral("region"), ErrorCode::InvalidArgument,
            QStringLiteral("is not cn, eu, us or br"));
    }
    VehicleRow vehicle;
    vehicle.line = row.line();
    if (reader.hasColumn(u"owner_ref"))
        vehicle.ownerRef = row.value(u"owner_ref");
    if (reader.hasColumn(u"groups"))
        vehicle.groups = listedNames(row.value(u"groups"));
    if (reader.hasColumn(u"description"))
        vehicle.description = row.value(u"description");
    if (reader.hasColumn(u"valid_from") || reader.hasColumn(u"valid_until"))
        vehicle.validity = parsedValidity(row, zone, problems);
    if (!plate || !region)
        return std::nullopt;
    vehicle.plate = *plate;
    vehicle.region = *region;
    return vehicle;
}

// What the row makes of the registered vehicle, or of a new one.
Result<people::Vehicle> vehicleAfterRow(store::Transaction& transaction, const Clock& clock,
    const security::ActingOperator& actor, const VehicleRow& row, people::Vehicle vehicle)
{
    vehicle.plate = row.plate;
    vehicle.region = row.region;
    vehicle.description = row.description.value_or(vehicle.description);
    vehicle.validity = row.validity.value_or(vehicle.validity);
    if (row.ownerRef) {
        vehicle.owner = {};
        if (!row.ownerRef->isEmpty()) {
            people::PersonRegistry persons(transaction.database(), clock);
            GATEHOUSE_TRY_ASSIGN(owner, persons.findByRef(actor, *row.ownerRef));
            if (!owner)
                return failure(ErrorCode::NotFound, QStringLiteral("owner_ref"));
            vehicle.owner = owner->id;
        }
    }
    if (row.groups) {
        GATEHOUSE_TRY_ASSIGN(groups, groupsNamed(transaction, clock, actor, *row.groups));
        vehicle.groups = groups;
    }
    return people::cleaned(vehicle);
}

Result<RowOutcome> importVehicleRow(
    store::Transaction& transaction, const Clock& clock, const security::ActingOperator& actor, const VehicleRow& row)
{
    people::VehicleRegistry vehicles(transaction.database(), clock);
    GATEHOUSE_TRY_ASSIGN(existing, vehicles.find(actor, row.plate, row.region));
    GATEHOUSE_TRY_ASSIGN(
        vehicle, vehicleAfterRow(transaction, clock, actor, row, existing.value_or(people::Vehicle())));
    if (!existing) {
        GATEHOUSE_TRY(vehicles.add(transaction, actor, vehicle));
        return RowOutcome::Added;
    }
    const bool isSame = vehicle.owner == existing->owner && vehicle.groups == existing->groups
        && vehicle.description == existing->description && vehicle.validity == existing->validity;
    if (isSame)
        return RowOutcome::Unchanged;
    GATEHOUSE_TRY(vehicles.update(transaction, actor, vehicle));
    return RowOutcome::Updated;
}

ImportReport vehicleReportOf(const VehicleFile& file)
{
    ImportReport report;
    report.rows = static_cast<int>(file.rows.size());
    report.problems = file.problems;
    return report;
}

auto vehicleRowImport(store::Transaction& transaction, const Clock& clock, const security::ActingOperator& actor)
{
    return [&](const VehicleRow& row, ImportReport&) { return importVehicleRow(transaction, clock, actor, row); };
}

} // namespace

Result<VehicleFile> readVehicleFile(const QString& csv, const QTimeZone& siteZone)
{
    GATEHOUSE_TRY_ASSIGN(reader, openImportFile(csv, { QStringLiteral("plate"), QStringLiteral("region") }));
    VehicleFile file;
    file.name = QFileInfo(csv).fileName();
    ProblemList problems(file.name);
    QSet<QString> seen;
    while (true) {
        const auto next = reader.next();
        if (!next) {
            problems.addRefusal(next.error());
            break;
        }
        if (!*next)
            break;
        const auto row = vehicleRow(reader, **next, siteZone, problems);
        if (!row)
            continue;
        const QString key = regionCode(row->region) + row->plate.toString();
        if (seen.contains(key)) {
            problems.add(row->line, QStringLiteral("plate"), ErrorCode::AlreadyExists,
                QStringLiteral("stands in an earlier line already"));
        }
        seen.insert(key);
        file.rows.append(*row);
    }
    file.problems = problems.problems();
    return file;
}

Result<ImportReport> importVehicles(store::Database& database, const Clock& clock,
    const security::ActingOperator& actor, const VehicleFile& file, ImportMode mode, const ImportProgress& progress)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EditVehicles));
    const security::ActingOperator working = actor.carryingOn();
    return importRows(database, file, vehicleReportOf(file), static_cast<int>(file.rows.size()), mode, progress,
        [&](store::Transaction& transaction) { return vehicleRowImport(transaction, clock, working); });
}

Result<ImportReport> tryVehicles(store::Database& database, const Clock& clock, const security::ActingOperator& actor,
    const VehicleFile& file, const std::optional<ImportReport>& soFar)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EditVehicles));
    return importRows(database, file, soFar ? *soFar : vehicleReportOf(file), RowsTriedAtOnce, ImportMode::DryRun, {},
        [&](store::Transaction& transaction) { return vehicleRowImport(transaction, clock, actor); });
}

} // namespace gatehouse::enrolment
