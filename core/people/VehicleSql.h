#pragma once

// The statements VehicleRegistry reads with; see PersonSql.h.
//   ?1 LIKE pattern over descriptions and owners   ?2 LIKE pattern over merged plates   ?3 group   ?4 owner
//   ?5 only active   ?6 limit   ?7 offset   ?8 also those whose data is restricted
namespace gatehouse::people::sql {

#define GATEHOUSE_VEHICLE_COLUMNS                                                                                      \
    "SELECT v.id, v.plate, v.region, v.owner_id, p.name, v.description, v.valid_from, v.valid_until, v.is_active, "    \
    "(SELECT group_concat(g.group_id) FROM vehicle_groups g WHERE g.vehicle_id = v.id), v.version "
#define GATEHOUSE_VEHICLE_SOURCE "FROM vehicles v LEFT JOIN persons p ON p.id = v.owner_id "
#define GATEHOUSE_VEHICLE_FILTER                                                                                       \
    "WHERE (?1 IS NULL OR v.merged_plate LIKE ?2 ESCAPE '\\' OR v.search_text LIKE ?1 ESCAPE '\\' "                    \
    "OR p.search_text LIKE ?1 ESCAPE '\\') "                                                                           \
    "AND (?3 IS NULL OR EXISTS (SELECT 1 FROM vehicle_groups g WHERE g.vehicle_id = v.id AND g.group_id = ?3)) "       \
    "AND (?4 IS NULL OR v.owner_id = ?4) AND (NOT ?5 OR v.is_active = 1) "                                             \
    "AND (?8 OR (v.restricted_at IS NULL AND p.restricted_at IS NULL)) "

inline constexpr char VehicleById[] = GATEHOUSE_VEHICLE_COLUMNS GATEHOUSE_VEHICLE_SOURCE "WHERE v.id = ?1";
inline constexpr char VehicleByPlate[] =
    GATEHOUSE_VEHICLE_COLUMNS GATEHOUSE_VEHICLE_SOURCE "WHERE v.plate = ?1 AND v.region = ?2";
inline constexpr char VehiclesByMergedPlate[] =
    GATEHOUSE_VEHICLE_COLUMNS GATEHOUSE_VEHICLE_SOURCE "WHERE v.merged_plate = ?1";
inline constexpr char VehicleCount[] = "SELECT count(*) " GATEHOUSE_VEHICLE_SOURCE GATEHOUSE_VEHICLE_FILTER;
inline constexpr char VehiclePage[] = GATEHOUSE_VEHICLE_COLUMNS GATEHOUSE_VEHICLE_SOURCE GATEHOUSE_VEHICLE_FILTER
    "ORDER BY v.plate, v.region LIMIT ?6 OFFSET ?7";

#undef GATEHOUSE_VEHICLE_COLUMNS
#undef GATEHOUSE_VEHICLE_SOURCE
#undef GATEHOUSE_VEHICLE_FILTER

} // namespace gatehouse::people::sql
