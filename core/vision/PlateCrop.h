#pragma once

#include "core/vision/PlateTypes.h"

#include <QSize>

namespace cv {
class Mat;
}

namespace gatehouse::vision {

// Internal to core/vision.

// What lies inside the corners, straightened to `size`; edges of the picture are continued outwards. Shrunk with area
// averaging, so that large plates keep their thin strokes.
cv::Mat plateCrop(const cv::Mat& picture, const PlateCorners& corners, QSize size);

// How the ground of a plate and its characters look.
enum class PlateGround {
    LightOnBlue, // small cars of China
    LightOnDark,
    DarkOnColour, // yellow or green ground
    DarkOnLight,
};

struct PlateLook
{
    PlateGround ground = PlateGround::DarkOnLight;
    double sharpness = 0; // variance of the Laplacian of a crop 48 px high
    double luma = 0; // mean, 0..255
};

PlateLook lookOf(const cv::Mat& picture, const PlateCorners& corners);

} // namespace gatehouse::vision
