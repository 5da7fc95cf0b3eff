#pragma once

#include "core/base/Error.h"

#include <glib.h>

namespace gatehouse::video {

enum class StreamKind { Live, Recorded };

// What an error message of a pipeline means to a guard. Internal to core/video.
ErrorCode errorCodeOf(const GError& error, StreamKind kind);

} // namespace gatehouse::video
