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
    RemovePeople, // who are no visitors
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
    ExportAudit, // carry the trail away in a file
    EditSite,
    ReadSealedFields, // resident ID, date of birth
    ManageRetention,
    HandleRequests, // of the people recorded: their queue, rectify, restrict
    ExportPersonalData,
    EraseSubjects,
    ViewImpactAssessment,
    RunBreachDrill,
    ManageBackups, // make, check and drop them, keep the ring's copy
    RestoreBackup,
    RekeyStore,
    RefundFees, // refund or waive
    AcceptHistory, // a trail that does not match what the site has signed
};

inline constexpr Permission AllPermissions[] = { Permission::WatchLive, Permission::DecideAtLane,
    Permission::ViewEvents, Permission::ViewPeople, Permission::EditPeople, Permission::RemovePeople,
    Permission::EnrolFaces, Permission::ViewVehicles, Permission::EditVehicles, Permission::ViewAccessRules,
    Permission::EditAccessRules, Permission::ViewDevices, Permission::EditDevices, Permission::OperateLanes,
    Permission::ManageOperators, Permission::ViewAudit, Permission::ExportAudit, Permission::EditSite,
    Permission::ReadSealedFields, Permission::ManageRetention, Permission::HandleRequests,
    Permission::ExportPersonalData, Permission::EraseSubjects, Permission::ViewImpactAssessment,
    Permission::RunBreachDrill, Permission::ManageBackups, Permission::RestoreBackup, Permission::RekeyStore,
    Permission::RefundFees, Permission::AcceptHistory };

[[nodiscard]] bool isAllowed(Role role, Permission permission);

} // namespace gatehouse::security
