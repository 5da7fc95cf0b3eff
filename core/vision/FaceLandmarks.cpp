#include "core/vision/FaceLandmarks.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <opencv2/imgproc.hpp>
#include <utility>

namespace gatehouse::vision {

QRect landmarkSquare(const QRectF& faceBox)
{
    const int side = std::max(1, static_cast<int>(std::lround(faceBox.height())));
    const QPointF corner = faceBox.center() - QPointF(faceBox.height(), faceBox.height()) / 2;
    return { static_cast<int>(std::floor(corner.x())), static_cast<int>(std::floor(corner.y())), side, side };
}

FivePoints fivePoints(const FaceContour& contour, const QRect& square)
{
    const auto mean = [&](std::initializer_list<std::size_t> indices) {
        QPointF sum;
        for (const std::size_t index : indices)
            sum += contour[index];
        return QPointF(square.topLeft()) + sum * square.width() / static_cast<double>(indices.size());
    };
    return { mean({ 37, 38, 40, 41 }), mean({ 43, 44, 46, 47 }), mean({ 30 }), mean({ 48, 60 }), mean({ 54, 64 }) };
}

Result<FaceLandmarks> FaceLandmarks::create(const ModelCatalogue& catalogue)
{
    GATEHOUSE_TRY_ASSIGN(network, Network::load(catalogue, u"face-landmarks", { QStringLiteral("output") }));
    return FaceLandmarks(std::move(network));
}

FaceLandmarks::FaceLandmarks(Network network)
    : m_network(std::move(network))
{
}

std::optional<FaceContour> FaceLandmarks::find(const cv::Mat& face)
{
    if (face.empty())
        return std::nullopt;
    const QSize size = m_network.input().size;
    cv::Mat input;
    cv::resize(face, input, cv::Size(size.width(), size.height()), 0, 0,
        face.cols > size.width() ? cv::INTER_AREA : cv::INTER_LINEAR);
    cv::cvtColor(input, input, cv::COLOR_BGR2GRAY);
    const std::vector<cv::Mat> outputs = m_network.run(input);
    FaceContour contour;
    if (outputs.size() != 1 || outputs[0].total() != 2 * contour.size())
        return std::nullopt;
    const float* values = outputs[0].ptr<float>();
    for (QPointF& point : contour) {
        point = QPointF(values[0], values[1]);
        values += 2;
    }
    return contour;
}

} // namespace gatehouse::vision
