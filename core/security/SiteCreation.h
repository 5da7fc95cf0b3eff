#pragma once

#include "core/security/OpenSite.h"

namespace gatehouse::security {

// A site is put together in a folder of its own inside the site's and moved into place as a whole, ring and store
// first: the key file in its place is what makes it a site. A crash before that leaves a folder that the next attempt
// clears.

// Where to put it together. AlreadyExists where there is a site, or a ring that may be the last copy of one.
Result<SitePaths> makeRoomForSite(const SitePaths& paths);
// What lies in that folder becomes the site.
Result<void> moveSiteIntoPlace(const SitePaths& paths);

} // namespace gatehouse::security
