#include "app/gatehouse/Pages.h"

#include "app/gatehouse/Finders.h"
#include "ui/live/LivePage.h"

namespace gatehouse {

std::vector<ui::PageEntry> consolePages()
{
    return {
        ui::LivePage::entry(),
    };
}

std::vector<ui::FinderSource> consoleFinders()
{
    return { personFinder(), vehicleFinder() };
}

} // namespace gatehouse
