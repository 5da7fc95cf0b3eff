#pragma once

#include "core/drill/SiteChecks.h"

namespace gatehouse::drill {

// The checks of the real site for which core/drill is too low.

// Whether anything is kept longer than its class may be.
void checkRetention(const SiteView& view, const security::ActingOperator& actor, DrillReport& report);

// Whether there is a backup, how old the newest is, and, for whoever may see them, whether all of them can be read and
// the last restore drill went well.
void checkBackups(const SiteView& view, const security::ActingOperator& actor, DrillReport& report);

} // namespace gatehouse::drill
