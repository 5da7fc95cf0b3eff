#pragma once

#include "core/video/Frame.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace gatehouse::lane {

// The threads that recognise. Each lane has room for one frame: a newer one replaces it and the loss is counted, or,
// for replays, the camera waits until it is taken. A lane is worked on by one thread at a time, so what it owns needs
// no lock. Which lane is next: the one that has used the least working time, so that a slow plate lane never starves a
// quick face lane, and lanes of one kind take turns. The threads run below normal priority: the screen and the decoders
// go first. Thread-safe; stop() and the destructor finish the frames being worked on and drop the waiting ones.
class VisionPool
{
public:
    enum class WhenBusy { KeepNewest, Wait };
    using LaneIndex = std::size_t;

    // Both run on a worker.
    struct Consumer
    {
        std::function<void(const video::Frame&)> onFrame;
        // After the last frame of media that was played once.
        std::function<void()> onEnd;
    };

    struct Counts
    {
        quint64 seen = 0;
        quint64 dropped = 0;
    };

    explicit VisionPool(WhenBusy whenBusy);
    ~VisionPool();
    VisionPool(const VisionPool&) = delete;
    VisionPool& operator=(const VisionPool&) = delete;

    // Before start().
    LaneIndex addLane(Consumer consumer);
    void start(int workers);
    // Takes no more frames and releases a camera that waits; does not wait itself.
    void close();
    void stop();

    // From the camera's thread.
    void submit(LaneIndex lane, const video::Frame& frame);
    void end(LaneIndex lane);
    [[nodiscard]] Counts counts(LaneIndex lane) const;

private:
    struct Lane
    {
        Consumer consumer;
        std::optional<video::Frame> waiting;
        bool hasEnded = false; // onEnd() is due once nothing waits
        bool isBusy = false;
        double used = 0; // ms of working time, for turns
        Counts counts;
    };

    void work();
    [[nodiscard]] std::optional<LaneIndex> nextLane() const;
    // A lane that had nothing to do gets its turn, not the whole pool until it has caught up.
    void joinQueue(Lane& lane);

    const WhenBusy m_whenBusy;
    mutable std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::condition_variable m_room;
    std::vector<Lane> m_lanes;
    std::vector<std::thread> m_workers;
    bool m_isStopping = false;
};

} // namespace gatehouse::lane
