#include "ui/words/RoleWords.h"

#include <QCoreApplication>

namespace gatehouse::ui {

namespace {

struct RoleTexts
{
    Q_DECLARE_TR_FUNCTIONS(RoleWords)
public:
    static QString help(security::Role role);
    static QString permission(security::Permission permission);
    static QString act(security::ProtectedAct act);
};

QString RoleTexts::help(security::Role role)
{
    switch (role) {
    case security::Role::Guard:
        return tr("Watches the lanes, opens and refuses, registers visitors and enrols faces.");
    case security::Role::Attendant:
        return tr("Watches the lanes, opens and refuses, looks after vehicles.");
    case security::Role::Manager:
        return tr("Decides who may pass: people, vehicles, groups, schedules and rules. Reads the audit trail.");
    case security::Role::PrivacyOfficer:
        return tr("Looks after consents and what is kept about people. Reads the audit trail.");
    case security::Role::Administrator:
        return tr("Everything, also operators, cameras, lanes and gates.");
    }
    return {};
}

QString RoleTexts::permission(security::Permission permission)
{
    using security::Permission;
    switch (permission) {
    case Permission::WatchLive:
        return tr("Watch the cameras");
    case Permission::DecideAtLane:
        return tr("Open, refuse and correct at a lane");
    case Permission::ViewEvents:
        return tr("See what happened at the lanes");
    case Permission::ViewPeople:
        return tr("See people");
    case Permission::EditPeople:
        return tr("Add and change people and their consents");
    case Permission::RemovePeople:
        return tr("Remove people who are no visitors");
    case Permission::EnrolFaces:
        return tr("Enrol faces");
    case Permission::ViewVehicles:
        return tr("See vehicles");
    case Permission::EditVehicles:
        return tr("Add and change vehicles");
    case Permission::ViewAccessRules:
        return tr("See who may pass when");
    case Permission::EditAccessRules:
        return tr("Change groups, zones, schedules and rules");
    case Permission::ViewDevices:
        return tr("See cameras, lanes and gates");
    case Permission::EditDevices:
        return tr("Set up cameras, lanes and gates");
    case Permission::OperateLanes:
        return tr("Start and stop the lanes");
    case Permission::ManageOperators:
        return tr("Add, disable and enable operators");
    case Permission::ViewAudit:
        return tr("Read and check the audit trail");
    case Permission::ExportAudit:
        return tr("Take the audit trail away as a file");
    case Permission::EditSite:
        return tr("Change the site's name and settings");
    case Permission::ReadSealedFields:
        return tr("Read resident IDs and dates of birth");
    case Permission::ManageRetention:
        return tr("Set how long data is kept, and delete what is overdue");
    case Permission::HandleRequests:
        return tr("Handle requests of the people recorded");
    case Permission::ExportPersonalData:
        return tr("Hand out what is held about a person");
    case Permission::EraseSubjects:
        return tr("Erase what is held about a person");
    case Permission::ViewImpactAssessment:
        return tr("See the impact assessment");
    case Permission::RunBreachDrill:
        return tr("Run the breach drill");
    case Permission::ManageBackups:
        return tr("Make, check and remove backups");
    case Permission::RestoreBackup:
        return tr("Restore a backup");
    case Permission::RekeyStore:
        return tr("Give the store a new key");
    case Permission::RefundFees:
        return tr("Refund or waive fees");
    case Permission::AcceptHistory:
        return tr("Accept an audit trail that does not match what was signed");
    }
    return {};
}

QString RoleTexts::act(security::ProtectedAct act)
{
    using security::ProtectedAct;
    switch (act) {
    case ProtectedAct::ExportPersonalData:
        return tr("Hand out what is held about a person");
    case ProtectedAct::EraseSubject:
        return tr("Erase what is held about a person");
    case ProtectedAct::RestoreBackup:
        return tr("Restore a backup");
    case ProtectedAct::ChangeOthersKeySlot:
        return tr("Add, disable or enable an operator, or change the site's keys");
    case ProtectedAct::RefundAboveLimit:
        return tr("Refund or waive more than the limit");
    case ProtectedAct::LengthenRetention:
        return tr("Keep data longer than before or the audit trail shorter, or confirm a clock that is in doubt");
    case ProtectedAct::AcceptHistory:
        return tr("Accept an audit trail that does not match what was signed");
    }
    return {};
}

} // namespace

QString roleHelp(security::Role role)
{
    return RoleTexts::help(role);
}

QString permissionText(security::Permission permission)
{
    return RoleTexts::permission(permission);
}

QString protectedActText(security::ProtectedAct act)
{
    return RoleTexts::act(act);
}

} // namespace gatehouse::ui
