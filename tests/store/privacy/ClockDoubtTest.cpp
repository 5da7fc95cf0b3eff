#include "core/privacy/ClockDoubt.h"

#include "core/privacy/ClockBelief.h"
#include "core/privacy/RetentionBook.h"
#include "core/privacy/RetentionRun.h"
#include "tests/store/privacy/PrivacyFixture.h"

namespace gatehouse::privacy {
namespace {

constexpr qint64 Hour = 60LL * 60 * 1000;
constexpr qint64 Minute = 60LL * 1000;

class ClockDoubtTest : public PrivacyTest
{
protected:
    void begin() { m_writer = std::make_unique<store::StoreThread>(m_store.handOverWriter()); }
    // Internal: it went well.
    ErrorCode run(RunOccasion occasion)
    {
        const auto done = enforceRetention(*m_writer, clock(), m_key, occasion);
        return done ? ErrorCode::Internal : done.error().code;
    }
    ErrorCode daily() { return run(RunOccasion::Daily); }
    void note()
    {
        EXPECT_TRUE(m_writer->call([this](store::Database& database) { return noteClock(database, clock()); }));
    }
    void confirm()
    {
        EXPECT_TRUE(m_writer->call([this](store::Database& database) { return confirmTheClock(database); }));
    }
    bool isAsked()
    {
        return m_writer->call(
            [this](store::Database& database) { return clockQuestion(database, clock(), clock().now())->has_value(); });
    }
    // A machine that runs, with its console.
    void runFor(qint64 milliseconds)
    {
        constexpr qint64 Step = 8 * Hour;
        for (qint64 passed = 0; passed < milliseconds; passed += Step) {
            clock().advance(Step);
            note();
        }
    }
    void offFor(qint64 milliseconds)
    {
        clock().advance(milliseconds);
        clock().restartMachine();
    }
    qint64 pictures() { return number("SELECT count(*) FROM evidence"); }
    QList<ClockConfirmation> confirmations()
    {
        return m_writer->call([](store::Database& database) { return *clockConfirmations(database); });
    }

    std::unique_ptr<store::StoreThread> m_writer;
};

TEST_F(ClockDoubtTest, aClockFarAheadDeletesNothingUntilTwoPeopleSayThatItIsRight)
{
    pass({ 1, {}, {}, QStringLiteral("BAB123"), {} });
    begin();
    EXPECT_NE(daily(), ErrorCode::ClockDoubted);
    clock().setWrongBy(400 * Day);
    EXPECT_TRUE(isAsked());
    EXPECT_EQ(daily(), ErrorCode::ClockDoubted);
    EXPECT_EQ(daily(), ErrorCode::ClockDoubted) << "asking does not make it right";
    EXPECT_EQ(runRetention(officer, *m_writer, clock(), m_key).error().code, ErrorCode::ClockDoubted);
    EXPECT_EQ(pictures(), 2);
    confirm();
    ASSERT_TRUE(runRetention(officer, *m_writer, clock(), m_key));
    EXPECT_EQ(pictures(), 0);
    EXPECT_FALSE(isAsked());
    const auto lines = m_store.auditLines();
    const auto said = std::ranges::find(lines, QStringLiteral("retention.clock"), &test::AuditLine::action);
    ASSERT_NE(said, lines.end());
    EXPECT_EQ(said->actor, officer.id);
    EXPECT_EQ(said->detail.value(QStringLiteral("approver")).toInteger(), administrator.id.value());
    EXPECT_EQ(said->detail.value(QStringLiteral("days")).toInteger(), 400);
    EXPECT_NE(daily(), ErrorCode::ClockDoubted);
}

// One person's word for it would be one person's word for an empty trail.
TEST_F(ClockDoubtTest, nobodyConfirmsAloneWhereSomebodyElseCould)
{
    pass({ 1, {}, {}, QStringLiteral("BAB123"), {} });
    clock().setWrongBy(1500 * Day);
    const UtcTime shown = clock().now();
    const auto confirmBy = [&](const security::ActingOperator& actor, security::Approval approval) {
        return confirmClock(actor, store(), clock(), shown, std::move(approval)).error().code;
    };
    EXPECT_EQ(security::Approval::alone(officer, clockProposal(shown), clock(), store()).error().code,
        ErrorCode::SecondPersonNeeded);
    EXPECT_EQ(confirmBy(guard, approved(clockProposal(shown), officer)), ErrorCode::PermissionDenied);
    EXPECT_EQ(
        confirmBy(officer, approved(lengthenProposal(DataClass::Audit, 200), officer)), ErrorCode::ApprovalNotValid);
    EXPECT_EQ(confirmBy(officer, approved(clockProposal(shown.plusMilliseconds(-Day)), officer)),
        ErrorCode::ApprovalNotValid);
    EXPECT_EQ(confirmClock(officer, store(), clock(), shown.plusMilliseconds(90 * Day),
                  approved(clockProposal(shown.plusMilliseconds(90 * Day)), officer))
                  .error()
                  .code,
        ErrorCode::InvalidArgument);
    EXPECT_TRUE(*clockQuestion(store(), clock(), shown));
    EXPECT_EQ(number("SELECT count(*) FROM audit WHERE action = 'retention.clock'"), 0);
    ASSERT_TRUE(confirmTheClock(store()));
    EXPECT_FALSE(*clockQuestion(store(), clock(), shown));
}

TEST_F(ClockDoubtTest, aClockThatIsPutRightIsBelievedAgain)
{
    pass({ 1, {}, {}, QStringLiteral("BAB123"), {} });
    begin();
    EXPECT_NE(daily(), ErrorCode::ClockDoubted);
    clock().setWrongBy(4000 * Day);
    EXPECT_EQ(daily(), ErrorCode::ClockDoubted);
    clock().setWrongBy(0);
    EXPECT_NE(daily(), ErrorCode::ClockDoubted);
    EXPECT_EQ(pictures(), 2);
}

TEST_F(ClockDoubtTest, aSiteWithNothingOverdueIsNotAskedAndDoesNotBelieveEither)
{
    begin();
    for (int week = 1; week < 10; ++week) {
        clock().setWrongBy(week * LongestSilence);
        EXPECT_NE(daily(), ErrorCode::ClockDoubted) << week;
    }
    EXPECT_FALSE(isAsked());
    m_writer->call([](store::Database& database) {
        EXPECT_TRUE(database.execute("INSERT INTO events (at, lane_id, lane_name, kind, subject, certainty, decision, "
                                     "reason) VALUES (1, 1, 'Entry 1', 'recognition', 'none', 'unknown', 'ask', "
                                     "'unknown')"));
    });
    EXPECT_EQ(daily(), ErrorCode::ClockDoubted);
}

// Who sets the clock on a little with every opening, whatever starts anew in between.
class StepByStep : public ClockDoubtTest, public testing::WithParamInterface<bool>
{
};

TEST_P(StepByStep, twoHundredOpeningsEachSixDaysAheadGainAWeekInAll)
{
    for (qint64 age = 165; age < 180; ++age)
        pass({ age, {}, {}, QStringLiteral("BAB123"), {} });
    const qint64 entries = number("SELECT max(sequence) FROM audit");
    begin();
    for (int opening = 1; opening <= 200; ++opening) {
        clock().advance(Minute);
        clock().setWrongBy(opening * 6 * Day);
        if (GetParam())
            clock().restartMachine();
        EXPECT_EQ(run(RunOccasion::Opening) == ErrorCode::ClockDoubted, opening > 1) << opening;
    }
    EXPECT_EQ(number("SELECT count(*) FROM events"), 15 - 6) << "those of 174 days and more";
    EXPECT_EQ(number("SELECT min(sequence) FROM audit"), 1);
    EXPECT_GE(number("SELECT count(*) FROM audit"), entries);
    EXPECT_TRUE(isAsked());
}

INSTANTIATE_TEST_SUITE_P(ClockDoubtTest, StepByStep, testing::Bool(), [](const auto& shape) {
    return shape.param ? std::string("withTheMachineStartedAnew") : std::string("onAMachineThatRuns");
});

TEST_F(ClockDoubtTest, halfAYearOfDailyRunsWithARestartEveryWeekDeletesEveryDayAndIsNeverAsked)
{
    constexpr qint64 Days = 182;
    constexpr qint64 Every = 6;
    for (qint64 day = 0; day < Days; day += Every)
        pass({ -day, {}, {}, QStringLiteral("BAB123"), {} });
    const qint64 all = pictures();
    begin();
    note();
    for (int day = 1; day < Days; ++day) {
        runFor(Day);
        if (day % 7 == 0)
            offFor(10 * Minute);
        ASSERT_NE(daily(), ErrorCode::ClockDoubted) << day;
        const qint64 overdueBefore = clock().now().milliseconds() - 7 * Day - test::TestClock::Start;
        const qint64 gone = overdueBefore > 0 ? (overdueBefore - 1) / (Every * Day) + 1 : 0;
        ASSERT_EQ(pictures(), all - 2 * gone) << day;
    }
    EXPECT_TRUE(confirmations().isEmpty());
}

TEST_F(ClockDoubtTest, aMachineThatWasOffForAMonthAsksOnceAndOneThatRanDoesNot)
{
    pass({ 1, {}, {}, QStringLiteral("BAB123"), {} });
    begin();
    note();
    clock().advance(30 * Day); // the console was closed, the machine was not
    EXPECT_NE(daily(), ErrorCode::ClockDoubted);
    EXPECT_EQ(pictures(), 0);
    offFor(160 * Day);
    EXPECT_EQ(daily(), ErrorCode::ClockDoubted);
    confirm();
    for (int day = 0; day < 20; ++day) {
        EXPECT_NE(daily(), ErrorCode::ClockDoubted) << day;
        runFor(Day);
    }
    EXPECT_EQ(confirmations().size(), 1);
    EXPECT_EQ(number("SELECT count(*) FROM events"), 0);
}

TEST_F(ClockDoubtTest, aClockThatWasBehindWhenTheMachineStartedIsNoReasonToAsk)
{
    pass({ 1, {}, {}, QStringLiteral("BAB123"), {} });
    begin();
    note();
    offFor(Hour);
    clock().setWrongBy(-4000 * Day);
    EXPECT_NE(run(RunOccasion::Opening), ErrorCode::ClockDoubted);
    clock().advance(5 * Minute);
    note();
    clock().setWrongBy(0);
    clock().advance(9 * Day);
    EXPECT_NE(daily(), ErrorCode::ClockDoubted);
    EXPECT_EQ(pictures(), 0);
}

// What people once confirmed in error is no licence for later.
TEST_F(ClockDoubtTest, aClockThatHasBeenBehindForADayIsFollowed)
{
    begin();
    clock().setWrongBy(4000 * Day);
    confirm();
    clock().setWrongBy(0);
    runFor(Day + 8 * Hour);
    clock().setWrongBy(4000 * Day);
    EXPECT_TRUE(m_writer->call(
        [this](store::Database& database) { return clockDoubt(database, clock(), clock().now())->has_value(); }));
}

TEST_F(ClockDoubtTest, theTrailSaysWhatWentByWhoseWord)
{
    pass({ 1, {}, {}, QStringLiteral("BAB123"), {} });
    const qint64 before = number("SELECT max(sequence) FROM audit");
    begin();
    note();
    clock().setWrongBy(1500 * Day);
    EXPECT_EQ(daily(), ErrorCode::ClockDoubted);
    confirm();
    const auto certificate = runRetention(officer, *m_writer, clock(), m_key);
    ASSERT_TRUE(certificate);
    const auto said = confirmations();
    ASSERT_EQ(said.size(), 1);
    EXPECT_EQ(said.first().days(), 1500);
    EXPECT_EQ(said.first().proposer, officer.id);
    EXPECT_EQ(said.first().approver, administrator.id);
    EXPECT_EQ(said.first().removed, before);
    EXPECT_FALSE(said.first().removedUntil.isEmpty());
    for (const QJsonObject& words : { certificate->words(), m_store.auditLines().last().detail }) {
        const QJsonObject by = words.value(QStringLiteral("clock")).toObject();
        EXPECT_EQ(by.value(QStringLiteral("confirmedBy")).toInteger(), said.first().entry);
        EXPECT_EQ(by.value(QStringLiteral("confirmedDays")).toInteger(), 1500);
        EXPECT_EQ(by.value(QStringLiteral("aheadDays")).toInteger(), 0);
    }
    // Put back, it leaves the entries that tell of it, until people say so or their own time is over.
    clock().setWrongBy(0);
    for (int day = 0; day < 3; ++day) {
        runFor(Day);
        EXPECT_NE(daily(), ErrorCode::ClockDoubted);
    }
    EXPECT_EQ(confirmations().size(), 1);
    EXPECT_EQ(confirmations().first().removed, before);
    confirm();
    EXPECT_LT(confirmations().last().days(), 1);
    clock().advance(1098 * Day);
    EXPECT_NE(daily(), ErrorCode::ClockDoubted);
    EXPECT_TRUE(confirmations().isEmpty());
}

} // namespace
} // namespace gatehouse::privacy
