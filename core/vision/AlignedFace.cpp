#include "core/vision/AlignedFace.h"

#include "core/vision/FaceAlignment.h"
#include "core/vision/FrameMat.h"

#include <QRectF>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace gatehouse::vision {

namespace {

// Below this scale bilinear sampling would skip pixels.
constexpr double ShrinkFirstBelow = 0.5;
// Brows to chin, cheek to cheek, in the aligned face.
const cv::Rect InnerFace(28, 36, 56, 68);

// What of the frame the aligned square covers, with a pixel or two for the interpolation.
QRect coveredArea(const Similarity& toAligned)
{
    const Similarity toFrame = toAligned.inverted();
    QRectF bounds(toFrame.map(QPointF(0, 0)), QSizeF(0, 0));
    for (const QPointF corner :
        { QPointF(AlignedFaceSide, 0), QPointF(0, AlignedFaceSide), QPointF(AlignedFaceSide, AlignedFaceSide) }) {
        const QPointF point = toFrame.map(corner);
        bounds.setCoords(std::min(bounds.left(), point.x()), std::min(bounds.top(), point.y()),
            std::max(bounds.right(), point.x()), std::max(bounds.bottom(), point.y()));
    }
    const double room = 2 + 2 * toFrame.scale();
    return bounds.adjusted(-room, -room, room, room).toAlignedRect();
}

} // namespace

cv::Mat alignedFace(const video::Frame& frame, const FivePoints& points)
{
    Similarity transform = fitSimilarity(points, alignedFacePoints());
    if (!(transform.scale() > 0) || !std::isfinite(transform.scale()))
        return {};
    const QRect area = coveredArea(transform).intersected(QRect(QPoint(0, 0), frame.size()));
    cv::Mat picture = area.isEmpty() ? cv::Mat() : bgrPicture(frame, area);
    if (picture.empty())
        return {};
    FivePoints inside = points;
    for (QPointF& point : inside)
        point -= area.topLeft();
    if (transform.scale() < ShrinkFirstBelow) {
        const cv::Size size(std::max(1, static_cast<int>(std::lround(picture.cols * transform.scale()))),
            std::max(1, static_cast<int>(std::lround(picture.rows * transform.scale()))));
        const double across = double(size.width) / picture.cols;
        const double down = double(size.height) / picture.rows;
        cv::resize(picture, picture, size, 0, 0, cv::INTER_AREA);
        for (QPointF& point : inside)
            point = QPointF((point.x() + 0.5) * across - 0.5, (point.y() + 0.5) * down - 0.5);
    }
    transform = fitSimilarity(inside, alignedFacePoints());
    const cv::Matx23d matrix(
        transform.a, -transform.b, transform.shift.x(), transform.b, transform.a, transform.shift.y());
    cv::Mat aligned;
    cv::warpAffine(picture, aligned, matrix, cv::Size(AlignedFaceSide, AlignedFaceSide), cv::INTER_LINEAR);
    return aligned;
}

AlignedFaceMeasures measureAlignedFace(const cv::Mat& aligned)
{
    if (aligned.empty())
        return {};
    cv::Mat grey;
    cv::cvtColor(aligned(InnerFace), grey, cv::COLOR_BGR2GRAY);
    cv::Mat edges;
    cv::Laplacian(grey, edges, CV_32F);
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(edges, mean, deviation);
    return { deviation[0] * deviation[0], cv::mean(grey)[0] };
}

} // namespace gatehouse::vision
