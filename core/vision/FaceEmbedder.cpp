#include "core/vision/FaceEmbedder.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <utility>

namespace gatehouse::vision {

namespace {

// The length of the network's vector before it is made 1 says how much of an identity it saw: 3.6–3.9 for a good face,
// 3.2 with eyes 9 px apart, 2.3 where blur or darkness leave nothing. It follows the similarity to the same person's
// other pictures better (correlation 0.5–0.6) than size, sharpness or light do.
constexpr double NothingSeen = 2.3;
constexpr double ClearlySeen = 3.6;

} // namespace

Result<FaceEmbedder> FaceEmbedder::create(const ModelCatalogue& catalogue)
{
    GATEHOUSE_TRY_ASSIGN(network, Network::load(catalogue, u"face-embedder", { QStringLiteral("output") }));
    return FaceEmbedder(std::move(network));
}

FaceEmbedder::FaceEmbedder(Network network)
    : m_network(std::move(network))
{
}

FaceEmbedding FaceEmbedder::embed(const cv::Mat& aligned)
{
    if (aligned.empty())
        return {};
    const std::vector<cv::Mat> outputs = m_network.run(aligned);
    if (outputs.size() != 1)
        return {};
    const double length = cv::norm(outputs[0]);
    if (!(length > 0) || !std::isfinite(length))
        return {};
    FaceEmbedding result;
    const float* values = outputs[0].ptr<float>();
    result.vector.assign(values, values + outputs[0].total());
    for (float& value : result.vector)
        value = static_cast<float>(value / length);
    result.clarity = std::clamp((length - NothingSeen) / (ClearlySeen - NothingSeen), 0.0, 1.0);
    return result;
}

} // namespace gatehouse::vision
