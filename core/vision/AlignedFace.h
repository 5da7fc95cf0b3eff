#pragma once

#include "core/video/Frame.h"
#include "core/vision/FaceTypes.h"

namespace cv {
class Mat;
}

namespace gatehouse::vision {

// Internal to core/vision.

// The face as the embedder wants it: 112×112, 8-bit BGR, its five points on alignedFacePoints(); black where the frame
// ends. Faces more than twice that size are shrunk by area averaging first. Empty when the frame is null or the points
// lie outside it.
cv::Mat alignedFace(const video::Frame& frame, const FivePoints& points);

struct AlignedFaceMeasures
{
    double sharpness = 0; // variance of the Laplacian
    double luma = 0; // mean, 0..255
};

// Measured between brows and chin only, so that neither hair nor the black beyond the frame counts.
AlignedFaceMeasures measureAlignedFace(const cv::Mat& aligned);

} // namespace gatehouse::vision
