#include "core/lane/VisionPool.h"

#include <algorithm>
#include <ctime>
#include <utility>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace gatehouse::lane {

namespace {

// What a lane is charged: the time it computed, not the time others kept it from computing.
double threadMilliseconds()
{
    timespec used {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return 1e3 * static_cast<double>(used.tv_sec) + 1e-6 * static_cast<double>(used.tv_nsec);
}

void yieldToScreenAndDecoders()
{
#ifdef Q_OS_LINUX
    // Linux keeps a nice value for each thread; without it a worker that never sleeps delays every repaint.
    constexpr int WorkerNice = 5;
    const auto self = static_cast<id_t>(gettid());
    setpriority(PRIO_PROCESS, self, getpriority(PRIO_PROCESS, self) + WorkerNice);
#endif
}

} // namespace

VisionPool::VisionPool(WhenBusy whenBusy)
    : m_whenBusy(whenBusy)
{
}

VisionPool::~VisionPool()
{
    stop();
}

VisionPool::LaneIndex VisionPool::addLane(Consumer consumer)
{
    Lane lane;
    lane.consumer = std::move(consumer);
    m_lanes.push_back(std::move(lane));
    return m_lanes.size() - 1;
}

void VisionPool::start(int workers)
{
    for (int index = 0; index < std::max(1, workers); ++index)
        m_workers.emplace_back([this] { work(); });
}

void VisionPool::close()
{
    {
        std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_arrived.notify_all();
    m_room.notify_all();
}

void VisionPool::stop()
{
    close();
    for (std::thread& worker : m_workers)
        worker.join();
    m_workers.clear();
}

void VisionPool::submit(LaneIndex index, const video::Frame& frame)
{
    {
        std::unique_lock lock(m_mutex);
        Lane& lane = m_lanes[index];
        if (m_whenBusy == WhenBusy::Wait)
            m_room.wait(lock, [&] { return !lane.waiting || m_isStopping; });
        if (m_isStopping)
            return;
        ++lane.counts.seen;
        if (lane.waiting)
            ++lane.counts.dropped;
        else
            joinQueue(lane);
        lane.waiting = frame;
    }
    m_arrived.notify_one();
}

void VisionPool::end(LaneIndex index)
{
    {
        std::lock_guard lock(m_mutex);
        joinQueue(m_lanes[index]);
        m_lanes[index].hasEnded = true;
    }
    m_arrived.notify_one();
}

VisionPool::Counts VisionPool::counts(LaneIndex lane) const
{
    std::lock_guard lock(m_mutex);
    return m_lanes[lane].counts;
}

void VisionPool::work()
{
    yieldToScreenAndDecoders();
    std::unique_lock lock(m_mutex);
    while (true) {
        std::optional<LaneIndex> next;
        m_arrived.wait(lock, [&] {
            next = nextLane();
            return next.has_value() || m_isStopping;
        });
        if (m_isStopping)
            return;
        Lane& lane = m_lanes[*next];
        const std::optional<video::Frame> frame = std::exchange(lane.waiting, std::nullopt);
        if (!frame)
            lane.hasEnded = false;
        lane.isBusy = true;
        lock.unlock();

        m_room.notify_all();
        const double begun = threadMilliseconds();
        if (frame)
            lane.consumer.onFrame(*frame);
        else
            lane.consumer.onEnd();
        const double took = threadMilliseconds() - begun;

        lock.lock();
        lane.isBusy = false;
        lane.used += took;
        // Another worker may have passed this lane over while it was busy.
        if (lane.waiting || lane.hasEnded)
            m_arrived.notify_one();
    }
}

std::optional<VisionPool::LaneIndex> VisionPool::nextLane() const
{
    std::optional<LaneIndex> best;
    for (LaneIndex index = 0; index < m_lanes.size(); ++index) {
        const Lane& lane = m_lanes[index];
        if (lane.isBusy || (!lane.waiting && !lane.hasEnded))
            continue;
        if (!best || lane.used < m_lanes[*best].used)
            best = index;
    }
    return best;
}

void VisionPool::joinQueue(Lane& joining)
{
    if (joining.isBusy)
        return;
    std::optional<double> least;
    for (const Lane& lane : m_lanes) {
        if (&lane != &joining && (lane.isBusy || lane.waiting || lane.hasEnded))
            least = std::min(least.value_or(lane.used), lane.used);
    }
    if (least)
        joining.used = std::max(joining.used, *least);
}

} // namespace gatehouse::lane
