#pragma once

#include "core/lane/FaceTrack.h"
#include "core/lane/LaneAnalyser.h"
#include "core/lane/SceneCut.h"
#include "core/vision/FaceAnalyser.h"
#include "core/vision/FaceGallery.h"
#include "core/vision/ModelCatalogue.h"
#include "core/vision/MotionGate.h"
#include "core/vision/Tracker.h"

#include <map>

namespace gatehouse::lane {

// A lane that knows people by their faces: every frame with motion is searched, and of each face only the looks worth
// it are read.
class FaceLaneAnalyser final : public LaneAnalyser
{
public:
    // ModelMissing, ModelInvalid.
    static Result<std::unique_ptr<FaceLaneAnalyser>> create(const vision::ModelCatalogue& catalogue, const Lane& lane);

    void setGallery(std::shared_ptr<const vision::FaceGallery> gallery) override;
    Analysis analyse(const video::Frame& frame) override;
    QList<Conclusion> finish() override;

private:
    FaceLaneAnalyser(std::unique_ptr<vision::FaceAnalyser> faces, const FaceTrackOptions& options, const Lane& lane);

    void look(FaceTrack& track, const vision::TrackState& state, const vision::DetectedFace& face,
        const video::Frame& frame, qint64 now);
    FaceTrack& track(int id);

    std::unique_ptr<vision::FaceAnalyser> m_faces;
    std::shared_ptr<const vision::FaceGallery> m_gallery;
    FaceTrackOptions m_options;
    QRectF m_regionOfInterest;
    SceneCut m_sceneCut;
    vision::MotionGate m_motion;
    vision::Tracker m_tracker;
    std::map<int, FaceTrack> m_tracks;
};

} // namespace gatehouse::lane
