#pragma once

#include "core/access/AccessTypes.h"
#include "core/video/CameraSource.h"
#include "ui/common/Icon.h"
#include "ui/common/Tokens.h"

namespace gatehouse::ui {

// The sign and the colour that go with a state's word (ui/words/ReasonText.h). Pure.

[[nodiscard]] Icon verdictIcon(access::Verdict verdict);
[[nodiscard]] Role verdictRole(access::Verdict verdict);
// Alarm for a camera that gives no fresh picture, else Muted.
[[nodiscard]] Role cameraStateRole(const video::CameraState& state);

} // namespace gatehouse::ui
