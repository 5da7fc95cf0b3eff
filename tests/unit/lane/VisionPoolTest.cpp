#include "core/lane/VisionPool.h"

#include <QImage>

#include <atomic>
#include <ctime>
#include <future>
#include <gtest/gtest.h>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace {

using gatehouse::UtcTime;
using gatehouse::lane::VisionPool;
using gatehouse::video::Frame;
using WhenBusy = VisionPool::WhenBusy;

Frame frame(quint64 sequence)
{
    static const QImage picture(8, 8, QImage::Format_RGB888);
    return Frame::fromImage(picture, UtcTime(), 0, sequence);
}

// A gate that threads wait at until the test opens it.
class Latch
{
public:
    void open() { m_promise.set_value(); }
    void wait() { m_future.wait(); }

private:
    std::promise<void> m_promise;
    std::shared_future<void> m_future = m_promise.get_future().share();
};

} // namespace

TEST(VisionPool, ALiveLaneWorksOnTheNewestFrameAndCountsWhatItLeftOut)
{
    Latch firstTaken;
    Latch goOn;
    Latch lastSeen;
    std::vector<quint64> seen;
    VisionPool pool(WhenBusy::KeepNewest);
    const auto lane = pool.addLane({ [&](const Frame& taken) {
                                        seen.push_back(taken.sequence());
                                        if (seen.size() == 1) {
                                            firstTaken.open();
                                            goOn.wait();
                                        } else {
                                            lastSeen.open();
                                        }
                                    },
        [] {} });
    pool.start(1);
    pool.submit(lane, frame(1));
    firstTaken.wait();
    for (quint64 sequence = 2; sequence <= 10; ++sequence)
        pool.submit(lane, frame(sequence));
    goOn.open();
    lastSeen.wait();
    pool.stop();
    EXPECT_EQ(seen, (std::vector<quint64> { 1, 10 }));
    EXPECT_EQ(pool.counts(lane).seen, 10U);
    EXPECT_EQ(pool.counts(lane).dropped, 8U);
}

TEST(VisionPool, AReplayLosesNoFrameAndKeepsTheirOrder)
{
    std::vector<quint64> seen;
    Latch ended;
    VisionPool pool(WhenBusy::Wait);
    const auto lane =
        pool.addLane({ [&](const Frame& taken) { seen.push_back(taken.sequence()); }, [&] { ended.open(); } });
    pool.start(2);
    std::thread camera([&] {
        for (quint64 sequence = 1; sequence <= 500; ++sequence)
            pool.submit(lane, frame(sequence));
        pool.end(lane);
    });
    ended.wait();
    camera.join();
    ASSERT_EQ(seen.size(), 500U);
    for (std::size_t index = 0; index < seen.size(); ++index)
        EXPECT_EQ(seen[index], index + 1);
    EXPECT_EQ(pool.counts(lane).dropped, 0U);
}

TEST(VisionPool, ALaneIsNeverWorkedOnByTwoThreads)
{
    std::atomic<int> inside = 0;
    std::atomic<int> most = 0;
    Latch ended;
    VisionPool pool(WhenBusy::Wait);
    const auto lane = pool.addLane({ [&](const Frame&) {
                                        const int now = ++inside;
                                        most = std::max(most.load(), now);
                                        std::this_thread::yield();
                                        --inside;
                                    },
        [&] { ended.open(); } });
    pool.start(4);
    std::thread camera([&] {
        for (quint64 sequence = 1; sequence <= 200; ++sequence)
            pool.submit(lane, frame(sequence));
        pool.end(lane);
    });
    ended.wait();
    camera.join();
    EXPECT_EQ(most, 1);
}

// One worker, a lane that costs a lot of working time and one that costs little, both with a frame always waiting:
// turns are given by time used.
TEST(VisionPool, ASlowLaneDoesNotStarveAQuickOne)
{
    // Working time of the thread, so that a busy machine changes nothing.
    const auto burn = [](double milliseconds) {
        const auto used = [] {
            timespec time {};
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
            return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
        };
        const double until = used() + milliseconds;
        while (used() < until) { }
    };
    int slow = 0;
    int quick = 0;
    Latch enough;
    VisionPool pool(WhenBusy::KeepNewest);
    VisionPool::LaneIndex slowLane = 0;
    VisionPool::LaneIndex quickLane = 0;
    slowLane = pool.addLane({ [&](const Frame& taken) {
                                 pool.submit(slowLane, taken);
                                 burn(40);
                                 if (++slow == 5)
                                     enough.open();
                             },
        [] {} });
    quickLane = pool.addLane({ [&](const Frame& taken) {
                                  pool.submit(quickLane, taken);
                                  burn(2);
                                  ++quick;
                              },
        [] {} });
    pool.submit(slowLane, frame(1));
    pool.submit(quickLane, frame(1));
    pool.start(1);
    enough.wait();
    pool.stop();
    EXPECT_GT(quick, 4 * slow);
}

TEST(VisionPool, StoppingReleasesACameraThatWaits)
{
    Latch taken;
    Latch goOn;
    VisionPool pool(WhenBusy::Wait);
    std::atomic<bool> isFirst = true;
    const auto lane = pool.addLane({ [&](const Frame&) {
                                        if (isFirst.exchange(false)) {
                                            taken.open();
                                            goOn.wait();
                                        }
                                    },
        [] {} });
    pool.start(1);
    pool.submit(lane, frame(1));
    taken.wait();
    pool.submit(lane, frame(2));
    std::thread camera([&] { pool.submit(lane, frame(3)); });
    std::thread stopper([&] { pool.stop(); });
    camera.join();
    goOn.open();
    stopper.join();
    SUCCEED();
}
