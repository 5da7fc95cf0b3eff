#include "core/vision/MotionGate.h"

#include <QPainter>

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::vision;

namespace {

video::Frame scene(QRect thing = {}, int light = 0)
{
    QImage image(640, 360, QImage::Format_RGB888);
    QPainter painter(&image);
    for (int stripe = 0; stripe < 8; ++stripe)
        painter.fillRect(stripe * 80, 0, 80, 360, QColor::fromHsv(0, 0, 60 + stripe * 10 + light));
    painter.fillRect(thing, QColor(230, 220, 210));
    painter.end();
    return video::Frame::fromImage(image, UtcTime());
}

} // namespace

TEST(MotionGate, TheFirstFramePasses)
{
    MotionGate gate;
    EXPECT_EQ(gate.look(scene(), {}, 0), MotionGate::Verdict::Motion);
    EXPECT_EQ(MotionGate().look(video::Frame(), {}, 0), MotionGate::Verdict::Still);
}

TEST(MotionGate, AStillSceneIsLookedAtNowAndThen)
{
    MotionGate gate;
    int passed = 0;
    for (qint64 now = 0; now < 20'000; now += 40) {
        if (gate.look(scene(QRect(300, 200, 60, 40)), {}, now) != MotionGate::Verdict::Still)
            ++passed;
    }
    // Everything in the first 1.5 s, then about five frames in two seconds: the car that stands there is still seen.
    EXPECT_GT(passed, 38 + 40);
    EXPECT_LT(passed, 38 + 55);
}

TEST(MotionGate, SomethingThatAppearsIsMotionAtOnceAndForAWhile)
{
    MotionGate gate;
    for (qint64 now = 0; now <= 3000; now += 40)
        (void)gate.look(scene(), {}, now);
    const QRect thing(300, 200, 40, 40);
    EXPECT_EQ(gate.look(scene(thing), {}, 3040), MotionGate::Verdict::Motion);
    EXPECT_EQ(gate.look(scene(thing), {}, 3080), MotionGate::Verdict::Motion);
    EXPECT_EQ(gate.look(scene(thing), {}, 3040 + 1400), MotionGate::Verdict::Motion);
    EXPECT_NE(gate.look(scene(thing), {}, 3040 + 1600), MotionGate::Verdict::Motion);
}

TEST(MotionGate, SlowMotionAddsUp)
{
    MotionGateOptions options;
    options.passEvery = 1'000'000; // nothing passes by time alone
    options.holdFor = 1;
    MotionGate gate(options);
    (void)gate.look(scene(QRect(100, 200, 60, 60)), {}, 0);
    int motions = 0;
    for (int step = 1; step <= 60; ++step) {
        if (gate.look(scene(QRect(100 + step, 200, 60, 60)), {}, step * 100) == MotionGate::Verdict::Motion)
            ++motions;
    }
    EXPECT_GT(motions, 2);
    EXPECT_LT(motions, 60);
}

TEST(MotionGate, AChangeOfLightIsNotMotion)
{
    MotionGate gate;
    for (qint64 now = 0; now <= 3000; now += 40)
        (void)gate.look(scene(), {}, now);
    EXPECT_NE(gate.look(scene({}, 25), {}, 3040), MotionGate::Verdict::Motion);
}

TEST(MotionGate, WhatMovesOutsideTheRegionDoesNotCount)
{
    MotionGate gate;
    const QRect region(0, 0, 200, 360);
    for (qint64 now = 0; now <= 3000; now += 40)
        (void)gate.look(scene(), region, now);
    EXPECT_NE(gate.look(scene(QRect(400, 100, 100, 100)), region, 3040), MotionGate::Verdict::Motion);
    EXPECT_EQ(gate.look(scene(QRect(50, 100, 100, 100)), region, 3080), MotionGate::Verdict::Motion);
}
