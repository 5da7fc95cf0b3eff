#include "core/vision/FaceVotes.h"

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::vision;

namespace {

constexpr float Threshold = 0.45F;

FaceMatch match(qint64 person, float similarity, float second = 0.2F)
{
    FaceMatch match;
    match.threshold = Threshold;
    match.margin = 0.05F;
    match.best = FaceCandidate { PersonId(person), similarity };
    match.second = FaceCandidate { PersonId(person + 1000), second };
    if (similarity >= Threshold)
        match.certainty = similarity - second >= match.margin ? Certainty::Known : Certainty::Unsure;
    else
        match.certainty = similarity >= Threshold - 0.05F ? Certainty::Unsure : Certainty::Unknown;
    return match;
}

// Looks of constant quality, 300 ms apart.
FaceVotes votes(const std::vector<FaceMatch>& matches, double weight = 0.8, const Findings& findings = {})
{
    FaceVotes result;
    qint64 now = 0;
    for (const FaceMatch& each : matches)
        result.add(each, weight, weight, findings, now += 300);
    return result;
}

bool hasObstacle(const FaceVerdict& verdict, Obstacle obstacle)
{
    return std::any_of(verdict.findings.begin(), verdict.findings.end(),
        [&](const Finding& finding) { return finding.obstacle == obstacle; });
}

} // namespace

TEST(FaceVotes, TwoReadsThatAgreeNameAPerson)
{
    FaceVotes track = votes({ match(7, 0.5F) });
    EXPECT_EQ(track.verdict(TrackStage::Running).certainty, Certainty::Unsure);
    EXPECT_TRUE(hasObstacle(track.verdict(TrackStage::Running), Obstacle::TooFewReads));
    track.add(match(7, 0.52F), 0.7, 0.7, {}, 900);
    const FaceVerdict verdict = track.verdict(TrackStage::Running);
    EXPECT_EQ(verdict.certainty, Certainty::Known);
    EXPECT_EQ(verdict.best->person, PersonId(7));
    EXPECT_FLOAT_EQ(verdict.best->similarity, 0.52F);
    EXPECT_EQ(verdict.agreeing, 2);
    EXPECT_EQ(verdict.reads, 2);
    EXPECT_TRUE(verdict.findings.isEmpty());
    EXPECT_TRUE(track.isSettled());
    EXPECT_FALSE(track.wants(1, 10'000));
}

TEST(FaceVotes, OneReadFarAboveTheThresholdIsEnough)
{
    EXPECT_EQ(votes({ match(7, 0.71F) }).verdict(TrackStage::Running).certainty, Certainty::Known);
}

TEST(FaceVotes, ATrackThatWasSeenOnceIsJudgedByThatLook)
{
    EXPECT_EQ(votes({ match(7, 0.46F) }).verdict(TrackStage::Over).certainty, Certainty::Known);
    EXPECT_EQ(votes({ match(7, 0.2F) }).verdict(TrackStage::Over).certainty, Certainty::Unknown);
    EXPECT_EQ(votes({ match(7, 0.42F) }).verdict(TrackStage::Over).certainty, Certainty::Unsure);
    EXPECT_EQ(FaceVotes().verdict(TrackStage::Over).certainty, Certainty::Unknown);
    EXPECT_EQ(FaceVotes().verdict(TrackStage::Running).certainty, Certainty::Unsure);
}

TEST(FaceVotes, AStrangerIsAnAnswerAfterEnoughGoodLooks)
{
    const std::vector<FaceMatch> strangers(4, match(3, 0.3F));
    FaceVotes track = votes(strangers);
    EXPECT_FALSE(track.isSettled());
    track.add(match(4, 0.28F), 0.8, 0.8, {}, 2000);
    const FaceVerdict verdict = track.verdict(TrackStage::Running);
    EXPECT_EQ(verdict.certainty, Certainty::Unknown);
    EXPECT_TRUE(hasObstacle(verdict, Obstacle::BelowThreshold));
    EXPECT_FLOAT_EQ(verdict.best->similarity, 0.3F);
    EXPECT_TRUE(track.isSettled());
}

TEST(FaceVotes, PoorLooksAloneDoNotMakeAStrangerUntilTheTriesAreUsedUp)
{
    const Findings small { { Obstacle::TooSmall, 11, 16 } };
    EXPECT_FALSE(votes(std::vector<FaceMatch>(11, match(3, 0.1F)), 0.1, small).isSettled());
    const FaceVerdict verdict =
        votes(std::vector<FaceMatch>(12, match(3, 0.1F)), 0.1, small).verdict(TrackStage::Running);
    EXPECT_EQ(verdict.certainty, Certainty::Unknown);
    EXPECT_TRUE(hasObstacle(verdict, Obstacle::TooSmall));
}

TEST(FaceVotes, AStrangerWhoLooksUpIsStillRecognised)
{
    FaceVotes track = votes(std::vector<FaceMatch>(5, match(3, 0.2F)), 0.4);
    ASSERT_TRUE(track.isSettled());
    EXPECT_FALSE(track.wants(0.4, 1500 + 300)); // not better, and the slower pace of a settled track
    EXPECT_TRUE(track.wants(0.9, 1500 + 300)); // much better: at once
    track.add(match(7, 0.6F), 0.9, 0.9, {}, 1800);
    EXPECT_EQ(track.verdict(TrackStage::Running).certainty, Certainty::Known);
}

TEST(FaceVotes, OneLuckyReadOfAStrangerNamesNobody)
{
    std::vector<FaceMatch> matches(6, match(3, 0.25F));
    matches.push_back(match(7, 0.46F));
    EXPECT_EQ(votes(matches).verdict(TrackStage::Running).certainty, Certainty::Unknown);
    EXPECT_EQ(votes(matches).verdict(TrackStage::Over).certainty, Certainty::Unknown);
}

TEST(FaceVotes, ReadsThatDisagreeAreUnsure)
{
    const FaceVerdict verdict =
        votes({ match(7, 0.5F), match(8, 0.5F), match(7, 0.49F), match(8, 0.51F) }).verdict(TrackStage::Running);
    EXPECT_EQ(verdict.certainty, Certainty::Unsure);
}

TEST(FaceVotes, TwinsAreUnsureAndTheFindingSaysHowClose)
{
    const FaceVerdict verdict = votes(std::vector<FaceMatch>(12, match(7, 0.6F, 0.58F))).verdict(TrackStage::Running);
    EXPECT_EQ(verdict.certainty, Certainty::Unsure);
    EXPECT_TRUE(hasObstacle(verdict, Obstacle::TooCloseToSecond));
}

TEST(FaceVotes, OnlyTheBestLooksAreRead)
{
    FaceVotes track;
    EXPECT_FALSE(track.wants(0, 0));
    EXPECT_TRUE(track.wants(0.3, 0));
    track.add(match(7, 0.42F), 0.3, 0.3, {}, 0);
    EXPECT_FALSE(track.wants(0.3, 40)); // the next frame shows nothing new
    EXPECT_TRUE(track.wants(0.5, 40)); // unless it is clearly better
    EXPECT_TRUE(track.wants(0.2, 300)); // or some time has passed
    for (int read = 1; read < 12; ++read)
        track.add(match(7, 0.42F), 0.3, 0.3, {}, read * 300);
    EXPECT_FALSE(track.wants(0.3, 100'000));
    EXPECT_EQ(track.verdict(TrackStage::Running).certainty, Certainty::Unsure);
}

TEST(FaceVotes, APatternTakenForAFaceIsNobodyAndUsesUpItsTries)
{
    FaceVotes track;
    EXPECT_FALSE(track.isNoFace());
    qint64 now = 0;
    int read = 0;
    for (; track.wants(0.9, now) && read < 50; ++read)
        track.addNoFace(0.9, now += 300);
    EXPECT_LE(read, 12);
    EXPECT_TRUE(track.isNoFace());
    // Until somebody stands in front of it.
    track.add(match(7, 0.7F), 1, 1, {}, now);
    EXPECT_FALSE(track.isNoFace());
    EXPECT_EQ(track.verdict(TrackStage::Running).certainty, Certainty::Known);
}
