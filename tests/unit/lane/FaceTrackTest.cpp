#include "core/lane/FaceTrack.h"

#include <gtest/gtest.h>

namespace {

using namespace gatehouse;
using lane::Conclusion;
using lane::FaceTrack;
using lane::FaceTrackOptions;
using vision::Certainty;

constexpr PersonId LiNa(1);

vision::FaceMatch match(Certainty certainty, float similarity = 0.7F)
{
    vision::FaceMatch result;
    result.certainty = certainty;
    result.best = vision::FaceCandidate { LiNa, similarity };
    result.threshold = 0.5F;
    result.margin = 0.05F;
    return result;
}

// A face that is looked at ten times a second, always with the same answer.
class Walk
{
public:
    explicit Walk(FaceTrack& track)
        : m_track(track)
    {
        QImage picture(320, 240, QImage::Format_RGB888);
        picture.fill(Qt::gray);
        m_frame = video::Frame::fromImage(picture, UtcTime());
    }

    // The conclusions of so many frames.
    QList<Conclusion> look(int frames, const vision::FaceMatch& answer, double quality = 0.8,
        std::optional<double> liveness = std::nullopt)
    {
        QList<Conclusion> said;
        for (int index = 0; index < frames; ++index) {
            m_now += 100;
            vision::TrackState state;
            state.id = 1;
            state.box = QRectF(100, 60, 60, 70);
            state.sightings = ++m_sightings;
            state.firstSeen = 100;
            state.lastSeen = m_now;
            vision::FaceQuality look;
            look.overall = quality;
            if (quality <= 0)
                look.findings = { { vision::Obstacle::Turned, 60, 40 } };
            vision::DetectedFace face;
            face.box = state.box;
            m_track.seen(state, look, face, m_frame);
            if (m_track.wantsReading(m_now))
                m_track.read(answer, 1, m_now);
            if (liveness && m_track.wantsLiveness())
                m_track.addLiveness(*liveness, m_now);
            if (auto conclusion = m_track.conclusion(m_now))
                said.append(*conclusion);
        }
        return said;
    }

private:
    FaceTrack& m_track;
    video::Frame m_frame;
    qint64 m_now = 0;
    int m_sightings = 0;
};

FaceTrackOptions withLiveness()
{
    FaceTrackOptions options;
    options.asksLiveness = true;
    return options;
}

} // namespace

TEST(FaceTrack, AKnownFaceIsSaidOnceAndSoon)
{
    FaceTrack track(1, {});
    Walk walk(track);
    const auto said = walk.look(30, match(Certainty::Known));
    ASSERT_EQ(said.size(), 1);
    EXPECT_EQ(said[0].certainty, Certainty::Known);
    EXPECT_EQ(said[0].person, LiNa);
    EXPECT_FALSE(said[0].crop.isNull());
    EXPECT_FALSE(said[0].frame.isNull());
    EXPECT_FALSE(track.lastConclusion());
    EXPECT_EQ(track.view().person, LiNa);
}

TEST(FaceTrack, AStrangerIsSaidWithoutANameOfSomebodyElse)
{
    FaceTrack track(1, {});
    Walk walk(track);
    const auto said = walk.look(60, match(Certainty::Unknown, 0.2F));
    ASSERT_EQ(said.size(), 1);
    EXPECT_EQ(said[0].certainty, Certainty::Unknown);
    EXPECT_FALSE(said[0].person.isValid());
    EXPECT_FALSE(track.view().person.isValid());
}

TEST(FaceTrack, AFaceThatNeverLooksUpIsToldWithTheReason)
{
    FaceTrack track(1, {});
    Walk walk(track);
    const auto said = walk.look(60, match(Certainty::Known), 0);
    ASSERT_EQ(said.size(), 1);
    EXPECT_EQ(said[0].certainty, Certainty::Unsure);
    ASSERT_EQ(said[0].findings.size(), 1);
    EXPECT_EQ(said[0].findings[0].obstacle, vision::Obstacle::Turned);
}

TEST(FaceTrack, WhereLivenessIsAskedAKnownFaceWaitsForIt)
{
    FaceTrack track(1, withLiveness());
    Walk walk(track);
    EXPECT_TRUE(walk.look(9, match(Certainty::Known), 0.8, 0.9).isEmpty());
    const auto said = walk.look(5, match(Certainty::Known), 0.8, 0.9);
    ASSERT_EQ(said.size(), 1);
    EXPECT_EQ(said[0].certainty, Certainty::Known);
    EXPECT_FALSE(said[0].isNotLive);
    EXPECT_NEAR(said[0].liveness, 0.9, 0.01);
}

TEST(FaceTrack, APictureOfAKnownFaceAsksAndALivingOneAfterItIsStillKnown)
{
    FaceTrack track(1, withLiveness());
    Walk walk(track);
    const auto picture = walk.look(20, match(Certainty::Known), 0.8, 0.02);
    ASSERT_EQ(picture.size(), 1);
    EXPECT_EQ(picture[0].certainty, Certainty::Unsure);
    EXPECT_TRUE(picture[0].isNotLive);
    EXPECT_EQ(picture[0].person, LiNa);
    const auto living = walk.look(30, match(Certainty::Known), 0.8, 0.95);
    ASSERT_EQ(living.size(), 1);
    EXPECT_EQ(living[0].certainty, Certainty::Known);
}

TEST(FaceTrack, WithoutEnoughSamplesOfLivenessTheLaneAsks)
{
    FaceTrack track(1, withLiveness());
    Walk walk(track);
    const auto said = walk.look(60, match(Certainty::Known));
    ASSERT_EQ(said.size(), 1);
    EXPECT_TRUE(said[0].isNotLive);
    EXPECT_EQ(said[0].certainty, Certainty::Unsure);
}

TEST(FaceTrack, WhoLeavesEarlyIsStillSaid)
{
    FaceTrack track(1, {});
    Walk walk(track);
    EXPECT_TRUE(walk.look(2, match(Certainty::Unknown, 0.1F)).isEmpty());
    const auto last = track.lastConclusion();
    ASSERT_TRUE(last);
    EXPECT_EQ(last->certainty, Certainty::Unknown);
    EXPECT_FALSE(track.lastConclusion());
}

TEST(FaceTrack, APoorFaceSeenOnceIsNobody)
{
    FaceTrack track(1, {});
    Walk walk(track);
    EXPECT_TRUE(walk.look(1, match(Certainty::Unknown, 0.1F), 0.2).isEmpty());
    EXPECT_FALSE(track.lastConclusion());
}
