#include "core/vision/FaceAlignment.h"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

using namespace gatehouse::vision;

namespace {

Similarity turned(double degrees, double scale, QPointF shift)
{
    const double angle = degrees * std::numbers::pi / 180;
    return { scale * std::cos(angle), scale * std::sin(angle), shift };
}

FivePoints mapped(const FivePoints& points, const Similarity& transform)
{
    FivePoints result;
    for (std::size_t index = 0; index < points.size(); ++index)
        result[index] = transform.map(points[index]);
    return result;
}

double distance(QPointF left, QPointF right)
{
    return std::hypot(left.x() - right.x(), left.y() - right.y());
}

// Looks straight ahead: the nose in the middle between eyes and mouth.
const FivePoints Frontal { QPointF(100, 100), QPointF(160, 100), QPointF(130, 135), QPointF(108, 170),
    QPointF(152, 170) };

} // namespace

TEST(FaceAlignment, FindsExactlyTheTransformThatMovedThePoints)
{
    for (const double degrees : { -170.0, -35.0, 0.0, 12.0, 90.0 }) {
        for (const double scale : { 0.2, 1.0, 7.5 }) {
            const Similarity truth = turned(degrees, scale, { 31, -12 });
            const Similarity found = fitSimilarity(mapped(alignedFacePoints(), truth), alignedFacePoints());
            for (const QPointF point : alignedFacePoints())
                EXPECT_LT(distance(found.map(truth.map(point)), point), 1e-6);
            EXPECT_NEAR(found.scale(), 1 / scale, 1e-9);
        }
    }
}

TEST(FaceAlignment, InvertingUndoesTheTransform)
{
    const Similarity transform = turned(33, 1.7, { -4, 90 });
    const QPointF point(17, 29);
    EXPECT_LT(distance(transform.inverted().map(transform.map(point)), point), 1e-9);
    EXPECT_LT(distance(transform.map(transform.inverted().map(point)), point), 1e-9);
}

TEST(FaceAlignment, ANoisyFitIsTheLeastSquaresOne)
{
    FivePoints noisy = mapped(alignedFacePoints(), turned(10, 2, { 5, 5 }));
    noisy[0] += QPointF(3, -2);
    noisy[4] += QPointF(-1, 4);
    const auto error = [&](const Similarity& transform) {
        double sum = 0;
        for (std::size_t index = 0; index < noisy.size(); ++index)
            sum += std::pow(distance(transform.map(noisy[index]), alignedFacePoints()[index]), 2);
        return sum;
    };
    const Similarity best = fitSimilarity(noisy, alignedFacePoints());
    for (const double step : { -1e-3, 1e-3 }) {
        EXPECT_LT(error(best), error({ best.a + step, best.b, best.shift }));
        EXPECT_LT(error(best), error({ best.a, best.b + step, best.shift }));
        EXPECT_LT(error(best), error({ best.a, best.b, best.shift + QPointF(step, 0) }));
        EXPECT_LT(error(best), error({ best.a, best.b, best.shift + QPointF(0, step) }));
    }
}

TEST(FaceAlignment, PointsThatCoincideDoNotBreakIt)
{
    FivePoints one;
    one.fill(QPointF(7, 7));
    EXPECT_TRUE(std::isfinite(fitSimilarity(one, alignedFacePoints()).scale()));
    EXPECT_FALSE(isPlausibleFace(one));
}

TEST(HeadPose, IsZeroStraightAheadAndFollowsTheNose)
{
    const HeadPose straight = headPose(Frontal);
    EXPECT_NEAR(straight.yaw, 0, 1e-6);
    EXPECT_NEAR(straight.pitch, 0, 1e-6);
    EXPECT_NEAR(straight.roll, 0, 1e-6);
    FivePoints toTheRight = Frontal;
    toTheRight[2] += QPointF(15, 0);
    EXPECT_GT(headPose(toTheRight).yaw, 15);
    FivePoints upward = Frontal;
    upward[2] -= QPointF(0, 15);
    EXPECT_GT(headPose(upward).pitch, 10);
}

TEST(HeadPose, YawAndPitchDoNotDependOnTheHeadsRollOrSize)
{
    FivePoints turnedAway = Frontal;
    turnedAway[2] += QPointF(12, -6);
    const HeadPose upright = headPose(turnedAway);
    const HeadPose leaning = headPose(mapped(turnedAway, turned(25, 3, { 50, 0 })));
    EXPECT_NEAR(leaning.yaw, upright.yaw, 1e-6);
    EXPECT_NEAR(leaning.pitch, upright.pitch, 1e-6);
    EXPECT_NEAR(leaning.roll, 25, 1e-6);
}

TEST(PlausibleFace, TakesAnyPoseAndRefusesNonsense)
{
    EXPECT_TRUE(isPlausibleFace(Frontal));
    EXPECT_TRUE(isPlausibleFace(mapped(Frontal, turned(80, 0.3, {}))));
    EXPECT_TRUE(isPlausibleFace(alignedFacePoints()));
    FivePoints mouthAboveEyes = Frontal;
    std::swap(mouthAboveEyes[0], mouthAboveEyes[3]);
    std::swap(mouthAboveEyes[1], mouthAboveEyes[4]);
    EXPECT_FALSE(isPlausibleFace(mouthAboveEyes));
}
