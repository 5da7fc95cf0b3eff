#include "core/vision/FaceDetector.h"
#include "core/vision/FaceLandmarks.h"
#include "core/vision/FaceLiveness.h"
#include "core/vision/FaceQualityRules.h"
#include "core/vision/LivenessVotes.h"

#include <gtest/gtest.h>

using namespace gatehouse::vision;

namespace {

FaceQuality ideal()
{
    FaceQuality quality;
    quality.eyeDistance = 60;
    quality.sharpness = 200;
    quality.luma = 125;
    return quality;
}

} // namespace

TEST(FaceQualityRules, AGoodFaceHasNoFindings)
{
    const FaceQuality quality = judged(ideal());
    EXPECT_TRUE(quality.findings.isEmpty());
    EXPECT_DOUBLE_EQ(quality.overall, 1);
}

TEST(FaceQualityRules, EveryWeaknessIsNamedWithWhatItMeasuresAndNeeds)
{
    const FaceQualityRules rules;
    const auto only = [&](auto change, Finding expected) {
        FaceQuality measured = ideal();
        change(measured);
        const FaceQuality quality = judged(measured, rules);
        ASSERT_EQ(quality.findings.size(), 1);
        EXPECT_EQ(quality.findings.front(), expected);
        EXPECT_LT(quality.overall, 0.5);
    };
    only([](FaceQuality& face) { face.eyeDistance = 9; }, { Obstacle::TooSmall, 9, rules.leastEyeDistance });
    only([](FaceQuality& face) { face.sharpness = 4; }, { Obstacle::Blurred, 4, rules.leastSharpness });
    only([](FaceQuality& face) { face.luma = 20; }, { Obstacle::TooDark, 20, rules.leastLuma });
    only([](FaceQuality& face) { face.luma = 240; }, { Obstacle::TooBright, 240, rules.mostLuma });
    only([](FaceQuality& face) { face.yaw = -55; }, { Obstacle::Turned, 55, rules.mostYaw });
    only([](FaceQuality& face) { face.pitch = 44; }, { Obstacle::Turned, 44, rules.mostPitch });
    only([](FaceQuality& face) { face.roll = -50; }, { Obstacle::Turned, 50, rules.mostRoll });
}

TEST(FaceQualityRules, OneValueJustGoodEnoughMayBeEnrolledAndTwoMayNot)
{
    const FaceQualityRules rules;
    FaceQuality face = ideal();
    face.eyeDistance = rules.leastEyeDistance;
    EXPECT_GT(judged(face, rules).overall, LeastEnrolmentQuality);
    face.sharpness = rules.leastSharpness;
    EXPECT_LT(judged(face, rules).overall, LeastEnrolmentQuality);
}

TEST(FaceQualityRules, LargerSharperAndStraighterNeverCountsLess)
{
    FaceQuality face = ideal();
    double before = 0;
    for (double eyes = 0; eyes < 80; eyes += 1.5) {
        face.eyeDistance = eyes;
        const double now = judged(face).overall;
        EXPECT_GE(now, before);
        before = now;
    }
    before = 1;
    face = ideal();
    for (double yaw = 0; yaw < 90; yaw += 2) {
        face.yaw = yaw;
        const double now = judged(face).overall;
        EXPECT_LE(now, before);
        before = now;
    }
}

TEST(ShowsAFace, DoubtsOnlyWhatMeasuresWellAndHasNoIdentity)
{
    FaceQuality dark = ideal();
    dark.luma = 15;
    EXPECT_FALSE(showsAFace(judged(ideal()), 0));
    EXPECT_TRUE(showsAFace(judged(ideal()), 0.4));
    EXPECT_TRUE(showsAFace(judged(dark), 0));
}

TEST(FaceTiles, ACameraPictureThatShowsLargeFacesNeedsNone)
{
    EXPECT_TRUE(faceTiles({ 1280, 720 }, 56).empty());
    EXPECT_TRUE(faceTiles({ 250, 250 }, 40).empty());
}

TEST(FaceTiles, CoverThePictureAndOverlapByMoreThanAFace)
{
    for (const QSize picture : { QSize(1280, 720), QSize(1920, 1080), QSize(720, 1280), QSize(1281, 963) }) {
        const int face = 28;
        const std::vector<QRect> tiles = faceTiles(picture, face);
        ASSERT_FALSE(tiles.empty());
        // A face anywhere lies whole in some tile.
        for (int top = 0; top + face <= picture.height(); top += 13) {
            for (int left = 0; left + face <= picture.width(); left += 13) {
                const QRect box(left, top, face, face);
                EXPECT_TRUE(
                    std::any_of(tiles.begin(), tiles.end(), [&](const QRect& tile) { return tile.contains(box); }))
                    << left << ' ' << top;
            }
        }
        for (const QRect& tile : tiles)
            EXPECT_TRUE(QRect(QPoint(0, 0), picture).contains(tile));
    }
    EXPECT_LE(faceTiles({ 1280, 720 }, 28).size(), 6u);
    EXPECT_LE(faceTiles({ 30'000, 30'000 }, 40).size(), 64u);
}

TEST(WithoutDoubles, KeepsTheBestOfOverlappingFacesAndTheWholeOfACutOne)
{
    const auto kept = withoutDoubles({ { QRectF(0, 0, 100, 100), 0.8F }, { QRectF(5, 5, 100, 100), 0.9F },
                                         { QRectF(300, 0, 100, 100), 0.7F }, { QRectF(300, 60, 100, 38), 0.66F } },
        0.3);
    ASSERT_EQ(kept.size(), 2u);
    EXPECT_FLOAT_EQ(kept[0].score, 0.9F);
    EXPECT_FLOAT_EQ(kept[1].score, 0.7F);
}

TEST(LandmarkSquare, HasTheBoxesHeightAndCentre)
{
    EXPECT_EQ(landmarkSquare(QRectF(100, 50, 60, 80)), QRect(90, 50, 80, 80));
    EXPECT_EQ(landmarkSquare(QRectF(-20, -10, 60, 80)).left(), -30);
}

TEST(LivenessSquare, IsWidenedAndShiftedInsideNotCut)
{
    EXPECT_EQ(livenessSquare(QRectF(600, 300, 80, 100), { 1280, 720 }), QRect(505, 215, 270, 270));
    EXPECT_EQ(livenessSquare(QRectF(0, 0, 80, 100), { 1280, 720 }), QRect(0, 0, 270, 270));
    EXPECT_EQ(livenessSquare(QRectF(1200, 620, 80, 100), { 1280, 720 }), QRect(1010, 450, 270, 270));
    EXPECT_EQ(livenessSquare(QRectF(200, 100, 400, 500), { 1280, 720 }).size(), QSize(720, 720));
}

TEST(LivenessVotes, DecidesOnlyAfterEnoughSamplesInTheWindow)
{
    LivenessVotes votes;
    EXPECT_EQ(votes.verdict().state, Liveness::Undecided);
    for (int sample = 0; sample < 9; ++sample)
        votes.add(0.9, sample * 100);
    EXPECT_EQ(votes.verdict().state, Liveness::Undecided);
    votes.add(0.9, 900);
    EXPECT_EQ(votes.verdict().state, Liveness::Live);
    EXPECT_NEAR(votes.verdict().mean, 0.9, 1e-9);
    // What was long ago no longer speaks for the face that is there now.
    for (int sample = 0; sample < 20; ++sample)
        votes.add(0.05, 3000 + sample * 100);
    EXPECT_EQ(votes.verdict().state, Liveness::NotLive);
    EXPECT_EQ(votes.verdict().samples, 20);
    votes.add(1, 60'000);
    EXPECT_EQ(votes.verdict().state, Liveness::Undecided);
}

TEST(LivenessVotes, SwingingSamplesAreJudgedByTheirMean)
{
    LivenessVotes votes;
    for (int sample = 0; sample < 12; ++sample)
        votes.add(sample % 3 == 0 ? 1.0 : 0.0, sample * 100);
    EXPECT_EQ(votes.verdict().state, Liveness::Live);
    EXPECT_NEAR(votes.verdict().mean, 1.0 / 3, 1e-9);
}
