#include "core/video/CameraHealth.h"

#include <gtest/gtest.h>

namespace gatehouse::video {
namespace {

using Action = CameraHealth::Action;

class CameraHealthTest : public testing::Test
{
protected:
    CameraHealth health { LiveLimits, AfterLoss::TryAgain, [] { return 1.0; } };
    qint64 now = 1'000'000;

    CameraState state() const { return health.state(now); }
    Action next() { return health.next(now); }

    void goLive()
    {
        health.start(now, 0);
        ASSERT_EQ(next(), Action::Connect);
        health.frameArrived(now += 400);
    }

    // Asks as often as a source does until something is due; how long that took.
    qint64 passUntil(Action wanted)
    {
        const qint64 from = now;
        while (next() != wanted) {
            now += 100;
            if (now - from > 600'000)
                return -1;
        }
        return now - from;
    }
};

TEST_F(CameraHealthTest, ConnectsWhenItsTurnHasCome)
{
    health.start(now, 700);
    EXPECT_EQ(next(), Action::Wait);
    EXPECT_EQ(state().phase, CameraPhase::Connecting);
    EXPECT_EQ(state().attempt, 0);
    now += 700;
    EXPECT_EQ(next(), Action::Connect);
    EXPECT_EQ(next(), Action::Wait);
    EXPECT_EQ(state(), (CameraState { CameraPhase::Connecting, 0, 1, std::nullopt }));
}

TEST_F(CameraHealthTest, IsLiveWithTheFirstFrame)
{
    goLive();
    EXPECT_EQ(state(), (CameraState { CameraPhase::Live, 0, 0, std::nullopt }));
}

TEST_F(CameraHealthTest, ShowsStaleBeforeTwoSecondsOfSilenceAndGivesUpAtThree)
{
    goLive();
    now += 1'400;
    EXPECT_EQ(state().phase, CameraPhase::Live);
    now += 500;
    EXPECT_EQ(next(), Action::Wait);
    EXPECT_EQ(state(), (CameraState { CameraPhase::Stale, 1'900, 0, ErrorCode::CameraStalled }));
    now += 1'100;
    EXPECT_EQ(next(), Action::Disconnect);
    EXPECT_EQ(state().phase, CameraPhase::Stale);
    EXPECT_EQ(passUntil(Action::Connect), 300);
    EXPECT_EQ(state(), (CameraState { CameraPhase::Stale, 3'300, 1, ErrorCode::CameraStalled }));
    health.frameArrived(now += 100);
    EXPECT_EQ(state(), (CameraState { CameraPhase::Live, 0, 0, std::nullopt }));
}

TEST_F(CameraHealthTest, ABrokenConnectionThatIsBackAtOnceNeverLooksBroken)
{
    goLive();
    health.connectionLost(ErrorCode::CameraUnreachable, now);
    EXPECT_EQ(state().phase, CameraPhase::Live);
    passUntil(Action::Connect);
    health.frameArrived(now += 200);
    EXPECT_EQ(state(), (CameraState { CameraPhase::Live, 0, 0, std::nullopt }));
}

TEST_F(CameraHealthTest, SaysWhyAsSoonAsComingBackFailed)
{
    goLive();
    health.connectionLost(ErrorCode::CameraUnreachable, now);
    passUntil(Action::Connect);
    health.connectionLost(ErrorCode::CameraRefused, now);
    EXPECT_EQ(state().phase, CameraPhase::Failed);
    EXPECT_EQ(state().reason, ErrorCode::CameraRefused);
    EXPECT_EQ(state().attempt, 1);
    EXPECT_GT(state().silentFor, 0);
}

TEST_F(CameraHealthTest, StaysFailedWhileItTriesAgainAndCountsTheTries)
{
    health.start(now, 0);
    for (int attempt = 1; attempt <= 5; ++attempt) {
        ASSERT_GE(passUntil(Action::Connect), 0);
        if (attempt > 1) {
            EXPECT_EQ(state().phase, CameraPhase::Failed);
        }
        health.connectionLost(ErrorCode::CameraUnreachable, now);
        EXPECT_EQ(state(), (CameraState { CameraPhase::Failed, 0, attempt, ErrorCode::CameraUnreachable }));
    }
}

TEST_F(CameraHealthTest, WaitsLongerAfterEachFailureButNeverOverHalfAMinute)
{
    health.start(now, 0);
    passUntil(Action::Connect);
    qint64 before = 0;
    for (int failure = 1; failure <= 12; ++failure) {
        health.connectionLost(ErrorCode::CameraUnreachable, now);
        const qint64 waited = passUntil(Action::Connect);
        EXPECT_GE(waited, before);
        EXPECT_LE(waited, 30'100);
        before = waited;
    }
    EXPECT_GE(before, 30'000);
}

TEST_F(CameraHealthTest, ACameraThatDiesAfterEachFirstFrameIsNotAskedWithoutPause)
{
    goLive();
    for (int round = 1; round <= 6; ++round) {
        health.connectionLost(ErrorCode::CameraUnreachable, now);
        EXPECT_GE(passUntil(Action::Connect), 250 << (round - 1));
        health.frameArrived(now += 50);
    }
}

TEST_F(CameraHealthTest, ACameraThatProvedItselfBeginsWithTheShortestPauseAgain)
{
    goLive();
    for (int round = 0; round < 4; ++round) {
        health.connectionLost(ErrorCode::CameraUnreachable, now);
        passUntil(Action::Connect);
        health.frameArrived(now);
    }
    for (int second = 0; second < 10; ++second)
        health.frameArrived(now += 1'000);
    health.connectionLost(ErrorCode::CameraUnreachable, now);
    EXPECT_EQ(passUntil(Action::Connect), 300);
}

TEST_F(CameraHealthTest, AServerThatAcceptsAndNeverAnswersIsGivenUp)
{
    health.start(now, 0);
    ASSERT_EQ(next(), Action::Connect);
    EXPECT_EQ(passUntil(Action::Disconnect), 12'000);
    EXPECT_EQ(state().phase, CameraPhase::Failed);
    EXPECT_EQ(state().reason, ErrorCode::CameraUnreachable);
}

TEST_F(CameraHealthTest, AFreshStartForgetsTheOldOne)
{
    goLive();
    health.connectionLost(ErrorCode::CameraRefused, now);
    health.start(now += 9'000, 0);
    EXPECT_EQ(state(), (CameraState { CameraPhase::Connecting, 0, 0, std::nullopt }));
}

TEST(CameraHealthOfMedia, EndsOrFailsForGoodWhenPlayedOnce)
{
    CameraHealth health(UnwatchedLimits, AfterLoss::GiveUp, [] { return 0.5; });
    health.start(0, 0);
    EXPECT_EQ(health.next(0), Action::Connect);
    health.frameArrived(10);
    EXPECT_EQ(health.next(600'000), Action::Wait); // the consumer may take its time
    EXPECT_EQ(health.state(600'000).phase, CameraPhase::Live);
    health.mediaEnded();
    EXPECT_EQ(health.next(700'000), Action::Wait);
    EXPECT_EQ(health.state(700'000), (CameraState { CameraPhase::Ended, 0, 0, ErrorCode::MediaEnded }));

    health.start(0, 0);
    EXPECT_EQ(health.next(0), Action::Connect);
    health.connectionLost(ErrorCode::CameraFormatUnsupported, 10);
    EXPECT_EQ(health.next(700'000), Action::Wait);
    EXPECT_EQ(health.state(700'000).phase, CameraPhase::Failed);
    EXPECT_EQ(health.state(700'000).reason, ErrorCode::CameraFormatUnsupported);
}

TEST(CameraHealthOfMedia, SilenceOfARecordingIsShownButNotRebuilt)
{
    CameraHealth health(RecordedLimits, AfterLoss::TryAgain, [] { return 0.5; });
    health.start(0, 0);
    EXPECT_EQ(health.next(0), Action::Connect);
    health.frameArrived(0);
    EXPECT_EQ(health.next(60'000), Action::Wait);
    EXPECT_EQ(health.state(60'000).phase, CameraPhase::Stale);
}

} // namespace
} // namespace gatehouse::video
