#pragma once

#include "core/base/Result.h"
#include "core/security/Role.h"

#include <QList>

namespace gatehouse::security {

// What a command asks for. One table (Permission.cpp) says which roles hold it; a generated test walks role ×
// permission.
enum class Permission {
    WatchLive,
    DecideAtLane, // open, refuse, correct
    ViewEvents,
    ViewPeople,
    EditPeople,
    EnrolFaces,
    ViewVehicles,
    EditVehicles,
    ViewAccessRules,
    EditAccessRules, // groups, zones, schedules, rules
    ViewDevices,
    EditDevices, // cameras, lanes, gates
    OperateLanes, // start the live pipeline or a replay that records
    ManageOperators,
    ViewAudit,
    EditSite,
};

inline constexpr Permission AllPermissions[] = { Permission::WatchLive, Permission::DecideAtLane,
    Permission::ViewEvents, Permission::ViewPeople, Permission::EditPeople, Permission::EnrolFaces,
    Permission::ViewVehicles, Permission::EditVehicles, Permission::ViewAccessRules, Permission::EditAccessRules,
    Permission::ViewDevices, Permission::EditDevices, Permission::OperateLanes, Permission::ManageOperators,
    Permission::ViewAudit, Permission::EditSite };

[[nodiscard]] bool isAllowed(Role role, Permission permission);

} // namespace gatehouse::security
