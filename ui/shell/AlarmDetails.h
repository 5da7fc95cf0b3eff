#pragma once

#include "ui/common/Appearance.h"
#include "ui/shell/SiteStatus.h"

#include <QWidget>

namespace gatehouse::ui {

// What the status strip says, in sentences: alarms first, then how many people are stored, cameras and gates. Made anew
// when the status changes; the caller owns it.
[[nodiscard]] QWidget* makeAlarmDetails(const Appearance& appearance, const SiteStatus& status);

} // namespace gatehouse::ui
