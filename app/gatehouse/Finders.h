#pragma once

#include "ui/common/FinderSource.h"

namespace gatehouse {

// Persons by name or number, vehicles by plate (O=0, I=1), read from the store; at most six of each.
[[nodiscard]] ui::FinderSource personFinder();
[[nodiscard]] ui::FinderSource vehicleFinder();

} // namespace gatehouse
