#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/security/OpenSite.h"

namespace gatehouse {

// The demo site: a site like any other in a folder of its own, marked as a demonstration, whose cameras, people and
// vehicles are the drawn ones of resources/demo. Everything enters through the services an operator uses.

// Fills a site that was just made with NewSite::isDemo. Takes seconds (faces are looked at): never the GUI thread.
// ResourceMissing when the drawn media are not there, InvalidArgument when the site is no demonstration, and every
// error of the imports.
Result<void> fillDemoSite(security::OpenSite& site, const security::ActingOperator& administrator, const Clock& clock);

// Throws the demo away: the folder's store, keys and all. The site must be closed. InvalidArgument when the folder is
// not marked as the demo's, and then nothing is touched.
Result<void> removeDemoSite(const security::SitePaths& paths);

} // namespace gatehouse
