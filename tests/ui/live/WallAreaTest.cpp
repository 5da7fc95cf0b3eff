#include "ui/live/WallArea.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace gatehouse::ui {
namespace {

constexpr int Gap = 4;

qint64 area(const QList<QRect>& cells)
{
    qint64 sum = 0;
    for (const QRect& cell : cells)
        sum += qint64(cell.width()) * cell.height();
    return sum;
}

TEST(WallAreaTest, NoPlaceStaysEmpty)
{
    for (const QSize whole : { QSize(840, 380), QSize(1280, 700), QSize(500, 600), QSize(300, 200) }) {
        for (int count = 1; count <= 9; ++count) {
            const QList<QRect> cells = wallCells(count, whole, Gap);
            ASSERT_EQ(cells.size(), count);
            for (int at = 0; at < count; ++at) {
                EXPECT_TRUE(QRect(QPoint(), whole).contains(cells[at])) << count;
                for (int other = 0; other < at; ++other)
                    EXPECT_FALSE(cells[at].intersects(cells[other])) << count;
            }
            // What is not a tile is gap.
            EXPECT_GE(double(area(cells)), 0.9 * whole.width() * whole.height()) << count;
        }
    }
}

TEST(WallAreaTest, ThreeCamerasAreOneLargeAndTwoBesideIt)
{
    const QList<QRect> cells = wallCells(3, { 840, 380 }, Gap);
    EXPECT_GT(cells[0].width(), 540);
    EXPECT_EQ(cells[0].height(), 380);
    EXPECT_EQ(cells[1].left(), cells[2].left());
    EXPECT_LT(cells[1].bottom(), cells[2].top());
}

TEST(WallAreaTest, TwoLieSideBySideAndFourAreASquare)
{
    const QList<QRect> two = wallCells(2, { 840, 380 }, Gap);
    EXPECT_EQ(two[0].height(), 380);
    const QList<QRect> four = wallCells(4, { 840, 380 }, Gap);
    EXPECT_EQ(four[0].size(), four[3].size());
    EXPECT_EQ(four[0].topLeft(), QPoint());
    EXPECT_EQ(four[3].bottomRight(), QPoint(839, 379));
}

TEST(WallAreaTest, NoCamerasNoCells)
{
    EXPECT_TRUE(wallCells(0, { 840, 380 }, Gap).isEmpty());
}

} // namespace
} // namespace gatehouse::ui
