#pragma once

#include "core/privacy/Leftover.h"
#include "ui/words/SiteTime.h"

namespace gatehouse::ui {

// What stays of whom is removed, until when, and how more than that is done.
[[nodiscard]] QString leftoverText(const privacy::Leftover& leftover, const SiteTime& time);

} // namespace gatehouse::ui
