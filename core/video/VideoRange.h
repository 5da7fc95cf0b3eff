#pragma once

#include "core/video/Connection.h"

namespace gatehouse::video {

// Replaces the planes of an I420 or NV12 picture in full range (0..255, as JPEG has them) by a copy in video range.
// False when memory is short.
bool bringToVideoRange(Picture& picture);

} // namespace gatehouse::video
