#include "core/lane/EventLog.h"
#include "core/lane/EventSql.h"
#include "tests/support/TestStore.h"

#include <QElapsedTimer>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::lane;

namespace {

// A site after some busy months: 200,000 events on four lanes.
class EventPlanTest : public testing::Test
{
protected:
    static void SetUpTestSuite()
    {
        s_store = std::make_unique<test::TestStore>();
        ASSERT_TRUE(s_store->database().execute(R"sql(
            BEGIN;
            WITH RECURSIVE counter (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counter WHERE n < 199999)
            INSERT INTO events (at, lane_id, lane_name, kind, answers_event_id, subject, certainty, plate, plate_region,
                                confidence, decision, reason, detail)
            SELECT 1741000000000 + n * 5000, 1 + n % 4, 'Lane', 'recognition', CASE WHEN n % 50 = 1 THEN n END, 'vehicle', 'known',
                   printf('B%05X', (n * 7919) % 1048576), 'eu', 0.9,
                   CASE WHEN n % 50 = 0 THEN 'ask' ELSE 'allow' END, 'rule-allows',
                   '{"threshold":0.5,"reads":9,"agreeing":7,"runnerUpPlate":"B00000","runnerUpConfidence":0.2}'
              FROM counter;
            COMMIT;
            ANALYZE;
        )sql"));
    }
    static void TearDownTestSuite() { s_store.reset(); }

    static std::string plan(const EventQuery& query) { return s_store->queryPlan(eventListSql(query)).toStdString(); }

    // Milliseconds, for the log: what a person waits is not what a shared machine is tested for.
    static qsizetype rows(const EventQuery& query, const char* what)
    {
        EventLog log(s_store->database(), s_store->clock());
        QElapsedTimer timer;
        timer.start();
        const auto events = log.list(s_store->guard(), query);
        std::printf("%-24s %6.1f ms\n", what, static_cast<double>(timer.nsecsElapsed()) / 1e6);
        return events ? events->size() : -1;
    }

    static std::unique_ptr<test::TestStore> s_store;
};

std::unique_ptr<test::TestStore> EventPlanTest::s_store;

using testing::HasSubstr;
using testing::Not;

} // namespace

TEST_F(EventPlanTest, TheNewestPageWalksTheIndexOfTime)
{
    const EventQuery query;
    EXPECT_THAT(plan(query), HasSubstr("SCAN e USING INDEX events_at"));
    EXPECT_THAT(plan(query), Not(HasSubstr("TEMP B-TREE")));
    EXPECT_EQ(rows(query, "newest"), 100);
}

TEST_F(EventPlanTest, ALaterPageStartsWhereTheLastOneEnded)
{
    EventQuery query;
    query.before = EventId(100000);
    EXPECT_THAT(plan(query), HasSubstr("SEARCH e USING INDEX events_at (at<?)"));
    EXPECT_THAT(plan(query), Not(HasSubstr("TEMP B-TREE")));
    EXPECT_EQ(rows(query, "page in the middle"), 100);
}

TEST_F(EventPlanTest, TimeAndLaneUseTheirIndexes)
{
    EventQuery query;
    query.from = UtcTime::fromMilliseconds(1741100000000);
    query.until = UtcTime::fromMilliseconds(1741200000000);
    EXPECT_THAT(plan(query), HasSubstr("SEARCH e USING INDEX events_at (at>? AND at<?)"));
    EXPECT_EQ(rows(query, "time"), 100);
    query.lane = LaneId(3);
    EXPECT_THAT(plan(query), HasSubstr("SEARCH e USING INDEX events_lane (lane_id=? AND at>? AND at<?)"));
    EXPECT_THAT(plan(query), Not(HasSubstr("TEMP B-TREE")));
    EXPECT_EQ(rows(query, "time and lane"), 100);
    query.before = EventId(30000);
    query.verdict = access::Verdict::Ask;
    EXPECT_THAT(plan(query), HasSubstr("USING INDEX events_lane"));
    EXPECT_GT(rows(query, "time, lane, verdict"), 0);
}

TEST_F(EventPlanTest, TextIsLookedForInTheIndexOfPlatesAlone)
{
    EventQuery query;
    query.text = QStringLiteral("B0");
    EXPECT_THAT(plan(query), HasSubstr("SEARCH events USING COVERING INDEX events_plate (plate>?)"));
    EXPECT_THAT(plan(query), HasSubstr("events_person"));
    EXPECT_THAT(plan(query), HasSubstr("SCAN e USING INDEX events_at"));
    EXPECT_EQ(rows(query, "text, many hits"), 100);
    query.text = QStringLiteral("B00A3C");
    EXPECT_LE(rows(query, "text, hardly a hit"), 2);
    query.text = QStringLiteral("nobody of that name");
    EXPECT_EQ(rows(query, "text, no hit"), 0);
    query.text.clear();
    query.verdict = access::Verdict::Deny;
    EXPECT_EQ(rows(query, "verdict, no hit"), 0);
}

TEST_F(EventPlanTest, AStoryIsFoundWithoutASearch)
{
    const std::string story = s_store->queryPlan(eventStorySql()).toStdString();
    EXPECT_THAT(story, HasSubstr("events_answers"));
    EXPECT_THAT(story, HasSubstr("SEARCH e USING INTEGER PRIMARY KEY"));
    EXPECT_THAT(story, Not(HasSubstr("SCAN e ")));
}
