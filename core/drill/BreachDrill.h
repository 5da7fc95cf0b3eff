#pragma once

#include "core/drill/ScratchDrill.h"
#include "core/drill/SiteChecks.h"

namespace gatehouse::drill {

// The breach drill: what would a thief of this machine hold? First in a scratch site with planted canaries, through
// every feature, then on the real one, whose files, keys, trail and copies are checked; its rows are only counted.
// Takes seconds to minutes: never the GUI thread, never a store thread.
struct DrillPlan
{
    ScratchPlan scratch;
    QList<SiteCheck> checks;
};

// Needs RunBreachDrill; that it was run, and what it found by number, is in the trail ("drill.run"). A finding is no
// error: the report says so. Errors: PermissionDenied, those of runScratchDrill() and of the store.
Result<DrillReport> runBreachDrill(
    const SiteView& view, const security::ActingOperator& actor, const DrillPlan& plan, const DrillProgress& progress);

} // namespace gatehouse::drill
