#include "ui/live/AlarmSchedule.h"

#include <gtest/gtest.h>
#include <vector>

namespace gatehouse::ui {
namespace {

class AlarmScheduleTest : public testing::Test
{
protected:
    // Every sound begun until `milliseconds` later, looked for ten times a second, with its second.
    std::vector<std::pair<AlarmSound, qint64>> pass(qint64 milliseconds)
    {
        std::vector<std::pair<AlarmSound, qint64>> begun;
        for (const qint64 end = now + milliseconds; now < end; now += 100)
            if (const auto due = schedule.takeDue(now))
                begun.emplace_back(*due, (now - start) / 1000);
        return begun;
    }

    using Begun = std::vector<std::pair<AlarmSound, qint64>>;
    const qint64 start = 50'000;
    qint64 now = start;
    AlarmSchedule schedule;
};

TEST_F(AlarmScheduleTest, IsSilentWhileAllIsWell)
{
    EXPECT_TRUE(pass(60'000).empty());
}

TEST_F(AlarmScheduleTest, AsksOnceForEachWhoWaits)
{
    schedule.setCount(AlarmSound::Ask, 1, now);
    EXPECT_EQ(pass(10'000), (Begun { { AlarmSound::Ask, 0 } }));
    schedule.setCount(AlarmSound::Ask, 2, now);
    EXPECT_EQ(pass(10'000), (Begun { { AlarmSound::Ask, 10 } }));
    schedule.setCount(AlarmSound::Ask, 1, now); // one was answered
    EXPECT_TRUE(pass(10'000).empty());
}

TEST_F(AlarmScheduleTest, WhoLeavesBeforeItSoundsIsNotAnnounced)
{
    schedule.setCount(AlarmSound::Ask, 1, now);
    schedule.setCount(AlarmSound::Ask, 0, now);
    EXPECT_TRUE(pass(5'000).empty());
}

TEST_F(AlarmScheduleTest, WarnsEveryHalfMinuteWhileSomethingIsWrong)
{
    schedule.setCount(AlarmSound::Warning, 1, now);
    EXPECT_EQ(
        pass(70'000), (Begun { { AlarmSound::Warning, 0 }, { AlarmSound::Warning, 30 }, { AlarmSound::Warning, 60 } }));
    schedule.setCount(AlarmSound::Warning, 0, now);
    EXPECT_TRUE(pass(70'000).empty());
}

TEST_F(AlarmScheduleTest, AnAlarmGoesOnUntilAcknowledgedThoughItIsOver)
{
    schedule.setCount(AlarmSound::Alarm, 1, now);
    EXPECT_EQ(pass(7'000).size(), 3U);
    schedule.setCount(AlarmSound::Alarm, 0, now);
    EXPECT_TRUE(schedule.awaitsAcknowledgement());
    EXPECT_FALSE(pass(7'000).empty());
    schedule.acknowledge();
    EXPECT_FALSE(schedule.awaitsAcknowledgement());
    EXPECT_TRUE(pass(60'000).empty());
    schedule.setCount(AlarmSound::Alarm, 1, now);
    EXPECT_FALSE(pass(1'000).empty());
}

TEST_F(AlarmScheduleTest, TheMostUrgentGoesFirstAndNoTwoOverlap)
{
    schedule.setCount(AlarmSound::Ask, 1, now);
    schedule.setCount(AlarmSound::Warning, 1, now);
    schedule.setCount(AlarmSound::Alarm, 1, now);
    const Begun begun = pass(20'000);
    ASSERT_GE(begun.size(), 4U);
    EXPECT_EQ(begun[0], std::pair(AlarmSound::Alarm, qint64(0)));
    EXPECT_EQ(begun[1], std::pair(AlarmSound::Warning, qint64(1)));
    EXPECT_EQ(begun[2], std::pair(AlarmSound::Ask, qint64(2)));
    EXPECT_EQ(begun[3], std::pair(AlarmSound::Alarm, qint64(3)));
}

TEST_F(AlarmScheduleTest, AnAlarmCutsALesserSoundShort)
{
    schedule.setCount(AlarmSound::Ask, 1, now);
    ASSERT_EQ(schedule.takeDue(now), AlarmSound::Ask);
    schedule.setCount(AlarmSound::Alarm, 1, now += 100);
    EXPECT_EQ(schedule.takeDue(now), AlarmSound::Alarm);
}

} // namespace
} // namespace gatehouse::ui
