#include "core/privacy/ClockDoubt.h"

#include "core/privacy/RetentionBook.h"
#include "core/privacy/RetentionRun.h"
#include "tests/store/privacy/PrivacyFixture.h"

namespace gatehouse::privacy {
namespace {

class ClockDoubtTest : public PrivacyTest
{
protected:
    void begin() { m_writer = std::make_unique<store::StoreThread>(m_store.handOverWriter()); }
    ErrorCode daily()
    {
        const auto done = enforceRetention(*m_writer, clock(), m_key, RunOccasion::Daily);
        return done ? ErrorCode::Internal : done.error().code;
    }
    qint64 pictures() { return number("SELECT count(*) FROM evidence"); }

    std::unique_ptr<store::StoreThread> m_writer;
};

TEST_F(ClockDoubtTest, aClockFarAheadDeletesNothingUntilAPersonSaysThatItIsRight)
{
    pass({ 1, {}, {}, QStringLiteral("BAB123"), {} });
    begin();
    EXPECT_NE(daily(), ErrorCode::ClockDoubted);
    clock().advance(400 * Day);
    EXPECT_TRUE(*clockQuestion(store(), clock().now()));
    EXPECT_EQ(daily(), ErrorCode::ClockDoubted);
    EXPECT_EQ(daily(), ErrorCode::ClockDoubted) << "asking does not make it right";
    EXPECT_EQ(pictures(), 2);
    EXPECT_EQ(runRetention(officer, *m_writer, clock(), m_key).error().code, ErrorCode::ClockDoubted);
    EXPECT_EQ(
        runRetention(guard, *m_writer, clock(), m_key, ClockWord::IsRight).error().code, ErrorCode::PermissionDenied);
    EXPECT_EQ(pictures(), 2);
    ASSERT_TRUE(runRetention(officer, *m_writer, clock(), m_key, ClockWord::IsRight));
    EXPECT_EQ(pictures(), 0);
    EXPECT_FALSE(*clockQuestion(store(), clock().now()));
    const auto lines = m_store.auditLines();
    const auto said = std::ranges::find(lines, QStringLiteral("retention.clock"), &test::AuditLine::action);
    ASSERT_NE(said, lines.end());
    EXPECT_EQ(said->actor, officer.id);
    EXPECT_NE(said->detail.value(QStringLiteral("believed")), said->detail.value(QStringLiteral("confirmed")));
    EXPECT_NE(daily(), ErrorCode::ClockDoubted);
}

TEST_F(ClockDoubtTest, aClockThatIsPutRightIsBelievedAgain)
{
    pass({ 1, {}, {}, QStringLiteral("BAB123"), {} });
    begin();
    EXPECT_NE(daily(), ErrorCode::ClockDoubted);
    clock().advance(4000 * Day);
    EXPECT_EQ(daily(), ErrorCode::ClockDoubted);
    clock().advance(-3999 * Day);
    EXPECT_NE(daily(), ErrorCode::ClockDoubted);
    EXPECT_EQ(pictures(), 2);
}

TEST_F(ClockDoubtTest, aWeekIsNoJumpAndASiteWithNothingOverdueIsNotAsked)
{
    pass({ 1, {}, {}, QStringLiteral("BAB123"), {} });
    begin();
    for (int week = 0; week < 3; ++week) {
        clock().advance(LongestSilence);
        EXPECT_NE(daily(), ErrorCode::ClockDoubted) << week;
    }
    EXPECT_EQ(pictures(), 0);
    clock().advance(60 * Day);
    EXPECT_NE(daily(), ErrorCode::ClockDoubted);
}

} // namespace
} // namespace gatehouse::privacy
