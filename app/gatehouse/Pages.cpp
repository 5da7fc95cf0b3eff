#include "app/gatehouse/Pages.h"

#include "app/drill/DrillPlan.h"
#include "app/gatehouse/Finders.h"
#include "ui/access/EventsPage.h"
#include "ui/access/RulesPage.h"
#include "ui/admin/AccountPage.h"
#include "ui/admin/BackupPage.h"
#include "ui/admin/DevicesPage.h"
#include "ui/admin/KeysPage.h"
#include "ui/admin/OperatorsPage.h"
#include "ui/admin/RolesPage.h"
#include "ui/audit/AuditPage.h"
#include "ui/live/LivePage.h"
#include "ui/people/PeoplePage.h"
#include "ui/people/VehiclesPage.h"
#include "ui/privacy/DrillPage.h"
#include "ui/privacy/PrivacyPage.h"

namespace gatehouse {

std::vector<ui::PageEntry> consolePages()
{
    return {
        ui::LivePage::entry(),
        ui::EventsPage::entry(),
        ui::PeoplePage::entry(),
        ui::VehiclesPage::entry(),
        ui::RulesPage::entry(),
        ui::DevicesPage::entry(),
        ui::OperatorsPage::entry(),
        ui::KeysPage::entry(),
        ui::RolesPage::entry(),
        ui::BackupPage::entry(),
        ui::AuditPage::entry(),
        ui::PrivacyPage::entry(),
        ui::DrillPage::entry({ drill::standardDrillPlan, drill::ownFolders() }),
        ui::AccountPage::entry(),
    };
}

std::vector<ui::FinderSource> consoleFinders()
{
    return { personFinder(), vehicleFinder(), eventFinder() };
}

} // namespace gatehouse
