#pragma once

#include "core/lane/LaneAnalyser.h"
#include "core/vision/PlateVotes.h"
#include "core/vision/Tracker.h"

#include <optional>

namespace gatehouse::lane {

// When a plate's track says what it has come to.
struct PlateTrackOptions
{
    vision::PlateVoteOptions votes;
    // ms after the first text that fitted: not settled by then, the lane says that it is unsure and reads on.
    qint64 unsureAfter = 1'000;
    // ms after the tries were used up without certainty until a standing car is tried anew: light and wipers change.
    qint64 tryAgainAfter = 3'000;
    // A text less probable than this is lettering or a grille as often as a plate; it counts as no text at all.
    float leastProbable = 0.05F;
    // Readings without any text that fits a format after which a line is taken for lettering, not a plate …
    int hopelessReads = 4;
    // … unless it has grown since to this many times its width: it was too far away.
    double grownEnough = 1.3;
    // … and, if it came in with motion, ms after which the lane says that it cannot read it.
    qint64 unreadableAfter = 1'200;
    // While a line comes nearer it is only glanced at, again and again, because the next picture of it will be better
    // than this one; but read thoroughly when that has gone on for so many ms.
    qint64 glanceFor = 500;
};

// What one track of a line of text has given so far: its readings, their votes, its best picture. Times are
// Frame::capturedAt() in ms. Pure but for the pictures it keeps; one owner.
class PlateTrack
{
public:
    PlateTrack(int id, PlateTrackOptions options);

    // Where the line is in this frame.
    void seen(const vision::TrackState& state, QSize frame, qint64 now);
    [[nodiscard]] bool wantsReading(qint64 now) const;
    // How the next reading is best done.
    [[nodiscard]] vision::PlateEffort nextEffort(qint64 now) const;
    [[nodiscard]] const QRectF& box() const { return m_box; } // pixels, as last seen
    [[nodiscard]] qint64 lastSeen() const { return m_lastSeen; }
    void read(const vision::PlateReading& reading, const video::Frame& frame, qint64 now);
    // The line was read thoroughly and gave nothing that could be a plate.
    void readNothing(qint64 now);
    // A glance at it told nothing.
    void glanced(const vision::DetectedPlate& line, const video::Frame& frame, qint64 now);

    struct Unread
    {
        video::Frame frame;
        vision::DetectedPlate line;
    };
    // The last glance that told nothing and was not followed by a reading: for a track that is over before it settled.
    [[nodiscard]] const std::optional<Unread>& unread() const { return m_unread; }

    // Something to say now, once for each thing said.
    [[nodiscard]] std::optional<Conclusion> conclusion(qint64 now);
    // The track is over: what it has, if it was never said.
    [[nodiscard]] std::optional<Conclusion> lastConclusion();
    // Absent while nothing says that it is a plate at all.
    [[nodiscard]] std::optional<TrackView> view() const;

private:
    void beLookedAt();
    [[nodiscard]] bool isHopeless() const;
    [[nodiscard]] bool hasGrown(double times) const;
    [[nodiscard]] bool cameIn() const;
    [[nodiscard]] Conclusion conclude(const vision::PlateVerdict& verdict);

    int m_id;
    PlateTrackOptions m_options;
    vision::PlateVotes m_votes;
    int m_round = 0; // readings in this round of votes
    int m_reads = 0;
    int m_emptyReads = 0;
    bool m_everFitted = false;
    std::optional<qint64> m_firstFit;
    qint64 m_firstSeen = 0;
    qint64 m_lastSeen = 0;
    qint64 m_lastRead = 0;
    double m_lookedWidth = 0; // px of the line when it was last looked at
    std::optional<qint64> m_glancingSince; // absent when it was read last, or never looked at
    std::optional<Unread> m_unread;
    QRectF m_firstBox; // pixels
    QRectF m_box; // pixels
    QSize m_frameSize;
    double m_travelled = 0; // px, farthest from the first place
    std::optional<vision::Certainty> m_said;
    PlateText m_saidText;

    struct Look
    {
        video::Frame frame;
        QRectF box;
    };
    std::optional<Look> m_best;
};

} // namespace gatehouse::lane
