#pragma once

#include "core/drill/BreachDrill.h"

namespace gatehouse::drill {

// The drill as this installation runs it: gatehousectl, which lies beside the running program, works through the
// features (`gatehousectl drill-worker`), the console is shown, and every check there is looks at the real site.
[[nodiscard]] DrillPlan standardDrillPlan();

// Where this account's programs keep log and settings.
[[nodiscard]] QStringList ownFolders();

} // namespace gatehouse::drill
