#pragma once

#include "core/lane/LaneAnalyser.h"
#include "core/lane/PlateTrack.h"
#include "core/lane/SceneCut.h"
#include "core/vision/ModelCatalogue.h"
#include "core/vision/MotionGate.h"
#include "core/vision/PlateRecogniser.h"
#include "core/vision/Tracker.h"

#include <map>
#include <optional>
#include <vector>

namespace gatehouse::lane {

// A lane that reads plates. Searching the whole region for text is what costs, so it is done on motion only and, while
// a line is being read, only from time to time: between searches the line is looked for close to where it was. What
// comes nearer is only glanced at, until it can be read at a glance or stands.
class PlateLaneAnalyser final : public LaneAnalyser
{
public:
    // ModelMissing, ModelInvalid, InvalidArgument (no region).
    static Result<std::unique_ptr<PlateLaneAnalyser>> create(const vision::ModelCatalogue& catalogue, const Lane& lane);

    void setGallery(std::shared_ptr<const vision::FaceGallery> gallery) override;
    Analysis analyse(const video::Frame& frame) override;
    QList<Conclusion> finish() override;

private:
    PlateLaneAnalyser(std::unique_ptr<vision::PlateRecogniser> recogniser, const Lane& lane);

    [[nodiscard]] bool isReading(qint64 now) const;
    // Everywhere in the region, or only near the lines being read when the last full search was a moment ago.
    [[nodiscard]] std::vector<vision::DetectedPlate> findLines(const video::Frame& frame, QRect region, qint64 now);
    [[nodiscard]] std::vector<QRect> windows(QRect region, qint64 now) const;
    struct Wanted
    {
        int track = 0;
        vision::DetectedPlate line;
    };
    void readLines(const video::Frame& frame, const std::vector<vision::TrackState>& tracks,
        const std::vector<vision::DetectedPlate>& lines, qint64 now);
    void readLines(
        const video::Frame& frame, const std::vector<Wanted>& wanted, vision::PlateEffort effort, qint64 now);
    // What is over is read as well as it can be from what was kept of it.
    std::optional<Conclusion> conclude(PlateTrack& track);
    PlateTrack& track(int id);

    std::unique_ptr<vision::PlateRecogniser> m_recogniser;
    QRectF m_regionOfInterest;
    PlateTrackOptions m_options;
    SceneCut m_sceneCut;
    vision::MotionGate m_motion;
    vision::Tracker m_tracker;
    std::map<int, PlateTrack> m_tracks;
    std::optional<qint64> m_searchedAt; // everywhere
    qint64 m_lookedAt = 0; // anywhere
};

} // namespace gatehouse::lane
