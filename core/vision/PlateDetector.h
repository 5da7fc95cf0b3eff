#pragma once

#include "core/base/Result.h"
#include "core/vision/ModelCatalogue.h"
#include "core/vision/PlateTypes.h"

#include <memory>
#include <vector>

namespace cv {
class Mat;
}

namespace gatehouse::vision {

// Finds lines of text that may be the serial of a plate: PP-OCRv4's differentiable binarisation detector (Liao et al.,
// AAAI 2020). Internal to core/vision; owned by one thread.
//
// A network of OpenCV 4.6 that is fed a second input shape gives garbage without an error, so each shape has a network
// of its own; the last few are kept.
class PlateDetector
{
public:
    // ModelMissing, ModelInvalid.
    static Result<PlateDetector> create(const ModelCatalogue& catalogue);
    PlateDetector(PlateDetector&&) noexcept;
    PlateDetector& operator=(PlateDetector&&) noexcept;
    ~PlateDetector();

    // `picture` is 8-bit BGR, shrunk so that its longer side is at most `longSide` px. Lines at least
    // 6 px high and 24 px wide, 1.2 to 9 times as wide as high; corners in pixels of the picture. Empty when OpenCV
    // failed, which is logged.
    std::vector<DetectedPlate> detect(const cv::Mat& picture, int longSide);

private:
    struct Engine;
    explicit PlateDetector(std::unique_ptr<Engine> engine);
    std::unique_ptr<Engine> m_engine;
};

} // namespace gatehouse::vision
