#include "core/vision/PlateDetector.h"

#include "core/vision/PlateGeometry.h"

#include <QLoggingCategory>

#include <algorithm>
#include <cmath>
#include <deque>
#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>

namespace gatehouse::vision {

namespace {

Q_LOGGING_CATEGORY(plateDetectorLog, "gatehouse.vision.plates")

constexpr int SideStep = 32; // the network halves its input five times
// Each holds its intermediate layers: some 200 MB at 1280×736.
constexpr std::size_t ShapesKept = 2;
// How far the shrunken text regions of the map are grown back, as the network was trained.
constexpr double UnclipRatio = 1.6;
constexpr double MinimumHeight = 6;
constexpr double MinimumWidth = 24;
constexpr double MinimumAspect = 1.2;
constexpr double MaximumAspect = 9;
// ImageNet's statistics, for values 0..1, in the BGR order the network was trained with.
const cv::Scalar DetectorMean(0.485, 0.456, 0.406);
const cv::Scalar DetectorDeviation(0.229, 0.224, 0.225);

struct Scaled
{
    cv::Mat input; // 32-bit float, sides multiples of SideStep
    double scale = 1;
};

Scaled scaledInput(const cv::Mat& picture, int longSide)
{
    // Enlarging finds no more plates and cuts their boxes worse (measured at 1.5 and 2.7).
    const double scale = std::min(static_cast<double>(longSide) / std::max(picture.cols, picture.rows), 1.0);
    const auto scaledSide = [&](int side) { return std::max(1, static_cast<int>(std::lround(side * scale))); };
    const auto stepped = [](int side) { return (side + SideStep - 1) / SideStep * SideStep; };
    cv::Mat content;
    cv::resize(picture, content, cv::Size(scaledSide(picture.cols), scaledSide(picture.rows)), 0, 0,
        scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    content.convertTo(content, CV_32FC3, 1.0 / 255);
    cv::subtract(content, DetectorMean, content);
    cv::divide(content, DetectorDeviation, content);
    cv::Mat input = cv::Mat::zeros(stepped(content.rows), stepped(content.cols), CV_32FC3);
    content.copyTo(input(cv::Rect(0, 0, content.cols, content.rows)));
    return { input, scale };
}

// The corners of a rotated box, clockwise from the one where the text begins (text within 45° of level).
PlateCorners cornersOf(const cv::RotatedRect& box, double scale)
{
    std::array<cv::Point2f, 4> points;
    box.points(points.data());
    std::ranges::sort(points, {}, &cv::Point2f::x);
    if (points[0].y > points[1].y)
        std::swap(points[0], points[1]);
    if (points[2].y > points[3].y)
        std::swap(points[2], points[3]);
    const auto corner = [&](const cv::Point2f& point) {
        return QPointF(static_cast<double>(point.x), static_cast<double>(point.y)) / scale;
    };
    return { corner(points[0]), corner(points[2]), corner(points[3]), corner(points[1]) };
}

double meanInside(const cv::Mat& map, const std::vector<cv::Point>& contour)
{
    const cv::Rect bounds = cv::boundingRect(contour);
    cv::Mat mask = cv::Mat::zeros(bounds.size(), CV_8U);
    cv::fillPoly(mask, std::vector<std::vector<cv::Point>> { contour }, cv::Scalar(1), cv::LINE_8, 0, -bounds.tl());
    return cv::mean(map(bounds), mask)[0];
}

} // namespace

struct PlateDetector::Engine
{
    struct Shaped
    {
        cv::Size size;
        cv::dnn::Net net;
    };

    cv::dnn::Net& netFor(cv::Size size)
    {
        const auto known = std::ranges::find(shapes, size, &Shaped::size);
        if (known != shapes.end()) {
            std::rotate(shapes.begin(), known, known + 1);
            return shapes.front().net;
        }
        cv::dnn::Net net = cv::dnn::readNetFromONNX(model.constData(), static_cast<std::size_t>(model.size()));
        net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
        shapes.push_front({ size, net });
        if (shapes.size() > ShapesKept)
            shapes.pop_back();
        return shapes.front().net;
    }

    cv::Mat textMap(const cv::Mat& input)
    {
        cv::dnn::Net& net = netFor(input.size());
        net.setInput(cv::dnn::blobFromImage(input));
        const cv::Mat output = net.forward();
        return cv::Mat(output.size[2], output.size[3], CV_32F, const_cast<float*>(output.ptr<float>())).clone();
    }

    std::vector<DetectedPlate> lines(const cv::Mat& map, double scale) const
    {
        cv::Mat isText;
        cv::threshold(map, isText, mapThreshold, 255, cv::THRESH_BINARY);
        isText.convertTo(isText, CV_8U);
        std::vector<std::vector<cv::Point>> contours;
        cv::findContours(isText, contours, cv::RETR_LIST, cv::CHAIN_APPROX_SIMPLE);
        std::vector<DetectedPlate> found;
        for (const auto& contour : contours) {
            if (const auto line = lineOf(map, contour, scale))
                found.push_back(*line);
        }
        return found;
    }

    std::optional<DetectedPlate> lineOf(const cv::Mat& map, const std::vector<cv::Point>& contour, double scale) const
    {
        if (contour.size() < 3)
            return std::nullopt;
        cv::RotatedRect box = cv::minAreaRect(contour);
        if (std::min(box.size.width, box.size.height) < 2)
            return std::nullopt;
        const double score = meanInside(map, contour);
        if (score < boxThreshold)
            return std::nullopt;
        const float grown = box.size.area() * static_cast<float>(UnclipRatio) / (box.size.width + box.size.height);
        box.size += cv::Size2f(grown, grown);
        const PlateCorners corners = cornersOf(box, scale);
        const double height = lineHeight(corners);
        const double aspect = lineWidth(corners) / std::max(height, 1e-6);
        if (height < MinimumHeight || lineWidth(corners) < MinimumWidth || aspect < MinimumAspect
            || aspect > MaximumAspect)
            return std::nullopt;
        return plateFrom(corners, static_cast<float>(score));
    }

    QByteArray model;
    double mapThreshold = 0.3;
    double boxThreshold = 0.5;
    std::deque<Shaped> shapes; // the last used first
};

PlateDetector::PlateDetector(std::unique_ptr<Engine> engine)
    : m_engine(std::move(engine))
{
}

PlateDetector::PlateDetector(PlateDetector&&) noexcept = default;
PlateDetector& PlateDetector::operator=(PlateDetector&&) noexcept = default;
PlateDetector::~PlateDetector() = default;

Result<PlateDetector> PlateDetector::create(const ModelCatalogue& catalogue)
{
    constexpr QStringView Name = u"plate-detector";
    auto engine = std::make_unique<Engine>();
    GATEHOUSE_TRY_ASSIGN(bytes, catalogue.load(Name));
    engine->model = std::move(bytes);
    GATEHOUSE_TRY_ASSIGN(map, catalogue.threshold(Name, u"map"));
    engine->mapThreshold = map;
    GATEHOUSE_TRY_ASSIGN(box, catalogue.threshold(Name, u"boxScore"));
    engine->boxThreshold = box;
    try {
        engine->textMap(cv::Mat::zeros(SideStep * 2, SideStep * 2, CV_32FC3));
    } catch (const cv::Exception& exception) {
        return failure(ErrorCode::ModelInvalid,
            QStringLiteral("OpenCV cannot run %1: %2").arg(Name, QString::fromStdString(exception.err)));
    }
    engine->shapes.clear();
    return PlateDetector(std::move(engine));
}

std::vector<DetectedPlate> PlateDetector::detect(const cv::Mat& picture, int longSide)
{
    if (picture.empty())
        return {};
    try {
        const Scaled scaled = scaledInput(picture, longSide);
        return m_engine->lines(m_engine->textMap(scaled.input), scaled.scale);
    } catch (const cv::Exception& exception) {
        qCWarning(plateDetectorLog) << "OpenCV failed to find plates" << exception.code;
        return {};
    }
}

} // namespace gatehouse::vision
