#include "core/lane/SceneCut.h"

#include <QPainter>

#include <gtest/gtest.h>

namespace {

using gatehouse::UtcTime;
using gatehouse::lane::SceneCut;
using gatehouse::video::Frame;

// A street drawn from blocks of brightness; `seed` tells two streets apart.
QImage street(unsigned seed)
{
    QImage picture(640, 360, QImage::Format_RGB888);
    QPainter painter(&picture);
    unsigned state = seed;
    for (int y = 0; y < 360; y += 30) {
        for (int x = 0; x < 640; x += 40) {
            state = state * 1664525U + 1013904223U;
            const int grey = static_cast<int>(state >> 24);
            painter.fillRect(x, y, 40, 30, QColor(grey, grey, grey));
        }
    }
    return picture;
}

Frame frame(const QImage& picture)
{
    return Frame::fromImage(picture, UtcTime());
}

} // namespace

TEST(SceneCut, TheFirstFrameAndTheSameSceneAreNoCut)
{
    SceneCut cut;
    EXPECT_FALSE(cut.isCut(frame(street(1))));
    EXPECT_FALSE(cut.isCut(frame(street(1))));
}

TEST(SceneCut, AnotherStreetIsACut)
{
    SceneCut cut;
    EXPECT_FALSE(cut.isCut(frame(street(1))));
    EXPECT_TRUE(cut.isCut(frame(street(2))));
    EXPECT_FALSE(cut.isCut(frame(street(2))));
}

TEST(SceneCut, AnotherSizeIsACut)
{
    SceneCut cut;
    EXPECT_FALSE(cut.isCut(frame(street(1))));
    EXPECT_TRUE(cut.isCut(frame(street(1).scaled(320, 180))));
}

TEST(SceneCut, ATruckThatFillsHalfThePictureIsNone)
{
    SceneCut cut;
    EXPECT_FALSE(cut.isCut(frame(street(1))));
    QImage withTruck = street(1);
    QPainter painter(&withTruck);
    painter.fillRect(100, 60, 420, 300, QColor(200, 200, 210));
    painter.end();
    EXPECT_FALSE(cut.isCut(frame(withTruck)));
}

TEST(SceneCut, LampsSwitchedOnAreNone)
{
    SceneCut cut;
    QImage dark = street(1);
    QImage bright = dark;
    for (int y = 0; y < dark.height(); ++y) {
        uchar* line = dark.scanLine(y);
        uchar* lit = bright.scanLine(y);
        for (int x = 0; x < 3 * dark.width(); ++x) {
            line[x] = static_cast<uchar>(line[x] / 2);
            lit[x] = static_cast<uchar>(line[x] + 60);
        }
    }
    EXPECT_FALSE(cut.isCut(frame(dark)));
    EXPECT_FALSE(cut.isCut(frame(bright)));
}
