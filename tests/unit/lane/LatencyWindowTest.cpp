#include "core/lane/LatencyWindow.h"

#include <gtest/gtest.h>

using gatehouse::lane::LatencyWindow;

TEST(LatencyWindow, AnEmptyWindowSaysNothing)
{
    const LatencyWindow window;
    EXPECT_EQ(window.percentile(0.5, 0), 0);
    EXPECT_EQ(window.perSecond(0), 0);
}

TEST(LatencyWindow, PercentilesAreMeasuredValues)
{
    LatencyWindow window;
    for (int index = 1; index <= 100; ++index)
        window.add(index, 101 - index);
    EXPECT_EQ(window.percentile(0.5, 100), 50);
    EXPECT_EQ(window.percentile(0.95, 100), 95);
    EXPECT_EQ(window.percentile(1, 100), 100);
    EXPECT_EQ(window.percentile(0, 100), 1);
}

TEST(LatencyWindow, TheRateIsThatOfTheMeasurementsItHolds)
{
    LatencyWindow window;
    for (qint64 at = 0; at <= 2000; at += 100)
        window.add(at, 5);
    EXPECT_DOUBLE_EQ(window.perSecond(2000), 10);
}

TEST(LatencyWindow, WhatIsOlderThanTenSecondsIsForgotten)
{
    LatencyWindow window;
    window.add(0, 900);
    window.add(9'000, 10);
    window.add(10'500, 20);
    EXPECT_EQ(window.percentile(1, 10'500), 20);
    EXPECT_EQ(window.percentile(1, 60'000), 0);
}

TEST(LatencyWindow, OnlyTheNewestMeasurementsCount)
{
    LatencyWindow window(4);
    for (int index = 0; index < 10; ++index)
        window.add(index, index);
    EXPECT_EQ(window.percentile(0, 10), 6);
    EXPECT_EQ(window.percentile(1, 10), 9);
}
