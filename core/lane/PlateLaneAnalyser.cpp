#include "core/lane/PlateLaneAnalyser.h"

#include "core/lane/FramePlace.h"

#include <algorithm>
#include <utility>

namespace gatehouse::lane {

namespace {

// A full search of the region, while lines are being read near by.
constexpr qint64 FullSearchEvery = 800; // ms
// Where a line is looked for between full searches: one size, because the networks are made ready for each size they
// meet. Plates wider than half of it are found by full searches only.
constexpr QSize SearchWindow(384, 192);
constexpr std::size_t MostWindows = 2;

vision::PlateOptions plateOptions(const Lane& lane)
{
    vision::PlateOptions options;
    // Who draws a region of interest shows the gate from near; the whole picture may hold plates that are small in it.
    const bool isWholeFrame = lane.regionOfInterest.width() * lane.regionOfInterest.height() > 0.9;
    options.longSide = isWholeFrame ? 960 : 640;
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

    const std::vector<vision::DetectedPlate> lines = findLines(frame, region, now);
    std::vector<QRectF> boxes;
    for (const vision::DetectedPlate& line : lines)
        boxes.push_back(line.box);
    const vision::TrackerUpdate update = m_tracker.update(boxes, now);
    for (const vision::TrackState& state : update.alive) {
        if (state.observation)
            track(state.id).seen(state, frame.size(), now);
    }
    m_lookedAt = now;
    readLines(frame, update.alive, lines, now);

    for (const vision::TrackState& state : update.alive) {
        PlateTrack& alive = track(state.id);
        if (auto conclusion = alive.conclusion(now))
            result.conclusions.append(*conclusion);
        if (const auto view = alive.view(); view && state.observation)
            result.views.append(*view);
    }
    for (const vision::TrackState& state : update.ended) {
        if (auto conclusion = conclude(track(state.id)))
            result.conclusions.append(*conclusion);
        m_tracks.erase(state.id);
    }
    return result;
}

QList<Conclusion> PlateLaneAnalyser::finish()
{
    QList<Conclusion> result;
    for (const vision::TrackState& state : m_tracker.endAll()) {
        if (auto conclusion = conclude(track(state.id)))
            result.append(*conclusion);
    }
    m_tracks.clear();
    m_searchedAt.reset();
    return result;
}

std::vector<vision::DetectedPlate> PlateLaneAnalyser::findLines(const video::Frame& frame, QRect region, qint64 now)
{
    const std::vector<QRect> near = windows(region, now);
    if (near.empty()) {
        m_searchedAt = now;
        return m_recogniser->detect(frame, region);
    }
    std::vector<vision::DetectedPlate> lines;
    for (const QRect& window : near) {
        for (vision::DetectedPlate& line : m_recogniser->detect(frame, window)) {
            const bool isDouble = std::any_of(lines.begin(), lines.end(), [&line](const vision::DetectedPlate& known) {
                return vision::intersectionOverUnion(known.box, line.box) > 0.3;
            });
            if (!isDouble)
                lines.push_back(std::move(line));
        }
    }
    return lines;
}

std::vector<QRect> PlateLaneAnalyser::windows(QRect region, qint64 now) const
{
    std::vector<QRect> result;
    const bool isDue = !m_searchedAt || now - *m_searchedAt >= FullSearchEvery;
    if (isDue || region.width() < 2 * SearchWindow.width() / 3 || region.height() < SearchWindow.height())
        return result;
    for (const auto& [id, track] : m_tracks) {
        // One that was lost from sight is searched for everywhere.
        if (track.lastSeen() < m_lookedAt || !track.wantsReading(now))
            continue;
        const QRectF box = track.box();
        if (box.width() > SearchWindow.width() / 2.0 || result.size() == MostWindows)
            return {};
        QRect window(QPoint(), SearchWindow.boundedTo(region.size()));
        window.moveCenter(box.center().toPoint());
        window.moveLeft(std::clamp(window.left(), region.left(), region.right() + 1 - window.width()));
        window.moveTop(std::clamp(window.top(), region.top(), region.bottom() + 1 - window.height()));
        result.push_back(window);
    }
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
    std::vector<Wanted> toGlanceAt;
    std::vector<Wanted> toRead;
    for (const vision::TrackState& state : tracks) {
        if (!state.observation || !track(state.id).wantsReading(now))
            continue;
        const bool isGlance = track(state.id).nextEffort(now) == vision::PlateEffort::Glance;
        (isGlance ? toGlanceAt : toRead).push_back({ state.id, lines[*state.observation] });
    }
    readLines(frame, toGlanceAt, vision::PlateEffort::Glance, now);
    readLines(frame, toRead, vision::PlateEffort::Thorough, now);
}

void PlateLaneAnalyser::readLines(
    const video::Frame& frame, const std::vector<Wanted>& wanted, vision::PlateEffort effort, qint64 now)
{
    if (wanted.empty())
        return;
    std::vector<vision::DetectedPlate> lines;
    for (const Wanted& each : wanted)
        lines.push_back(each.line);
    std::vector<bool> isRead(wanted.size(), false);
    for (const vision::PlateReading& reading : m_recogniser->read(frame, lines, effort)) {
        // The reader may straighten or leave out a line: a reading belongs to the line it lies on.
        std::size_t nearest = 0;
        double overlap = 0;
        for (std::size_t index = 0; index < lines.size(); ++index) {
            const double share = vision::intersectionOverUnion(lines[index].box, reading.plate.box);
            if (share > overlap) {
                overlap = share;
                nearest = index;
            }
        }
        if (overlap <= 0 || isRead[nearest])
            continue;
        isRead[nearest] = true;
        track(wanted[nearest].track).read(reading, frame, now);
    }
    for (std::size_t index = 0; index < wanted.size(); ++index) {
        PlateTrack& looked = track(wanted[index].track);
        if (isRead[index])
            continue;
        if (effort == vision::PlateEffort::Glance)
            looked.glanced(wanted[index].line, frame, now);
        else
            looked.readNothing(now);
    }
}

std::optional<Conclusion> PlateLaneAnalyser::conclude(PlateTrack& track)
{
    if (const auto unread = track.unread()) {
        const auto readings = m_recogniser->read(unread->frame, { unread->line });
        if (!readings.empty())
            track.read(readings.front(), unread->frame, unread->frame.capturedAt().milliseconds());
    }
    return track.lastConclusion();
}

PlateTrack& PlateLaneAnalyser::track(int id)
{
    return m_tracks.try_emplace(id, id, m_options).first->second;
}

} // namespace gatehouse::lane
