#pragma once

#include "core/base/Result.h"
#include "core/video/Frame.h"
#include "core/vision/FaceDetector.h"
#include "core/vision/FaceEmbedder.h"
#include "core/vision/FaceLandmarks.h"
#include "core/vision/FaceLiveness.h"
#include "core/vision/FaceQualityRules.h"
#include "core/vision/FaceTypes.h"
#include "core/vision/ModelCatalogue.h"

#include <QImage>
#include <QRect>

#include <memory>
#include <optional>
#include <vector>

namespace gatehouse::vision {

enum class FaceSurroundings { Indoors, Outdoors }; // outdoors a face must score higher: foliage and façades look back

struct FaceOptions
{
    FaceSurroundings surroundings = FaceSurroundings::Indoors;
    int minimumHeight = 56; // px, of faces a live search is to find: see FaceDetectorOptions
    std::size_t maximumFaces = 12;
    FaceQualityRules quality;
};

// Everything that is done with the faces of one frame. Owns its networks and is owned by one thread. Cost on one core
// of 2020: detect 8 ms and 2 ms a face, assess 0.3, embed 12, liveness 7. Where OpenCV fails at run time the answer is
// empty and the log says so.
class FaceAnalyser
{
public:
    // ModelMissing, ModelInvalid.
    static Result<std::unique_ptr<FaceAnalyser>> create(const ModelCatalogue& catalogue, FaceOptions options = {});

    // Faces in `region` (pixels of the frame; null for all of it), the tallest first, with boxes and points in pixels
    // of the frame.
    std::vector<DetectedFace> detect(
        const video::Frame& frame, QRect region = {}, FaceSearch search = FaceSearch::Live);
    [[nodiscard]] FaceQuality assess(const video::Frame& frame, const DetectedFace& face) const;
    FaceEmbedding embed(const video::Frame& frame, const DetectedFace& face);
    // One sample for LivenessVotes, 0..1.
    std::optional<float> liveness(const video::Frame& frame, const DetectedFace& face);

    // Names the embedder and its file: vectors under different names must never be compared (FaceTemplate::model).
    [[nodiscard]] const QString& embedderName() const { return m_embedderName; }
    // The same without loading a network.
    [[nodiscard]] static Result<QString> embedderName(const ModelCatalogue& catalogue);

private:
    FaceAnalyser(FaceDetector detector, FaceLandmarks landmarks, FaceEmbedder embedder, FaceLiveness liveness,
        FaceQualityRules quality, QString embedderName);

    FaceDetector m_detector;
    FaceLandmarks m_landmarks;
    FaceEmbedder m_embedder;
    FaceLiveness m_liveness;
    FaceQualityRules m_quality;
    QString m_embedderName;
};

// The face a picture is about: large, certain and near the middle. Absent when there is none.
std::optional<DetectedFace> mainFace(const std::vector<DetectedFace>& faces, QSize picture);

// The part of the frame that shows a person the face with hair, chin and some room, scaled down to fit `bound`.
QImage faceCrop(const video::Frame& frame, const DetectedFace& face, QSize bound = {});

} // namespace gatehouse::vision
