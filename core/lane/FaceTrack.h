#pragma once

#include "core/lane/LaneAnalyser.h"
#include "core/vision/FaceVotes.h"
#include "core/vision/LivenessVotes.h"
#include "core/vision/Tracker.h"

#include <optional>

namespace gatehouse::lane {

struct FaceTrackOptions
{
    bool asksLiveness = false;
    vision::FaceVotesOptions votes;
    vision::LivenessOptions liveness;
    // ms from being known until liveness must be decided; then the lane asks.
    qint64 livenessPatience = 3'000;
    // ms in sight without one look good enough to read, after which the lane says that it cannot tell.
    qint64 unreadableAfter = 4'000;
    // A face seen in a single frame only is believed when it is known or of this quality.
    double loneLookQuality = 0.5;
};

// One face as it is followed: its votes, its liveness, its best look. Times are Frame::capturedAt() in ms. Pure but for
// the pictures it keeps; one owner.
class FaceTrack
{
public:
    FaceTrack(int id, const FaceTrackOptions& options);

    void seen(const vision::TrackState& state, const vision::FaceQuality& quality, const vision::DetectedFace& face,
        const video::Frame& frame);
    [[nodiscard]] bool wantsReading(qint64 now) const;
    void read(const vision::FaceMatch& match, double clarity, qint64 now);
    [[nodiscard]] bool wantsLiveness() const;
    void addLiveness(double sample, qint64 now);

    // Something to say now, once for each thing said.
    [[nodiscard]] std::optional<Conclusion> conclusion(qint64 now);
    // The track is over: what it has, if it was never said.
    [[nodiscard]] std::optional<Conclusion> lastConclusion();
    [[nodiscard]] TrackView view() const;

private:
    [[nodiscard]] std::optional<Conclusion> sayKnown(const vision::FaceVerdict& verdict, qint64 now);
    [[nodiscard]] Conclusion conclude(const vision::FaceVerdict& verdict, vision::Certainty certainty);

    struct Look
    {
        video::Frame frame;
        vision::DetectedFace face;
        vision::FaceQuality quality;
    };

    int m_id;
    FaceTrackOptions m_options;
    vision::FaceVotes m_votes;
    vision::LivenessVotes m_liveness;
    vision::TrackState m_state;
    vision::FaceQuality m_quality;
    QSize m_frameSize;
    std::optional<Look> m_best;
    std::optional<qint64> m_knownSince;
    std::optional<vision::Certainty> m_said;
    PersonId m_saidPerson;
};

} // namespace gatehouse::lane
