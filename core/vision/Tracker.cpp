#include "core/vision/Tracker.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace gatehouse::vision {

namespace {

// A prediction further ahead than this says more about the noise of the boxes than about where the object went.
constexpr qint64 LongestPrediction = 600;
// Share of a new speed measurement that enters the estimate.
constexpr double VelocityGain = 0.5;

double area(const QRectF& box)
{
    return box.isEmpty() ? 0.0 : box.width() * box.height();
}

double diagonal(const QRectF& box)
{
    return std::hypot(box.width(), box.height());
}

} // namespace

double intersectionOverUnion(const QRectF& left, const QRectF& right)
{
    const double shared = area(left.intersected(right));
    const double joined = area(left) + area(right) - shared;
    return joined > 0 ? shared / joined : 0;
}

Tracker::Tracker(TrackerOptions options)
    : m_options(options)
{
}

TrackerUpdate Tracker::update(const std::vector<QRectF>& boxes, qint64 now)
{
    TrackerUpdate result;
    for (Track& track : m_tracks)
        track.state.observation.reset();
    // Before the boxes are given away: what was not seen for so long is not continued by whatever stands there now.
    const auto isOver = [&](const Track& track) { return now - track.state.lastSeen > m_options.forgetAfter; };
    for (const Track& track : m_tracks) {
        if (isOver(track) && track.state.isConfirmed)
            result.ended.push_back(track.state);
    }
    std::erase_if(m_tracks, isOver);

    std::vector<bool> isTaken(boxes.size(), false);
    for (const Pair& pair : candidatePairs(boxes, now)) {
        Track& track = m_tracks[pair.track];
        if (track.state.observation || isTaken[pair.box])
            continue;
        isTaken[pair.box] = true;
        see(track, boxes[pair.box], pair.box, now);
    }
    for (std::size_t index = 0; index < boxes.size(); ++index) {
        if (!isTaken[index])
            begin(boxes[index], index, now);
    }
    for (Track& track : m_tracks) {
        track.state.isConfirmed = track.state.isConfirmed || track.state.sightings >= m_options.confirmAfter;
        result.alive.push_back(track.state);
    }
    return result;
}

std::vector<TrackState> Tracker::endAll()
{
    std::vector<TrackState> ended;
    for (Track& track : std::exchange(m_tracks, {})) {
        track.state.observation.reset();
        if (track.state.isConfirmed)
            ended.push_back(track.state);
    }
    return ended;
}

QRectF Tracker::predicted(const Track& track, qint64 now) const
{
    const auto elapsed = static_cast<double>(std::clamp<qint64>(now - track.state.lastSeen, 0, LongestPrediction));
    return track.state.box.translated(track.velocity * elapsed);
}

std::optional<double> Tracker::affinity(const QRectF& expected, const QRectF& seen) const
{
    const double overlap = intersectionOverUnion(expected, seen);
    const QPointF offset = seen.center() - expected.center();
    const double reach = (diagonal(expected) + diagonal(seen)) / 2;
    const double distance = reach > 0 ? std::hypot(offset.x(), offset.y()) / reach : m_options.maximumDistance + 1;
    const double larger = std::max(area(expected), area(seen));
    const bool isAlike = larger > 0 && std::min(area(expected), area(seen)) / larger >= m_options.minimumAreaRatio;
    const bool isNear = isAlike && distance <= m_options.maximumDistance;
    if (overlap < m_options.minimumOverlap && !isNear)
        return std::nullopt;
    return overlap + std::max(0.0, 1 - distance / m_options.maximumDistance);
}

std::vector<Tracker::Pair> Tracker::candidatePairs(const std::vector<QRectF>& boxes, qint64 now) const
{
    std::vector<Pair> pairs;
    for (std::size_t track = 0; track < m_tracks.size(); ++track) {
        const QRectF expected = predicted(m_tracks[track], now);
        for (std::size_t box = 0; box < boxes.size(); ++box) {
            // An object that stopped is still where it was seen, however fast it came.
            const auto moved = affinity(expected, boxes[box]);
            const auto stayed = affinity(m_tracks[track].state.box, boxes[box]);
            if (moved || stayed)
                pairs.push_back({ std::max(moved.value_or(0), stayed.value_or(0)), track, box });
        }
    }
    // Stable, so that equal affinities go to the older track and the earlier box.
    std::stable_sort(
        pairs.begin(), pairs.end(), [](const Pair& left, const Pair& right) { return left.affinity > right.affinity; });
    return pairs;
}

void Tracker::see(Track& track, const QRectF& box, std::size_t index, qint64 now)
{
    if (const qint64 elapsed = now - track.state.lastSeen; elapsed > 0) {
        const QPointF measured = (box.center() - track.state.box.center()) / static_cast<double>(elapsed);
        const bool isFirst = track.state.sightings == 1;
        track.velocity = isFirst ? measured : track.velocity + (measured - track.velocity) * VelocityGain;
    }
    track.state.box = box;
    track.state.lastSeen = now;
    track.state.observation = index;
    ++track.state.sightings;
}

void Tracker::begin(const QRectF& box, std::size_t index, qint64 now)
{
    Track track;
    track.state.id = ++m_lastId;
    track.state.box = box;
    track.state.sightings = 1;
    track.state.firstSeen = now;
    track.state.lastSeen = now;
    track.state.observation = index;
    m_tracks.push_back(std::move(track));
}

} // namespace gatehouse::vision
