#include "core/video/ReconnectPolicy.h"

#include <gtest/gtest.h>

namespace gatehouse::video {
namespace {

TEST(ReconnectPolicy, DoublesUpToHalfAMinute)
{
    const qint64 expected[] = { 250, 500, 1000, 2000, 4000, 8000, 16000, 30000, 30000 };
    for (int failures = 1; failures <= 9; ++failures)
        EXPECT_EQ(ReconnectPolicy::delayAfter(failures, 1.0), expected[failures - 1]) << failures;
    EXPECT_EQ(ReconnectPolicy::delayAfter(2'000'000'000, 1.0), 30'000);
}

TEST(ReconnectPolicy, HalfOfTheDelayIsChance)
{
    EXPECT_EQ(ReconnectPolicy::delayAfter(4, 0.0), 1000);
    EXPECT_EQ(ReconnectPolicy::delayAfter(4, 0.5), 1500);
    EXPECT_EQ(ReconnectPolicy::delayAfter(20, 0.0), 15'000);
}

TEST(ReconnectPolicy, NeverComesOutsideItsBoundsWhateverItIsGiven)
{
    for (const int failures : { -5, 0, 1, 3, 50 }) {
        for (const double chance : { -1.0, 0.0, 0.3, 1.0, 7.0 }) {
            const qint64 delay = ReconnectPolicy::delayAfter(failures, chance);
            EXPECT_GE(delay, ReconnectPolicy::FirstDelay / 2);
            EXPECT_LE(delay, ReconnectPolicy::LongestDelay);
        }
    }
}

} // namespace
} // namespace gatehouse::video
