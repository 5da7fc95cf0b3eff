#pragma once

#include "core/base/Result.h"
#include "core/people/Person.h"
#include "core/store/Database.h"

#include <QHash>

#include <optional>

namespace gatehouse::people {

// Everyone and every vehicle with their groups, as a lane needs them to decide: a value, read whole. Those whose data
// is restricted are not in it: they are strangers to the lanes. No operator asks for it, so it needs no permission; it
// never leaves the lanes but as the one name or plate a card shows.
struct Roster
{
    QHash<PersonId, Person> persons; // inactive ones too: they are known, and refused with that reason
    QHash<VehicleId, Vehicle> vehicles;

    // The rule of VehicleRegistry::findByPlate() without the store: the vehicle with exactly this plate and region,
    // else the only one whose merged plate (O=0, I=1) is the same. Null when there is none or more than one.
    [[nodiscard]] const Vehicle* vehicleByPlate(const PlateText& plate, std::optional<Region> region) const;

    // Vehicles by merged plate; kept by readRoster().
    QMultiHash<QString, VehicleId> byMergedPlate;
};

Result<Roster> readRoster(store::Database& database);

} // namespace gatehouse::people
