#pragma once

#include "core/video/Connection.h"
#include "core/video/GstTypes.h"

namespace gatehouse::video {

// What an appsink may be given to make a Picture of.
inline constexpr char PictureCaps[] = "video/x-raw, format=(string){ I420, NV12, BGR }";

// The sample's picture, whose owner keeps the decoder's own memory mapped: nothing is copied, unless its colours are in
// full range (JPEG) and must be brought to the range a Frame promises. Absent when the sample holds no such picture.
// Its mediaTime is the sample's place in the stream. Internal to core/video.
std::optional<Picture> pictureOf(GstSample& sample);

} // namespace gatehouse::video
