#include "ui/live/LiveState.h"

#include "tests/ui/live/LiveEvents.h"
#include "ui/live/CardText.h"
#include "ui/live/PlateDoubt.h"

#include <gtest/gtest.h>

namespace gatehouse::ui {
namespace {

using access::Verdict;
using test::answerTo;
using test::Night;
using test::personEvent;
using test::plateEvent;
using Action = lane::OperatorDecision::Action;

LiveState twoLanes()
{
    return withLanes(
        {}, { test::plateLane(1, QStringLiteral("Entry 1")), test::faceLane(2, QStringLiteral("Door A")) }, {});
}

TEST(LiveState, TheLaneWhoseRequestIsOldestHasTheKeys)
{
    LiveState state = withEvent(twoLanes(), personEvent(1, 2, 0, Verdict::Ask, Night.plusMilliseconds(4000)));
    EXPECT_EQ(keyLane(state), LaneId(2));
    state = withEvent(state, plateEvent(2, 1, u"沪A12345", Verdict::Ask, Night));
    EXPECT_EQ(keyLane(state), LaneId(1));
    EXPECT_EQ(waitingCount(state), 2);
}

TEST(LiveState, TabGoesThroughTheLanesThatWait)
{
    LiveState state = withEvent(twoLanes(), plateEvent(1, 1, u"沪A12345", Verdict::Ask, Night));
    state = withEvent(state, personEvent(2, 2, 0, Verdict::Ask, Night.plusMilliseconds(1000)));
    state = withNextLane(state);
    EXPECT_EQ(keyLane(state), LaneId(2));
    state = withNextLane(state);
    EXPECT_EQ(keyLane(state), LaneId(1));
}

TEST(LiveState, NobodyWaitingMeansNoKeys)
{
    LiveState state = withEvent(twoLanes(), plateEvent(1, 1, u"沪A12345", Verdict::Allow));
    EXPECT_FALSE(keyLane(state).isValid());
    EXPECT_EQ(waitingCount(state), 0);
}

TEST(LiveState, ACarTheRulesRefuseCanBeOverruled)
{
    const LiveState state = withEvent(twoLanes(), plateEvent(1, 1, u"沪A12345", Verdict::Deny));
    EXPECT_EQ(keyLane(state), LaneId(1));
    EXPECT_EQ(waitingCount(state), 0);
    ASSERT_TRUE(state.lanes[0].answerable());
}

TEST(LiveState, AtABarrierTheNewerCarTakesThePlace)
{
    LiveState state = withEvent(twoLanes(), plateEvent(1, 1, u"沪A12345", Verdict::Ask));
    state = withEvent(state, plateEvent(2, 1, u"沪B99999", Verdict::Ask));
    ASSERT_EQ(state.lanes[0].asks.size(), 1);
    EXPECT_EQ(state.lanes[0].asks.first().id, EventId(2));
    state = withEvent(state, plateEvent(3, 1, u"沪C11111", Verdict::Allow));
    EXPECT_EQ(waitingCount(state), 0);
}

TEST(LiveState, PeopleAtADoorQueueUp)
{
    LiveState state = withEvent(twoLanes(), personEvent(1, 2, 0, Verdict::Ask));
    state = withEvent(state, personEvent(2, 2, 0, Verdict::Ask, Night.plusMilliseconds(2000)));
    state = withEvent(state, personEvent(3, 2, 7, Verdict::Allow, Night.plusMilliseconds(3000)));
    EXPECT_EQ(state.lanes[1].asks.size(), 2);
    EXPECT_EQ(state.lanes[1].asks.first().id, EventId(1));
    EXPECT_TRUE(cardText(state.lanes[1], Night.plusMilliseconds(4000)).waiting.contains(QStringLiteral("1")));
}

TEST(LiveState, WhoAsksAgainKeepsTheirPlace)
{
    LiveState state = withEvent(twoLanes(), plateEvent(1, 1, u"沪AO2345", Verdict::Ask, Night));
    state = withEvent(state, plateEvent(2, 1, u"沪A02345", Verdict::Ask, Night.plusMilliseconds(9000)));
    ASSERT_EQ(state.lanes[0].asks.size(), 1);
    EXPECT_EQ(state.lanes[0].asks.first().id, EventId(2));
    EXPECT_EQ(state.lanes[0].asks.first().at, Night);
}

TEST(LiveState, AKeyShowsItsEffectBeforeItIsRecorded)
{
    const lane::LaneEvent request = plateEvent(1, 1, u"沪A12345", Verdict::Ask);
    LiveState state = withEvent(twoLanes(), request);
    state = withAnswer(state, LaneId(1), request, Action::Open);
    EXPECT_EQ(waitingCount(state), 0);
    EXPECT_EQ(cardText(state.lanes[0], Night).state, QStringLiteral("opening…"));
    state = withEvent(state, answerTo(request, 2, Verdict::Allow));
    EXPECT_FALSE(state.lanes[0].pending);
    EXPECT_EQ(cardText(state.lanes[0], Night).state, QStringLiteral("allowed"));
    EXPECT_TRUE(cardText(state.lanes[0], Night).why.contains(QStringLiteral("Guard Gao")));
}

TEST(LiveState, AnAnswerThatFailsAsksAgainAndSaysWhy)
{
    const lane::LaneEvent request = plateEvent(1, 1, u"沪A12345", Verdict::Ask);
    LiveState state = withAnswer(withEvent(twoLanes(), request), LaneId(1), request, Action::Open);
    state = withAnswerFailed(state, LaneId(1), failure(ErrorCode::PermissionDenied));
    EXPECT_EQ(waitingCount(state), 1);
    EXPECT_TRUE(cardText(state.lanes[0], Night).why.startsWith(QStringLiteral("Your role may not")));
}

TEST(LiveState, AnEventThatCouldNotBeRecordedAsks)
{
    lane::LaneEvent unrecorded = plateEvent(0, 1, u"沪A12345", Verdict::Ask);
    unrecorded.id = {};
    unrecorded.decision.reason = access::Reason::RecordFailed;
    LiveState state = withEvent(twoLanes(), unrecorded);
    EXPECT_EQ(keyLane(state), LaneId(1));
    EXPECT_EQ(cardText(state.lanes[0], Night).tone, Role::Alarm);
    state = withAnswer(state, LaneId(1), unrecorded, Action::Open);
    lane::LaneEvent answered = answerTo(unrecorded, 5, Verdict::Allow);
    state = withEvent(state, answered);
    EXPECT_EQ(waitingCount(state), 0);
    EXPECT_FALSE(state.lanes[0].pending);
}

TEST(LiveState, ARefusalCanBeTakenBackForTenSeconds)
{
    const lane::LaneEvent request = plateEvent(1, 1, u"沪A12345", Verdict::Ask);
    LiveState state = withAnswer(withEvent(twoLanes(), request), LaneId(1), request, Action::Refuse);
    state = withEvent(state, answerTo(request, 2, Verdict::Deny));
    ASSERT_TRUE(state.lanes[0].lastRefused);
    EXPECT_EQ(waitingCount(withUndo(state, LaneId(1), Night.plusMilliseconds(9000))), 1);
    EXPECT_EQ(waitingCount(withUndo(state, LaneId(1), Night.plusMilliseconds(10000))), 0);
    EXPECT_FALSE(withTime(state, Night.plusMilliseconds(10000)).lanes[0].lastRefused);
}

TEST(LiveState, AGateThatDidNotOpenNeedsSomebody)
{
    lane::LaneEvent report = plateEvent(3, 1, u"沪A12345", Verdict::Ask);
    report.kind = lane::EventKind::Gate;
    report.decision.reason = access::Reason::GateFailed;
    report.note = errorCodeName(ErrorCode::GateUnreachable);
    const LiveState state = withEvent(twoLanes(), report);
    EXPECT_EQ(keyLane(state), LaneId(1));
    EXPECT_TRUE(cardText(state.lanes[0], Night).why.startsWith(QStringLiteral("The gate does not answer")));
}

TEST(LiveState, WhoAskedLongAgoHasGone)
{
    LiveState state = withEvent(twoLanes(), personEvent(1, 2, 0, Verdict::Ask));
    EXPECT_EQ(waitingCount(withTime(state, Night.plusMilliseconds(LiveState::AskPatience))), 1);
    EXPECT_EQ(waitingCount(withTime(state, Night.plusMilliseconds(LiveState::AskPatience + 1))), 0);
}

TEST(LiveState, HistoryBringsBackOnlyWhatNobodyAnswered)
{
    const lane::LaneEvent first = personEvent(1, 2, 0, Verdict::Ask);
    const lane::LaneEvent second = personEvent(2, 2, 0, Verdict::Ask, Night.plusMilliseconds(1000));
    const LiveState state =
        withHistory(twoLanes(), { answerTo(first, 3, Verdict::Allow), second, first }, Night.plusMilliseconds(2000));
    EXPECT_EQ(state.feed.size(), 3);
    EXPECT_EQ(state.feed.first().id, EventId(3));
    ASSERT_EQ(state.lanes[1].asks.size(), 1);
    EXPECT_EQ(state.lanes[1].asks.first().id, EventId(2));
}

TEST(LiveState, ThePastGoesAndWhoWaitsStays)
{
    LiveState state = withEvent(twoLanes(), plateEvent(1, 1, u"沪A12345", Verdict::Deny));
    lane::LaneEvent asks = personEvent(2, 2, 7, Verdict::Ask);
    asks.enrolled = QImage(4, 4, QImage::Format_RGB888);
    asks.crop = asks.enrolled;
    state = withoutPast(withEvent(state, asks));
    EXPECT_TRUE(state.feed.isEmpty());
    EXPECT_EQ(state.past, LiveState::Past::Unread);
    EXPECT_FALSE(state.lanes[0].shown);
    ASSERT_EQ(state.lanes[1].asks.size(), 1);
    EXPECT_TRUE(state.lanes[1].asks.first().enrolled.isNull());
    EXPECT_FALSE(state.lanes[1].asks.first().crop.isNull());
    EXPECT_EQ(state.lanes[1].asks.first().personName, QStringLiteral("Person 7"));
    EXPECT_TRUE(withoutNames(state).lanes[1].asks.first().personName.isEmpty());
}

TEST(LiveState, ARequestThatWasNeverRecordedWaitsWithoutAName)
{
    const LiveState state = withoutPast(withEvent(twoLanes(), personEvent(0, 2, 7, Verdict::Ask)));
    ASSERT_EQ(state.lanes[1].asks.size(), 1);
    EXPECT_TRUE(state.lanes[1].asks.first().personName.isEmpty());
}

TEST(LiveState, ARefusalThatWasTakenBackWaitsOnWhenThePastIsReadAnew)
{
    const lane::LaneEvent request = personEvent(1, 2, 7, Verdict::Ask);
    const lane::LaneEvent refusal = answerTo(request, 2, Verdict::Deny);
    LiveState state = withHistory(twoLanes(), {}, Night);
    state = withAnswer(withEvent(state, request), LaneId(2), request, Action::Refuse);
    state = withUndo(withEvent(state, refusal), LaneId(2), Night);
    ASSERT_EQ(waitingCount(state), 1);
    state = withHistory(withoutPast(state), { refusal, request }, Night);
    EXPECT_EQ(state.feed.size(), 2);
    EXPECT_EQ(state.past, LiveState::Past::Read);
    ASSERT_EQ(state.lanes[1].asks.size(), 1);
    EXPECT_EQ(state.lanes[1].asks.first().id, EventId(1));
    EXPECT_EQ(state.lanes[1].shown->id, EventId(2));
}

// Two readings at once: the first is given up, and who asked meanwhile stands in no feed.
TEST(LiveState, WhoAskedBeforeThePastWasReadIsNotForgotten)
{
    const lane::LaneEvent before = personEvent(1, 2, 7, Verdict::Ask);
    const lane::LaneEvent meanwhile = personEvent(2, 2, 8, Verdict::Ask, Night.plusMilliseconds(100));
    const LiveState asked = withoutPast(withEvent(twoLanes(), meanwhile));
    EXPECT_EQ(waitingCount(withHistory(asked, {}, Night)), 1);
    const LiveState state = withHistory(asked, { meanwhile, before }, Night);
    ASSERT_EQ(waitingCount(state), 2);
    EXPECT_EQ(state.lanes[1].asks.first().id, EventId(1));
    const LiveState car = withoutPast(withEvent(twoLanes(), plateEvent(3, 1, u"沪A12345", Verdict::Ask)));
    EXPECT_EQ(waitingCount(withHistory(car, { plateEvent(1, 1, u"沪A99999", Verdict::Ask) }, Night)), 1);
}

TEST(LiveState, ARenewedRequestWaitsSinceItBegan)
{
    LiveState state = withEvent(twoLanes(), personEvent(1, 2, 7, Verdict::Ask));
    state = withEvent(state, personEvent(2, 2, 8, Verdict::Ask, Night.plusMilliseconds(100)));
    lane::LaneEvent renewed = personEvent(1, 2, 0, Verdict::Ask, Night.plusMilliseconds(9000));
    const lane::LaneEvent erased = state.lanes[1].asks.last();
    state = withRenewed(state, { { EventId(1), renewed }, { EventId(2), withoutTraces(erased) } });
    ASSERT_EQ(waitingCount(state), 2);
    EXPECT_EQ(state.lanes[1].asks.first().at, Night);
    EXPECT_TRUE(state.lanes[1].asks.first().personName.isEmpty());
    EXPECT_FALSE(state.lanes[1].asks.last().id.isValid());
    EXPECT_FALSE(state.lanes[1].asks.last().person.isValid());
    EXPECT_EQ(state.lanes[1].asks.last().at, erased.at);
}

TEST(LiveState, TheFeedIsBounded)
{
    LiveState state = twoLanes();
    for (int id = 1; id <= LiveState::MostInFeed + 20; ++id)
        state = withEvent(state, plateEvent(id, 1, u"沪A12345", Verdict::Allow));
    EXPECT_EQ(state.feed.size(), LiveState::MostInFeed);
    EXPECT_EQ(state.feed.first().id, EventId(LiveState::MostInFeed + 20));
}

TEST(FeedFilter, FindsPlatesAsACameraMistakesThem)
{
    const lane::LaneEvent car = plateEvent(1, 1, u"沪AD0I234", Verdict::Ask);
    EXPECT_TRUE(passes({ FeedFilter::Kind::All, QStringLiteral("ado1") }, car));
    EXPECT_TRUE(passes({ FeedFilter::Kind::Cars, QStringLiteral("lane 1") }, car));
    EXPECT_FALSE(passes({ FeedFilter::Kind::People, {} }, car));
    EXPECT_FALSE(passes({ FeedFilter::Kind::Refused, {} }, car));
    EXPECT_FALSE(passes({ FeedFilter::Kind::All, QStringLiteral("zzz") }, car));
    EXPECT_TRUE(passes({ FeedFilter::Kind::People, QStringLiteral("person 4") }, personEvent(2, 2, 4, Verdict::Deny)));
}

TEST(DoubtfulPosition, IsWhereASecondReadingDiffers)
{
    EXPECT_EQ(doubtfulPosition(QStringLiteral("沪AD12345"), QStringLiteral("沪AD12346")), 7);
    EXPECT_EQ(doubtfulPosition(QStringLiteral("MKL8143"), {}), 3);
    EXPECT_EQ(doubtfulPosition(QStringLiteral("MKL"), {}), 0);
}

TEST(LiveState, WhoAskedBeforeTheLanesStartedStillWaits)
{
    const UtcTime now = Night.plusMilliseconds(60'000);
    const auto ask = plateEvent(2, 1, u"沪A12345", Verdict::Ask, now);
    const auto old = plateEvent(1, 1, u"沪A12346", Verdict::Allow, Night);
    LiveState state = withHistory({}, { ask, old }, now); // the lanes are still starting
    state = withTime(withLanes(state, { test::plateLane(1, QStringLiteral("Entry 1")) }, {}), now);
    EXPECT_EQ(waitingCount(state), 1);
    EXPECT_EQ(state.lanes.first().shown->id, EventId(1));
    EXPECT_EQ(state.feed.size(), 2);
    state = withTime(withLanes({ {}, state.feed, {}, {} }, { test::plateLane(1, QStringLiteral("Entry 1")) }, {}),
        now.plusMilliseconds(LiveState::AskPatience + 1));
    EXPECT_EQ(waitingCount(state), 0);
}

TEST(LiveState, AStrangerSeenAgainIsOneQuestion)
{
    LiveState state = withLanes({}, { test::faceLane(1, QStringLiteral("Door A")) }, {});
    const auto stranger = [](qint64 id, qint64 seconds) {
        return personEvent(id, 1, 0, access::Verdict::Ask, Night.plusMilliseconds(seconds * 1000));
    };
    state = withEvent(state, stranger(1, 0));
    state = withEvent(state, stranger(2, 20));
    state = withEvent(state, stranger(3, 45)); // 25 s after the last look
    ASSERT_EQ(state.lanes.first().asks.size(), 1);
    EXPECT_EQ(state.lanes.first().asks.first().id, EventId(3)); // the newest look is answered
    EXPECT_EQ(state.lanes.first().asks.first().at, Night); // and waits since the first
    state = withEvent(state, stranger(4, 80));
    EXPECT_EQ(state.lanes.first().asks.size(), 2);
}

} // namespace
} // namespace gatehouse::ui
