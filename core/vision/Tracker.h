#pragma once

#include <QPointF>
#include <QRectF>

#include <cstddef>
#include <optional>
#include <vector>

namespace gatehouse::vision {

struct TrackerOptions
{
    // A box continues a track when it overlaps the predicted box by this IoU …
    double minimumOverlap = 0.2;
    // … or when its centre is this near the predicted one, in mean box diagonals, and its area is alike.
    double maximumDistance = 0.8;
    // Smaller by larger area that still counts as alike.
    double minimumAreaRatio = 0.4;
    // Sightings that make a track of a first box; a single false detection never becomes one.
    int confirmAfter = 2;
    // ms without a sighting after which a track ends; it must outlast the pauses of the MotionGate.
    qint64 forgetAfter = 2000;
};

struct TrackState
{
    int id = 0; // counts up from 1, never used twice by one tracker
    QRectF box; // as last seen, pixels
    bool isConfirmed = false;
    int sightings = 0;
    qint64 firstSeen = 0; // ms
    qint64 lastSeen = 0;
    // Which of the boxes given to this update() it is; absent when the track was not seen in it.
    std::optional<std::size_t> observation;
};

struct TrackerUpdate
{
    std::vector<TrackState> alive; // by id, unconfirmed ones too
    std::vector<TrackState> ended; // by id, only those that had been confirmed
};

// Follows boxes over time: constant-velocity prediction, greedy assignment by affinity (overlap plus nearness), birth,
// confirmation and death. The same boxes and times always give the same tracks; it looks at no pixels and no clock.
// Times are milliseconds of any clock that does not run backwards (Frame::arrivedAt()). Not thread-safe: one owner.
class Tracker
{
public:
    explicit Tracker(TrackerOptions options = {});

    TrackerUpdate update(const std::vector<QRectF>& boxes, qint64 now);
    // Ends every track at once (a camera came back after a gap, or media ended). Ids go on.
    std::vector<TrackState> endAll();

private:
    struct Track
    {
        TrackState state;
        QPointF velocity; // px per ms
    };
    struct Pair
    {
        double affinity;
        std::size_t track;
        std::size_t box;
    };

    [[nodiscard]] QRectF predicted(const Track& track, qint64 now) const;
    [[nodiscard]] std::optional<double> affinity(const QRectF& expected, const QRectF& seen) const;
    [[nodiscard]] std::vector<Pair> candidatePairs(const std::vector<QRectF>& boxes, qint64 now) const;
    static void see(Track& track, const QRectF& box, std::size_t index, qint64 now);
    void begin(const QRectF& box, std::size_t index, qint64 now);

    TrackerOptions m_options;
    std::vector<Track> m_tracks; // by id
    int m_lastId = 0;
};

// Intersection over union of two boxes, 0..1; 0 when either is empty.
double intersectionOverUnion(const QRectF& left, const QRectF& right);

} // namespace gatehouse::vision
