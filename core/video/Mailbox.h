#pragma once

#include "core/video/Connection.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace gatehouse::video {

// What to do with a picture when the source has not taken the earlier ones yet.
enum class Overflow { DropOldest, Block };

// Between the threads of a source's connections and the one thread of the source. Only the newest generation is heard:
// a stale callback of a connection given up is refused by its number. Holds at most Capacity pictures. Thread-safe.
class Mailbox
{
public:
    // One costs frames when many streams share two cores (measured at 16); more is only delay.
    static constexpr std::size_t Capacity = 3;

    explicit Mailbox(Overflow overflow)
        : m_overflow(overflow)
    {
    }

    // Begins a new generation, whose number it returns; what older ones left is forgotten, and who waits to post for
    // them is sent away.
    quint64 openGeneration();
    // With Overflow::Block it waits for room. False when the generation is not the newest or the mailbox is closed.
    bool post(quint64 generation, ConnectionEvent event);

    // The oldest event; absent after `patience`, or at once when closed.
    std::optional<ConnectionEvent> wait(std::chrono::milliseconds patience);

    // For good: wakes all who wait.
    void close();

    [[nodiscard]] quint64 droppedCount() const;

private:
    const Overflow m_overflow;
    mutable std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::condition_variable m_room;
    std::deque<ConnectionEvent> m_events;
    quint64 m_generation = 0;
    quint64 m_dropped = 0;
    bool m_isClosed = false;
};

} // namespace gatehouse::video
