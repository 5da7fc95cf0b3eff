#include "core/vision/FaceLiveness.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>

namespace gatehouse::vision {

namespace {

constexpr double Widening = 2.7;
constexpr std::size_t Classes = 3; // live, and two kinds of presentation

int placed(double centre, int side, int total)
{
    return std::clamp(static_cast<int>(std::floor(centre - side / 2.0)), 0, total - side);
}

} // namespace

QRect livenessSquare(const QRectF& faceBox, QSize frame)
{
    const int wanted = std::max(1, static_cast<int>(std::lround(faceBox.height() * Widening)));
    const int side = std::min({ wanted, frame.width(), frame.height() });
    return { placed(faceBox.center().x(), side, frame.width()), placed(faceBox.center().y(), side, frame.height()),
        side, side };
}

Result<FaceLiveness> FaceLiveness::create(const ModelCatalogue& catalogue)
{
    GATEHOUSE_TRY_ASSIGN(network, Network::load(catalogue, u"face-liveness", { QStringLiteral("output") }));
    return FaceLiveness(std::move(network));
}

FaceLiveness::FaceLiveness(Network network)
    : m_network(std::move(network))
{
}

std::optional<float> FaceLiveness::judge(const cv::Mat& surroundings)
{
    if (surroundings.empty())
        return std::nullopt;
    const QSize size = m_network.input().size;
    cv::Mat input;
    cv::resize(surroundings, input, cv::Size(size.width(), size.height()), 0, 0,
        surroundings.cols > size.width() ? cv::INTER_AREA : cv::INTER_LINEAR);
    const std::vector<cv::Mat> outputs = m_network.run(input);
    if (outputs.size() != 1 || outputs[0].total() != Classes)
        return std::nullopt;
    const float* values = outputs[0].ptr<float>();
    const float largest = *std::max_element(values, values + Classes);
    float sum = 0;
    for (std::size_t index = 0; index < Classes; ++index)
        sum += std::exp(values[index] - largest);
    return std::exp(values[0] - largest) / sum;
}

} // namespace gatehouse::vision
