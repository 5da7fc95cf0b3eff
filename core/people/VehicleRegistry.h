#pragma once

#include "core/people/PersonRegistry.h"

namespace gatehouse::people {

struct VehicleQuery
{
    QString text; // part of plate (O=0, I=1 alike), description or owner's name
    std::optional<GroupId> group;
    std::optional<PersonId> owner;
    bool onlyActive = false;
    int offset = 0;
    int limit = 100;
};

// Vehicles by plate and region. Same rules as PersonRegistry; reading needs ViewVehicles, changes EditVehicles. An
// owner who is gone is NotFound.
class VehicleRegistry
{
public:
    VehicleRegistry(store::Database& database, const Clock& clock);

    Result<Page<Vehicle>> list(const security::ActingOperator& actor, const VehicleQuery& query);
    Result<Vehicle> get(const security::ActingOperator& actor, VehicleId id);
    Result<VehicleId> add(const security::ActingOperator& actor, const Vehicle& draft);
    Result<void> update(const security::ActingOperator& actor, const Vehicle& vehicle);
    Result<void> remove(const security::ActingOperator& actor, VehicleId id);
    Result<VehicleId> add(store::Transaction& transaction, const security::ActingOperator& actor, const Vehicle& draft);
    Result<void> update(store::Transaction& transaction, const security::ActingOperator& actor, const Vehicle& vehicle);

    // The vehicle registered under exactly this plate and region; absent when there is none.
    Result<std::optional<Vehicle>> find(const security::ActingOperator& actor, const PlateText& plate, Region region);

    // For lanes: the registered vehicle with exactly this plate (and region, where one is given), else the only one
    // whose merged plate (O=0, I=1) is the same. Absent when there is none or more than one.
    Result<std::optional<Vehicle>> findByPlate(const PlateText& plate, std::optional<Region> region);

private:
    store::Database& m_database;
    const Clock& m_clock;
};

} // namespace gatehouse::people
