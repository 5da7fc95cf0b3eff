#pragma once

#include "core/security/DualControl.h"
#include "core/security/Permission.h"

#include <QString>

namespace gatehouse::ui {

// What a role is for, in one or two sentences.
[[nodiscard]] QString roleHelp(security::Role role);
// What a permission lets one do: "Open, refuse and correct at a lane".
[[nodiscard]] QString permissionText(security::Permission permission);
// What takes two people: "Restore a backup".
[[nodiscard]] QString protectedActText(security::ProtectedAct act);

} // namespace gatehouse::ui
