#pragma once

#include "core/base/Clock.h"
#include "core/enrolment/ImportRun.h"
#include "core/enrolment/ImportTypes.h"
#include "core/people/Person.h"
#include "core/security/Operator.h"
#include "core/store/Database.h"

#include <QStringList>
#include <QTimeZone>

#include <optional>

namespace gatehouse::enrolment {

// One line of a vehicle import, understood but not yet compared with the store.
struct VehicleRow
{
    int line = 0;
    PlateText plate;
    Region region = Region::Europe;
    std::optional<QString> ownerRef; // external reference of a person; an empty one takes the owner away
    std::optional<QStringList> groups;
    std::optional<QString> description;
    std::optional<people::Validity> validity;
};

struct VehicleFile
{
    QString name;
    QList<VehicleRow> rows;
    QList<ImportProblem> problems;
};

// Reads `plate,region,owner_ref,groups,description,valid_from,valid_until`: plate and region must be there. Any thread.
Result<VehicleFile> readVehicleFile(const QString& csv, const QTimeZone& siteZone);

// Adds or updates (by plate and region) every row in one transaction, or none when there is a problem. Needs
// EditVehicles (and EditAccessRules for groups that do not exist yet). Runs on the thread that owns the connection.
Result<ImportReport> importVehicles(store::Database& database, const Clock& clock,
    const security::ActingOperator& actor, const VehicleFile& file, ImportMode mode,
    const ImportProgress& progress = {});

// The next part of a dry run, as tryPersons().
Result<ImportReport> tryVehicles(store::Database& database, const Clock& clock, const security::ActingOperator& actor,
    const VehicleFile& file, const std::optional<ImportReport>& soFar);

} // namespace gatehouse::enrolment
