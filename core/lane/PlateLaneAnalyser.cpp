#include "core/lane/PlateLaneAnalyser.h"

#include "core/lane/FramePlace.h"

#include <algorithm>
#include <utility>

namespace gatehouse::lane {

namespace {

vision::PlateOptions plateOptions(const Lane& lane)
{
    vision::PlateOptions options;
    if (!lane.regions.isEmpty())
        options.regions = lane.regions;
    return options;
}

vision::MotionGateOptions plateMotionOptions()
{
    vision::MotionGateOptions options;
    // A search costs a good part of a second: without motion a look now and then is enough.
    options.passEvery = 1'500;
    return options;
}

vision::TrackerOptions plateTrackerOptions()
{
    vision::TrackerOptions options;
    // A line counts from its first sighting: it becomes an event only through its readings.
    options.confirmAfter = 1;
    return options;
}

} // namespace

Result<std::unique_ptr<PlateLaneAnalyser>> PlateLaneAnalyser::create(
    const vision::ModelCatalogue& catalogue, const Lane& lane)
{
    GATEHOUSE_TRY_ASSIGN(recogniser, vision::PlateRecogniser::create(catalogue, plateOptions(lane)));
    return std::unique_ptr<PlateLaneAnalyser>(new PlateLaneAnalyser(std::move(recogniser), lane));
}

PlateLaneAnalyser::PlateLaneAnalyser(std::unique_ptr<vision::PlateRecogniser> recogniser, const Lane& lane)
    : m_recogniser(std::move(recogniser))
    , m_regionOfInterest(lane.regionOfInterest)
    , m_motion(plateMotionOptions())
    , m_tracker(plateTrackerOptions())
{
    m_options.votes.accept = m_recogniser->acceptThreshold();
}

void PlateLaneAnalyser::setGallery(std::shared_ptr<const vision::FaceGallery>)
{
}

Analysis PlateLaneAnalyser::analyse(const video::Frame& frame)
{
    const qint64 now = frame.capturedAt().milliseconds();
    const QRect region = pixelRegion(m_regionOfInterest, frame.size());
    Analysis result;
    if (m_sceneCut.isCut(frame))
        result.lastScene = finish();
    const auto motion = m_motion.look(frame, region, now);
    if (motion == vision::MotionGate::Verdict::Still && !isReading(now)) {
        result.isSkipped = true;
        return result;
    }

    const std::vector<vision::DetectedPlate> lines = m_recogniser->detect(frame, region);
    std::vector<QRectF> boxes;
    for (const vision::DetectedPlate& line : lines)
        boxes.push_back(line.box);
    const vision::TrackerUpdate update = m_tracker.update(boxes, now);
    for (const vision::TrackState& state : update.alive) {
        if (state.observation)
            track(state.id).seen(state, frame.size(), now);
    }
    readLines(frame, update.alive, lines, now);

    for (const vision::TrackState& state : update.alive) {
        PlateTrack& alive = track(state.id);
        if (auto conclusion = alive.conclusion(now))
            result.conclusions.append(*conclusion);
        if (const auto view = alive.view(); view && state.observation)
            result.views.append(*view);
    }
    for (const vision::TrackState& state : update.ended) {
        if (auto conclusion = track(state.id).lastConclusion())
            result.conclusions.append(*conclusion);
        m_tracks.erase(state.id);
    }
    return result;
}

QList<Conclusion> PlateLaneAnalyser::finish()
{
    QList<Conclusion> result;
    for (const vision::TrackState& state : m_tracker.endAll()) {
        if (auto conclusion = track(state.id).lastConclusion())
            result.append(*conclusion);
    }
    m_tracks.clear();
    return result;
}

bool PlateLaneAnalyser::isReading(qint64 now) const
{
    return std::any_of(
        m_tracks.begin(), m_tracks.end(), [now](const auto& entry) { return entry.second.wantsReading(now); });
}

void PlateLaneAnalyser::readLines(const video::Frame& frame, const std::vector<vision::TrackState>& tracks,
    const std::vector<vision::DetectedPlate>& lines, qint64 now)
{
    std::vector<vision::DetectedPlate> wanted;
    std::vector<int> owners;
    for (const vision::TrackState& state : tracks) {
        if (state.observation && track(state.id).wantsReading(now)) {
            wanted.push_back(lines[*state.observation]);
            owners.push_back(state.id);
        }
    }
    if (wanted.empty())
        return;
    std::vector<bool> isRead(wanted.size(), false);
    for (const vision::PlateReading& reading : m_recogniser->read(frame, wanted)) {
        // The reader may straighten or leave out a line: a reading belongs to the line it lies on.
        std::size_t nearest = 0;
        double overlap = 0;
        for (std::size_t index = 0; index < wanted.size(); ++index) {
            const double share = vision::intersectionOverUnion(wanted[index].box, reading.plate.box);
            if (share > overlap) {
                overlap = share;
                nearest = index;
            }
        }
        if (overlap <= 0 || isRead[nearest])
            continue;
        isRead[nearest] = true;
        track(owners[nearest]).read(reading, frame, now);
    }
    for (std::size_t index = 0; index < wanted.size(); ++index) {
        if (!isRead[index])
            track(owners[index]).readNothing(now);
    }
}

PlateTrack& PlateLaneAnalyser::track(int id)
{
    return m_tracks.try_emplace(id, id, m_options).first->second;
}

} // namespace gatehouse::lane
