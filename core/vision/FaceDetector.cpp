#include "core/vision/FaceDetector.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>

namespace gatehouse::vision {

namespace {

// A face that fills the picture needs room around it to be seen: the border added to each side, as share of the long
// side.
constexpr double ThoroughBorder = 0.4;
// When a person says there is a face, a weaker sign of one is believed, but not less than this.
constexpr float ThoroughScore = 0.5F;
// The smallest face worth enrolling, px.
constexpr int ThoroughHeight = 40;

// The picture inside the network's input: scaled by `scale`, shifted by `shift`, black around it.
struct Letterbox
{
    cv::Mat input;
    double scale = 1;
    QPointF shift;

    Letterbox(const cv::Mat& picture, QSize size)
        : input(cv::Mat::zeros(size.height(), size.width(), CV_8UC3))
        , scale(std::min(double(size.width()) / picture.cols, double(size.height()) / picture.rows))
    {
        const int width = std::clamp(static_cast<int>(std::lround(picture.cols * scale)), 1, size.width());
        const int height = std::clamp(static_cast<int>(std::lround(picture.rows * scale)), 1, size.height());
        const cv::Rect place((size.width() - width) / 2, (size.height() - height) / 2, width, height);
        shift = QPointF(place.x, place.y);
        cv::Mat inside = input(place);
        cv::resize(picture, inside, place.size(), 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    }

    [[nodiscard]] QPointF toPicture(double x, double y) const { return (QPointF(x, y) - shift) / scale; }
};

void moveBy(std::vector<FaceBox>& boxes, QPointF offset)
{
    for (FaceBox& face : boxes)
        face.box.translate(offset);
}

} // namespace

Result<FaceDetector> FaceDetector::create(const ModelCatalogue& catalogue, FaceDetectorOptions options)
{
    GATEHOUSE_TRY_ASSIGN(
        network, Network::load(catalogue, u"face-detector", { QStringLiteral("scores"), QStringLiteral("boxes") }));
    return FaceDetector(std::move(network), options);
}

FaceDetector::FaceDetector(Network network, FaceDetectorOptions options)
    : m_network(std::move(network))
    , m_options(options)
{
}

std::vector<FaceBox> FaceDetector::find(const cv::Mat& picture, FaceSearch search)
{
    if (picture.empty())
        return {};
    std::vector<FaceBox> faces =
        search == FaceSearch::Live ? findInTiles(picture, m_options.minimumHeight) : findThoroughly(picture);
    std::ranges::stable_sort(
        faces, [](const FaceBox& left, const FaceBox& right) { return left.box.height() > right.box.height(); });
    if (faces.size() > m_options.maximumFaces)
        faces.resize(m_options.maximumFaces);
    return faces;
}

std::vector<FaceBox> FaceDetector::findThoroughly(const cv::Mat& picture)
{
    if (auto faces = findOnce(picture, m_options.score); !faces.empty())
        return faces;

    const int border = static_cast<int>(std::max(picture.cols, picture.rows) * ThoroughBorder);
    cv::Mat framed;
    cv::copyMakeBorder(picture, framed, border, border, border, border, cv::BORDER_REPLICATE);
    for (const float score : { m_options.score, std::min(ThoroughScore, m_options.score) }) {
        if (auto faces = findOnce(framed, score); !faces.empty()) {
            moveBy(faces, QPointF(-border, -border));
            return faces;
        }
        if (auto faces = findOnce(picture, score); !faces.empty())
            return faces;
    }
    return findInTiles(picture, ThoroughHeight);
}

std::vector<FaceBox> FaceDetector::findInTiles(const cv::Mat& picture, int minimumHeight)
{
    std::vector<FaceBox> faces = findOnce(picture, m_options.score);
    for (const QRect& tile : faceTiles(QSize(picture.cols, picture.rows), minimumHeight)) {
        auto found = findOnce(picture(cv::Rect(tile.x(), tile.y(), tile.width(), tile.height())), m_options.score);
        moveBy(found, tile.topLeft());
        faces.insert(faces.end(), found.begin(), found.end());
    }
    return withoutDoubles(std::move(faces), m_options.overlap);
}

std::vector<FaceBox> FaceDetector::findOnce(const cv::Mat& picture, float score)
{
    const QSize size = m_network.input().size;
    const Letterbox letterbox(picture, size);
    const std::vector<cv::Mat> outputs = m_network.run(letterbox.input);
    if (outputs.size() != 2)
        return {};
    // scores 1×4420×2 (no face, face); boxes 1×4420×4, corners as fractions of the input, already decoded.
    const int places = outputs[0].size[1];
    const float* scores = outputs[0].ptr<float>();
    const float* corners = outputs[1].ptr<float>();
    std::vector<FaceBox> faces;
    for (int place = 0; place < places; ++place, scores += 2, corners += 4) {
        if (scores[1] <= score)
            continue;
        const QPointF topLeft =
            letterbox.toPicture(double(corners[0]) * size.width(), double(corners[1]) * size.height());
        const QPointF bottomRight =
            letterbox.toPicture(double(corners[2]) * size.width(), double(corners[3]) * size.height());
        if (const QRectF box(topLeft, bottomRight); !box.isEmpty())
            faces.push_back({ box, scores[1] });
    }
    return withoutDoubles(std::move(faces), m_options.overlap);
}

} // namespace gatehouse::vision
