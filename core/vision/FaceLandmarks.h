#pragma once

#include "core/vision/FaceTypes.h"
#include "core/vision/Network.h"

#include <QRect>

#include <array>
#include <optional>

namespace gatehouse::vision {

// 68 points in the order of iBUG 300-W, as fractions of the square they were found in.
using FaceContour = std::array<QPointF, 68>;

// The square a face's landmarks are looked for in: the height of its box, on the box's centre. It may leave the
// picture.
QRect landmarkSquare(const QRectF& faceBox);

// Eyes are the means of their lids' points, the nose its tip, the mouth's corners the means of the outer and inner
// lip's corner. In pixels, when `square` is.
FivePoints fivePoints(const FaceContour& contour, const QRect& square);

// Finds the landmarks of one face. Internal to core/vision; owned by one thread.
class FaceLandmarks
{
public:
    static Result<FaceLandmarks> create(const ModelCatalogue& catalogue);

    // `face` is the landmarkSquare() as 8-bit BGR, any size. Absent when the network failed.
    std::optional<FaceContour> find(const cv::Mat& face);

private:
    explicit FaceLandmarks(Network network);
    Network m_network;
};

} // namespace gatehouse::vision
