#include "core/vision/PlateGeometry.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::vision;

namespace {

PlateCorners level(double x, double y, double width, double height)
{
    return { QPointF(x, y), QPointF(x + width, y), QPointF(x + width, y + height), QPointF(x, y + height) };
}

PlateCorners turned(const PlateCorners& corners, double degrees)
{
    const double angle = degrees * M_PI / 180;
    PlateCorners result;
    for (std::size_t index = 0; index < corners.size(); ++index) {
        const QPointF point = corners[index];
        result[index] = { point.x() * std::cos(angle) - point.y() * std::sin(angle),
            point.x() * std::sin(angle) + point.y() * std::cos(angle) };
    }
    return result;
}

} // namespace

TEST(PlateGeometry, MeasuresALineHoweverItIsTurned)
{
    for (const double degrees : { 0.0, 12.0, -35.0 }) {
        const PlateCorners line = turned(level(100, 40, 140, 30), degrees);
        EXPECT_NEAR(lineWidth(line), 140, 1e-6);
        EXPECT_NEAR(lineHeight(line), 30, 1e-6);
        EXPECT_NEAR(lineTilt(line), std::abs(degrees), 1e-6);
    }
}

TEST(PlateGeometry, StretchesAboutTheCentre)
{
    const PlateCorners grown = stretched(level(100, 100, 100, 20), 1.5, 2);
    EXPECT_EQ(boundsOf(grown), QRectF(75, 90, 150, 40));
    EXPECT_EQ(boundsOf(extendedLeft(level(100, 100, 100, 20), 0.2)), QRectF(80, 100, 120, 20));
}

TEST(PlateGeometry, JoinsWhatStandsSideBySideOnly)
{
    const PlateCorners left = level(0, 0, 60, 30);
    const auto joined = joinedLine(left, level(80, 2, 60, 30));
    ASSERT_TRUE(joined);
    EXPECT_EQ(boundsOf(*joined).width(), 140);
    EXPECT_FALSE(joinedLine(level(80, 2, 60, 30), left)) << "order matters: left, right";
    EXPECT_FALSE(joinedLine(left, level(200, 0, 60, 30))) << "too far";
    EXPECT_FALSE(joinedLine(left, level(80, 25, 60, 30))) << "another line";
    EXPECT_FALSE(joinedLine(left, level(80, 0, 60, 70))) << "another size";
    EXPECT_TRUE(joinedLine(turned(left, 20), turned(level(80, 2, 60, 30), 20)));
}

TEST(PlateGeometry, StacksAShorterLineAboveALongerOne)
{
    const PlateCorners upper = level(20, 0, 60, 18);
    const PlateCorners lower = level(0, 24, 100, 34);
    const auto both = stackedLines(upper, lower);
    ASSERT_TRUE(both);
    EXPECT_EQ(boundsOf(*both), QRectF(0, 0, 100, 58));
    EXPECT_FALSE(stackedLines(lower, upper));
    EXPECT_FALSE(stackedLines(level(20, -60, 60, 18), lower)) << "too far above";
    EXPECT_TRUE(stackedLines(rowAbove(lower), lower));
}

TEST(PlateGeometry, GrowsALineToThePlateAroundIt)
{
    // The serial of a US plate is half as high as the plate; that of a Chinese one fills it.
    const PlateCorners serial = level(100, 100, 80, 22);
    const QRectF american = boundsOf(plateAround(serial, Region::UnitedStates));
    EXPECT_NEAR(american.width() / american.height(), 2.0, 0.05);
    EXPECT_TRUE(american.contains(boundsOf(serial)));
    const QRectF chinese = boundsOf(plateAround(serial, Region::China));
    EXPECT_NEAR(chinese.height(), 22, 2);
    EXPECT_TRUE(contains(plateAround(serial, Region::UnitedStates), QPointF(140, 95)));
    EXPECT_FALSE(contains(serial, QPointF(140, 95)));
}
