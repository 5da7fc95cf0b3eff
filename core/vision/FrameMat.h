#pragma once

#include "core/video/Frame.h"

#include <QRect>

namespace cv {
class Mat;
}

namespace gatehouse::vision {

// Internal to core/vision: only its .cpp files see OpenCV.

// `region` (pixels, clipped to the frame) as an own 8-bit BGR picture at native resolution; the whole frame when the
// region is null. Empty when the frame is null or the region lies outside. YUV frames are read as BT.601, limited
// range.
cv::Mat bgrPicture(const video::Frame& frame, QRect region = {});

// A region that may leave the frame, in its own size: outside, the frame's edge pixels are repeated. Empty when the
// frame is null or the region does not touch it.
cv::Mat bgrPictureRepeatingEdges(const video::Frame& frame, QRect region);

// `region` as bgrPicture() takes it, as 8-bit luma: the Y plane itself where there is one (no copy, valid while the
// frame lives), else computed from BGR.
cv::Mat lumaPicture(const video::Frame& frame, QRect region = {});

} // namespace gatehouse::vision
