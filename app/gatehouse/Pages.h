#pragma once

#include "ui/common/FinderSource.h"
#include "ui/common/Page.h"

#include <vector>

namespace gatehouse {

// The pages of the console in the order of the rail, and what Ctrl+K finds beside them. A new page is a line in
// Pages.cpp.
[[nodiscard]] std::vector<ui::PageEntry> consolePages();
[[nodiscard]] std::vector<ui::FinderSource> consoleFinders();

} // namespace gatehouse
