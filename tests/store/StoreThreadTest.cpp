#include "core/store/StoreThread.h"

#include "core/store/Transaction.h"
#include "tests/store/EmptyStore.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QThread>

#include <atomic>
#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::store;
using gatehouse::test::testKey;

namespace {

class StoreThreadTest : public testing::Test
{
protected:
    void SetUp() override
    {
        auto opened = Database::open(m_folder.filePath(QStringLiteral("s")), testKey(), OpenMode::CreateNew);
        ASSERT_TRUE(opened);
        m_thread = std::make_unique<StoreThread>(std::move(*opened));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<StoreThread> m_thread;
};

} // namespace

TEST_F(StoreThreadTest, worksInTheOrderGivenAndFinishesBeforeItEnds)
{
    std::vector<int> order;
    for (int i = 0; i < 100; ++i)
        m_thread->post([&order, i](Database&) { order.push_back(i); });
    m_thread.reset();
    ASSERT_EQ(order.size(), 100U);
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST_F(StoreThreadTest, aCallReturnsWhatTheWorkReturned)
{
    EXPECT_EQ(
        m_thread->call([](Database& database) { return database.schemaVersion(); }), allMigrations().last().version);
    bool inside = false;
    m_thread->call([&](Database&) { inside = m_thread->isCurrent(); });
    EXPECT_TRUE(inside);
    EXPECT_FALSE(m_thread->isCurrent());
}

TEST_F(StoreThreadTest, anAnswerArrivesOnTheReceiversThread)
{
    QObject receiver;
    QEventLoop loop;
    std::thread::id answeredOn;
    m_thread->request([](Database&) { return std::make_unique<int>(5); }, &receiver,
        [&](std::unique_ptr<int> value) {
            answeredOn = *value == 5 ? std::this_thread::get_id() : std::thread::id();
            loop.quit();
        });
    loop.exec();
    EXPECT_TRUE(answeredOn == std::this_thread::get_id());
}

TEST_F(StoreThreadTest, anAnswerForAReceiverThatIsGoneIsDropped)
{
    std::atomic_bool answered = false;
    auto receiver = std::make_unique<QObject>();
    m_thread->request([](Database&) { return 1; }, receiver.get(), [&](int) { answered = true; });
    receiver.reset();
    m_thread->call([](Database&) {});
    QCoreApplication::processEvents();
    EXPECT_FALSE(answered);
}

// Receivers die while their answers are being queued; a race shows as a crash or in the sanitizers.
TEST_F(StoreThreadTest, receiversMayDieAtAnyMoment)
{
    for (int round = 0; round < 2000; ++round) {
        auto receiver = std::make_unique<QObject>();
        int answers = 0;
        for (int i = 0; i < 3; ++i)
            m_thread->request([](Database&) { return 1; }, receiver.get(), [&answers](int one) { answers += one; });
        if (round % 2 == 0)
            QThread::yieldCurrentThread();
        QCoreApplication::processEvents();
        EXPECT_LE(answers, 3);
    }
}
