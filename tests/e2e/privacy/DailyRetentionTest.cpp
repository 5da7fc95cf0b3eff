#include "app/site/DailyRetention.h"

#include "core/privacy/Certificate.h"
#include "core/privacy/RetentionBook.h"
#include "core/privacy/RetentionRun.h"
#include "tests/support/TestClock.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace gatehouse;

namespace {

constexpr qint64 Minute = 60LL * 1000;
constexpr qint64 Day = 24 * 60 * Minute;

// A site with an old passage and an old request, whose daily run is looked after as the console does it.
class DailyRetentionTest : public testing::Test
{
protected:
    void SetUp() override
    {
        const security::NewSite site { QStringLiteral("Lotus Yard"), QTimeZone::utc(), QStringLiteral("Ada Admin"),
            security::Passphrase::fromUtf8("heron lantern gravel teapot"), false };
        auto created = security::OpenSite::create(
            { m_folder.filePath(QStringLiteral("site")) }, site, m_clock, security::DerivationCost { 1, 8192 });
        ASSERT_TRUE(created) << qPrintable(created.error().detail);
        m_site = std::move(created->site);
        const QByteArray old = QByteArray::number((m_clock.now().milliseconds() - 2000 * Day));
        write("INSERT INTO events (at, lane_id, lane_name, kind, subject, certainty, decision, reason, detail) VALUES ("
            + old + ", 1, 'Entry 1', 'recognition', 'none', 'unknown', 'ask', 'stranger', '{}')");
        write("INSERT INTO subject_requests (kind, plate, received_at, due_at, state, closed_at) VALUES "
              "('access', 'HHXY99', "
            + old + ", " + old + " + 1, 'done', " + old + " + 1)");
        m_retention = std::make_unique<site::DailyRetention>(*m_site, m_clock);
        QObject::connect(m_retention.get(), &site::DailyRetention::finished, [this] { ++m_finished; });
    }
    void TearDown() override { m_retention.reset(); }

    void write(const QByteArray& sql)
    {
        m_site->writer().call([&](store::Database& database) {
            const auto done = database.execute(sql);
            EXPECT_TRUE(done) << qPrintable(done.error().detail);
        });
    }
    // Looks whether a run is due, and waits until it is over.
    void look()
    {
        m_retention->start();
        m_retention->waitForStop();
    }
    QList<privacy::Certificate> certificates()
    {
        return m_site->writer().call([&](store::Database& database) {
            return privacy::listCertificates(m_site->openedBy(), database, 10).value();
        });
    }
    qint64 overdue()
    {
        return m_site->writer().call(
            [&](store::Database& database) { return privacy::countOverdue(database, m_clock.now()).value(); });
    }

    QTemporaryDir m_folder;
    test::TestClock m_clock;
    std::unique_ptr<security::OpenSite> m_site;
    std::unique_ptr<site::DailyRetention> m_retention;
    std::atomic<int> m_finished = 0;
};

} // namespace

TEST_F(DailyRetentionTest, ARunThatWasNotFinishedIsTriedAgainTheSameDay)
{
    write("CREATE TRIGGER stuck BEFORE DELETE ON subject_requests BEGIN SELECT RAISE(ABORT, 'no'); END");
    EXPECT_EQ(overdue(), 2);
    look();
    ASSERT_EQ(certificates().size(), 1);
    EXPECT_FALSE(certificates().first().isComplete());
    EXPECT_EQ(overdue(), 1);
    EXPECT_EQ(m_finished, 0) << "no page shows it as done";

    write("DROP TRIGGER stuck");
    m_clock.advance(privacy::retryRetentionAfter(1) - 1);
    look();
    EXPECT_EQ(certificates().size(), 1) << "what fails is not tried at every look";
    m_clock.advance(1);
    look();
    ASSERT_EQ(certificates().size(), 2);
    EXPECT_TRUE(certificates().first().isComplete());
    EXPECT_EQ(overdue(), 0);
    EXPECT_EQ(m_finished, 1);
}

TEST_F(DailyRetentionTest, AFinishedRunIsEnoughForADay)
{
    look();
    EXPECT_EQ(m_finished, 1);
    m_clock.advance(Day - 1);
    look();
    EXPECT_EQ(m_finished, 1);
    m_clock.advance(1);
    look();
    EXPECT_EQ(m_finished, 2);
}
