#pragma once

#include "ui/common/FinderSource.h"

namespace gatehouse {

// Persons by name or number, vehicles by plate (O=0, I=1), the newest events by plate or name, read from the store; at
// most six of each. Core checks the acting operator's permission.
[[nodiscard]] ui::FinderSource personFinder();
[[nodiscard]] ui::FinderSource vehicleFinder();
[[nodiscard]] ui::FinderSource eventFinder();

} // namespace gatehouse
