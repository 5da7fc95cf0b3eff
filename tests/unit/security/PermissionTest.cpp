#include "core/security/Operator.h"

#include <gtest/gtest.h>
#include <map>
#include <string>

using namespace gatehouse;
using namespace gatehouse::security;

namespace {

// Written out a second time on purpose, one letter a role in the order of AllRoles (guard, attendant, manager, privacy
// officer, administrator): a change of the table has to be meant.
const std::map<Permission, std::string> Expected {
    { Permission::WatchLive, "GAM-D" },
    { Permission::DecideAtLane, "GAM-D" },
    { Permission::ViewEvents, "GAMPD" },
    { Permission::ViewPeople, "GAMPD" },
    { Permission::EditPeople, "G-MPD" },
    { Permission::RemovePeople, "--MPD" },
    { Permission::EnrolFaces, "G-M-D" },
    { Permission::ViewVehicles, "GAMPD" },
    { Permission::EditVehicles, "GAM-D" },
    { Permission::ViewAccessRules, "GAMPD" },
    { Permission::EditAccessRules, "--M-D" },
    { Permission::ViewDevices, "GAM-D" },
    { Permission::EditDevices, "----D" },
    { Permission::OperateLanes, "GAM-D" },
    { Permission::ManageOperators, "----D" },
    { Permission::ViewAudit, "--MPD" },
    { Permission::ExportAudit, "---PD" },
    { Permission::EditSite, "----D" },
    { Permission::ReadSealedFields, "---PD" },
    { Permission::ManageRetention, "---PD" },
    { Permission::HandleRequests, "---PD" },
    { Permission::ExportPersonalData, "---PD" },
    { Permission::EraseSubjects, "---PD" },
    { Permission::ViewImpactAssessment, "--MPD" },
    { Permission::RunBreachDrill, "---PD" },
    { Permission::ManageBackups, "----D" },
    { Permission::RestoreBackup, "----D" },
    { Permission::RekeyStore, "----D" },
    { Permission::RefundFees, "-AM-D" },
    { Permission::AcceptHistory, "----D" },
};

} // namespace

TEST(Permission, everyRoleHoldsExactlyWhatTheTableSays)
{
    for (const Permission permission : AllPermissions) {
        ASSERT_TRUE(Expected.contains(permission)) << static_cast<int>(permission);
        for (const Role role : AllRoles) {
            const bool expected = Expected.at(permission).at(static_cast<std::size_t>(role)) != '-';
            EXPECT_EQ(isAllowed(role, permission), expected)
                << qPrintable(roleCode(role)) << " " << static_cast<int>(permission);
            const ActingOperator actor { OperatorId(1), QStringLiteral("someone"), role };
            const auto required = actor.require(permission);
            EXPECT_EQ(required.isOk(), expected);
            if (!required) {
                EXPECT_EQ(required.error().code, ErrorCode::PermissionDenied);
                EXPECT_FALSE(required.error().detail.contains(QStringLiteral("someone")));
            }
        }
    }
}

TEST(Permission, nobodyInParticularMayDoNothing)
{
    const ActingOperator nobody { {}, {}, Role::Administrator };
    for (const Permission permission : AllPermissions)
        EXPECT_FALSE(nobody.require(permission));
}

TEST(Role, codesAreStable)
{
    const QStringList codes { QStringLiteral("guard"), QStringLiteral("attendant"), QStringLiteral("manager"),
        QStringLiteral("privacy-officer"), QStringLiteral("administrator") };
    for (const Role role : AllRoles) {
        EXPECT_EQ(roleCode(role), codes.at(static_cast<int>(role)));
        EXPECT_EQ(roleFromCode(roleCode(role)), role);
    }
    EXPECT_FALSE(roleFromCode(u"Guard"));
    EXPECT_FALSE(roleFromCode(u""));
}
