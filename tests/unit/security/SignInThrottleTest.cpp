#include "core/security/SignInThrottle.h"

#include "tests/support/TestClock.h"

#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::security;

namespace {

class SignInThrottleTest : public testing::Test
{
protected:
    [[nodiscard]] QString file() const { return m_folder.filePath(QStringLiteral("site.signin")); }

    // What a further attempt would have to wait; makes it when it need not. A new object each time, as after a restart.
    qint64 attempt(const QByteArray& slot = "slot of one")
    {
        SignInThrottle throttle(file(), m_clock, m_real);
        const auto begun = throttle.beginAttempt(slot);
        if (begun)
            return 0;
        EXPECT_EQ(begun.error().code, ErrorCode::SignInLockedOut);
        bool isNumber = false;
        const qint64 remaining = begun.error().detail.toLongLong(&isNumber);
        EXPECT_TRUE(isNumber);
        return remaining;
    }
    void fail(int times)
    {
        for (int i = 0; i < times; ++i) {
            m_clock.advance(SignInThrottle::LongestWait);
            ASSERT_EQ(attempt(), 0);
        }
    }

    QList<QByteArray> m_real { "slot of one", "slot of another" };
    QTemporaryDir m_folder;
    test::TestClock m_clock;
};

} // namespace

TEST_F(SignInThrottleTest, threeFailuresAreFreeThenTheWaitDoubles)
{
    EXPECT_EQ(attempt(), 0);
    EXPECT_EQ(attempt(), 0);
    EXPECT_EQ(attempt(), 0);
    EXPECT_EQ(attempt(), 0); // the fourth try is made, and costs
    for (qint64 wait = 1000; wait <= 512'000; wait *= 2) {
        EXPECT_EQ(attempt(), wait);
        m_clock.advance(wait - 1);
        EXPECT_EQ(attempt(), 1);
        m_clock.advance(1);
        EXPECT_EQ(attempt(), 0);
    }
    EXPECT_EQ(attempt(), SignInThrottle::LongestWait);
    m_clock.advance(SignInThrottle::LongestWait);
    EXPECT_EQ(attempt(), 0);
    EXPECT_EQ(attempt(), SignInThrottle::LongestWait);
}

TEST_F(SignInThrottleTest, oneWhoGuessesManyNamesIsSlowedToo)
{
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(attempt("slot " + QByteArray::number(i)), 0);
    EXPECT_EQ(attempt("slot 99"), 1000);
}

TEST_F(SignInThrottleTest, theRightPassphraseClearsTheSlot)
{
    fail(6);
    SignInThrottle throttle(file(), m_clock, m_real);
    m_clock.advance(SignInThrottle::LongestWait);
    ASSERT_TRUE(throttle.beginAttempt("slot of one"));
    const auto failed = throttle.attemptWasRight("slot of one");
    ASSERT_TRUE(failed);
    EXPECT_EQ(*failed, 6);
    EXPECT_EQ(attempt(), 0);
    EXPECT_EQ(attempt(), 0);
}

TEST_F(SignInThrottleTest, onesOwnSuccessForgivesNobodyElse)
{
    fail(6);
    SignInThrottle throttle(file(), m_clock, m_real);
    m_clock.advance(SignInThrottle::LongestWait);
    ASSERT_TRUE(throttle.beginAttempt("slot of another"));
    ASSERT_TRUE(throttle.attemptWasRight("slot of another"));
    fail(1);
    EXPECT_EQ(attempt(), SignInThrottle::waitAfter(7));
}

TEST_F(SignInThrottleTest, settingTheClockChangesNoWait)
{
    fail(8); // 16 s
    EXPECT_EQ(attempt(), 16'000);
    m_clock.advance(10'000);
    constexpr qint64 Year = 365LL * 24 * 3600 * 1000;
    for (const qint64 error : { Year, -Year, qint64(-1'000), 40 * Year }) {
        m_clock.setWrongBy(error);
        EXPECT_EQ(attempt(), 6'000) << error;
    }
    m_clock.advance(6'000);
    EXPECT_EQ(attempt(), 0);
    m_clock.setWrongBy(0);
    EXPECT_EQ(attempt(), 32'000);
}

TEST_F(SignInThrottleTest, startingTheMachineAnewStartsTheWaitAgainAndNoMore)
{
    fail(8); // 16 s
    m_clock.advance(10'000);
    EXPECT_EQ(attempt(), 6'000);
    m_clock.restartMachine();
    EXPECT_EQ(attempt(), 16'000);
    m_clock.advance(15'000);
    EXPECT_EQ(attempt(), 1'000);
    m_clock.advance(1'000);
    EXPECT_EQ(attempt(), 0);
    EXPECT_EQ(attempt(), 32'000) << "and what had failed before still counts";
}

TEST_F(SignInThrottleTest, anAttemptThatWasNoGuessIsTakenBack)
{
    fail(6);
    m_clock.advance(SignInThrottle::LongestWait);
    SignInThrottle throttle(file(), m_clock, m_real);
    for (int i = 0; i < 5; ++i) {
        ASSERT_TRUE(throttle.beginAttempt("slot of one"));
        EXPECT_EQ(*throttle.failuresBefore("slot of one"), 6);
        ASSERT_TRUE(throttle.attemptWasIncomplete("slot of one"));
    }
    EXPECT_EQ(attempt(), 0);
    EXPECT_EQ(attempt(), SignInThrottle::waitAfter(7));
}

TEST_F(SignInThrottleTest, theFileHoldsNumbersOnlyAndStaysSmall)
{
    for (int i = 0; i < 300; ++i) {
        m_clock.advance(SignInThrottle::LongestWait);
        ASSERT_EQ(attempt("id" + QByteArray::number(i)), 0);
    }
    QFile state(file());
    ASSERT_TRUE(state.open(QIODevice::ReadOnly));
    EXPECT_LT(state.size(), 16'000);
    EXPECT_FALSE(state.readAll().contains("id29"));
}

// Whoever may try any name at the console could else have a real one's failures forgotten by making up others.
TEST_F(SignInThrottleTest, madeUpNamesPushNoRealOneOut)
{
    fail(7);
    for (int i = 0; i < 200; ++i) {
        m_clock.advance(SignInThrottle::LongestWait);
        ASSERT_EQ(attempt("made up " + QByteArray::number(i)), 0);
    }
    m_clock.advance(SignInThrottle::LongestWait);
    ASSERT_EQ(attempt(), 0);
    SignInThrottle throttle(file(), m_clock, m_real);
    EXPECT_EQ(*throttle.failuresBefore("slot of one"), 7);
}

// The id of a slot is a quick hash of the name: a passphrase typed there could be guessed from it.
TEST_F(SignInThrottleTest, ofAMadeUpNameNothingIsWritten)
{
    const QByteArray typed = QByteArray::fromHex("abcdefbacbdcedfeafbdcafebadedabe");
    ASSERT_EQ(attempt(typed), 0);
    ASSERT_EQ(attempt(m_real.first()), 0);
    QFile state(file());
    ASSERT_TRUE(state.open(QIODevice::ReadOnly));
    const QByteArray written = state.readAll();
    EXPECT_TRUE(written.contains(m_real.first().toHex()));
    for (qsizetype at = 0; at + 2 <= typed.size(); ++at)
        EXPECT_FALSE(written.contains(typed.sliced(at, 2).toHex())) << "byte " << at;
}

TEST_F(SignInThrottleTest, aMadeUpNameIsSlowedAsARealOne)
{
    for (int i = 0; i < SignInThrottle::FreeFailures; ++i)
        ASSERT_EQ(attempt("made up"), 0);
    ASSERT_EQ(attempt("made up"), 0);
    EXPECT_EQ(attempt("made up"), SignInThrottle::FirstWait);
}

TEST_F(SignInThrottleTest, theTallyOfASlotThatIsGoneIsForgotten)
{
    ASSERT_EQ(attempt("slot of another"), 0);
    m_real.removeLast();
    ASSERT_EQ(attempt(), 0);
    QFile state(file());
    ASSERT_TRUE(state.open(QIODevice::ReadOnly));
    EXPECT_FALSE(state.readAll().contains(QByteArray("slot of another").toHex()));
}

TEST_F(SignInThrottleTest, aSpoiledFileBuysNoFreeAttempts)
{
    QFile state(file());
    ASSERT_TRUE(state.open(QIODevice::WriteOnly));
    state.write("{ half");
    state.close();
    EXPECT_EQ(attempt(), 0);
    EXPECT_EQ(attempt(), 1000);
}
