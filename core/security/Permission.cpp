#include "core/security/Permission.h"

#include <bitset>

namespace gatehouse::security {

namespace {

using Roles = std::bitset<std::size(AllRoles)>;

template <typename... Some>
constexpr Roles roles(Some... some)
{
    return Roles(((1ULL << static_cast<unsigned>(some)) | ...));
}

// The one table. An administrator runs the machine and its operators; what was recorded about people is the
// manager's and the privacy officer's, and who did what is never hidden from the latter.
Roles holders(Permission permission)
{
    using enum Role;
    switch (permission) {
    case Permission::WatchLive:
        return roles(Guard, Attendant, Manager, Administrator);
    case Permission::DecideAtLane:
        return roles(Guard, Attendant, Manager, Administrator);
    case Permission::ViewEvents:
        return roles(Guard, Attendant, Manager, PrivacyOfficer, Administrator);
    case Permission::ViewPeople:
        return roles(Guard, Attendant, Manager, PrivacyOfficer, Administrator);
    case Permission::EditPeople:
        return roles(Guard, Manager, PrivacyOfficer, Administrator);
    case Permission::RemovePeople:
        return roles(Manager, PrivacyOfficer, Administrator);
    case Permission::EnrolFaces:
        return roles(Guard, Manager, Administrator);
    case Permission::ViewVehicles:
        return roles(Guard, Attendant, Manager, PrivacyOfficer, Administrator);
    case Permission::EditVehicles:
        return roles(Guard, Attendant, Manager, Administrator);
    case Permission::ViewAccessRules:
        return roles(Guard, Attendant, Manager, PrivacyOfficer, Administrator);
    case Permission::EditAccessRules:
        return roles(Manager, Administrator);
    case Permission::ViewDevices:
        return roles(Guard, Attendant, Manager, Administrator);
    case Permission::EditDevices:
        return roles(Administrator);
    case Permission::OperateLanes:
        return roles(Guard, Attendant, Manager, Administrator);
    case Permission::ManageOperators:
        return roles(Administrator);
    case Permission::ViewAudit:
        return roles(Manager, PrivacyOfficer, Administrator);
    case Permission::ExportAudit:
        return roles(PrivacyOfficer, Administrator);
    case Permission::EditSite:
        return roles(Administrator);
    case Permission::ReadSealedFields:
    case Permission::ManageRetention:
    case Permission::HandleRequests:
    case Permission::ExportPersonalData:
    case Permission::EraseSubjects:
        return roles(PrivacyOfficer, Administrator);
    case Permission::ViewImpactAssessment:
        return roles(Manager, PrivacyOfficer, Administrator);
    case Permission::RunBreachDrill:
        return roles(PrivacyOfficer, Administrator);
    case Permission::ManageBackups:
    case Permission::RestoreBackup:
    case Permission::RekeyStore:
    case Permission::AcceptHistory:
        return roles(Administrator);
    case Permission::RefundFees:
        return roles(Attendant, Manager, Administrator);
    }
    return {};
}

} // namespace

bool isAllowed(Role role, Permission permission)
{
    return holders(permission).test(static_cast<std::size_t>(role));
}

} // namespace gatehouse::security
