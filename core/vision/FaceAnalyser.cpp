#include "core/vision/FaceAnalyser.h"

#include "core/vision/AlignedFace.h"
#include "core/vision/FaceAlignment.h"
#include "core/vision/FrameMat.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <utility>

namespace gatehouse::vision {

namespace {

constexpr int NameDigits = 8; // of the file's hash, enough to tell two versions apart

// Room around the detector's box, which ends at brows and chin; shares of its size.
constexpr double CropAside = 0.35;
constexpr double CropAbove = 0.45;
constexpr double CropBelow = 0.25;

// How much less a face counts the further it is from the middle, and the least it counts for in a corner.
constexpr double FallFromCentre = 1.5;
constexpr double LeastCentral = 0.05;

} // namespace

Result<std::unique_ptr<FaceAnalyser>> FaceAnalyser::create(const ModelCatalogue& catalogue, FaceOptions options)
{
    const bool isOutdoors = options.surroundings == FaceSurroundings::Outdoors;
    GATEHOUSE_TRY_ASSIGN(score, catalogue.threshold(u"face-detector", isOutdoors ? u"scoreOutdoors" : u"score"));
    GATEHOUSE_TRY_ASSIGN(overlap, catalogue.threshold(u"face-detector", u"overlap"));
    FaceDetectorOptions detection;
    detection.score = static_cast<float>(score);
    detection.overlap = static_cast<float>(overlap);
    detection.minimumHeight = options.minimumHeight;
    detection.maximumFaces = options.maximumFaces;
    GATEHOUSE_TRY_ASSIGN(detector, FaceDetector::create(catalogue, detection));
    GATEHOUSE_TRY_ASSIGN(landmarks, FaceLandmarks::create(catalogue));
    GATEHOUSE_TRY_ASSIGN(embedder, FaceEmbedder::create(catalogue));
    GATEHOUSE_TRY_ASSIGN(liveness, FaceLiveness::create(catalogue));
    GATEHOUSE_TRY_ASSIGN(name, embedderName(catalogue));
    return std::unique_ptr<FaceAnalyser>(new FaceAnalyser(
        std::move(detector), std::move(landmarks), std::move(embedder), std::move(liveness), options.quality, name));
}

FaceAnalyser::FaceAnalyser(FaceDetector detector, FaceLandmarks landmarks, FaceEmbedder embedder, FaceLiveness liveness,
    FaceQualityRules quality, QString embedderName)
    : m_detector(std::move(detector))
    , m_landmarks(std::move(landmarks))
    , m_embedder(std::move(embedder))
    , m_liveness(std::move(liveness))
    , m_quality(quality)
    , m_embedderName(std::move(embedderName))
{
}

Result<QString> FaceAnalyser::embedderName(const ModelCatalogue& catalogue)
{
    GATEHOUSE_TRY_ASSIGN(model, catalogue.model(u"face-embedder"));
    return model.name + QLatin1Char('/') + QString::fromLatin1(model.sha256.first(NameDigits));
}

std::vector<DetectedFace> FaceAnalyser::detect(const video::Frame& frame, QRect region, FaceSearch search)
{
    const QRect whole(QPoint(0, 0), frame.size());
    const QRect searched = region.isNull() ? whole : region.intersected(whole);
    if (frame.isNull() || searched.isEmpty())
        return {};
    std::vector<DetectedFace> faces;
    for (const FaceBox& found : m_detector.find(bgrPicture(frame, searched), search)) {
        const QRectF box = found.box.translated(searched.topLeft());
        const QRect square = landmarkSquare(box);
        const auto contour = m_landmarks.find(bgrPictureRepeatingEdges(frame, square));
        if (!contour)
            continue;
        const FivePoints points = fivePoints(*contour, square);
        if (isPlausibleFace(points))
            faces.push_back({ box, found.score, points });
    }
    return faces;
}

FaceQuality FaceAnalyser::assess(const video::Frame& frame, const DetectedFace& face) const
{
    const AlignedFaceMeasures measures = measureAlignedFace(alignedFace(frame, face.points));
    const HeadPose pose = headPose(face.points);
    FaceQuality quality;
    quality.eyeDistance = eyeDistance(face.points);
    quality.sharpness = measures.sharpness;
    quality.luma = measures.luma;
    quality.yaw = pose.yaw;
    quality.pitch = pose.pitch;
    quality.roll = pose.roll;
    return judged(quality, m_quality);
}

FaceEmbedding FaceAnalyser::embed(const video::Frame& frame, const DetectedFace& face)
{
    return m_embedder.embed(alignedFace(frame, face.points));
}

std::optional<float> FaceAnalyser::liveness(const video::Frame& frame, const DetectedFace& face)
{
    return m_liveness.judge(bgrPicture(frame, livenessSquare(face.box, frame.size())));
}

std::optional<DetectedFace> mainFace(const std::vector<DetectedFace>& faces, QSize picture)
{
    const QPointF middle(picture.width() / 2.0, picture.height() / 2.0);
    const double reach = std::max({ picture.width(), picture.height(), 1 });
    const auto weight = [&](const DetectedFace& face) {
        const QPointF offset = face.box.center() - middle;
        const double central = std::max(LeastCentral, 1 - FallFromCentre * std::hypot(offset.x(), offset.y()) / reach);
        return face.score * face.box.width() * face.box.height() * central;
    };
    const auto heaviest = std::ranges::max_element(faces, {}, weight);
    return heaviest == faces.end() ? std::nullopt : std::optional(*heaviest);
}

QImage faceCrop(const video::Frame& frame, const DetectedFace& face, QSize bound)
{
    const double width = face.box.width();
    const double height = face.box.height();
    const QRect area = face.box.adjusted(-CropAside * width, -CropAbove * height, CropAside * width, CropBelow * height)
                           .toAlignedRect()
                           .intersected(QRect(QPoint(0, 0), frame.size()));
    return area.isEmpty() ? QImage() : frame.toImage(area, bound);
}

} // namespace gatehouse::vision
