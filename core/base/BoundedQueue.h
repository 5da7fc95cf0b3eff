#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace gatehouse {

// A first-in first-out queue between threads that holds at most `capacity` values: push() waits for room, so nothing is
// lost and memory stays bounded. Thread-safe.
template <typename T>
class BoundedQueue
{
public:
    explicit BoundedQueue(std::size_t capacity)
        : m_capacity(capacity)
    {
    }

    // False when the queue is closed: the value was not taken.
    bool push(T value)
    {
        {
            std::unique_lock lock(m_mutex);
            m_room.wait(lock, [this] { return m_values.size() < m_capacity || m_closed; });
            if (m_closed)
                return false;
            m_values.push_back(std::move(value));
        }
        m_arrived.notify_one();
        return true;
    }

    // Waits for a value; empty only when the queue is closed and drained.
    std::optional<T> pop()
    {
        std::optional<T> value;
        {
            std::unique_lock lock(m_mutex);
            m_arrived.wait(lock, [this] { return !m_values.empty() || m_closed; });
            if (m_values.empty())
                return std::nullopt;
            value = std::move(m_values.front());
            m_values.pop_front();
        }
        m_room.notify_one();
        return value;
    }

    // No more values are accepted; what is queued can still be popped.
    void close()
    {
        {
            std::lock_guard lock(m_mutex);
            m_closed = true;
        }
        m_arrived.notify_all();
        m_room.notify_all();
    }

    [[nodiscard]] std::size_t size() const
    {
        std::lock_guard lock(m_mutex);
        return m_values.size();
    }

private:
    const std::size_t m_capacity;
    mutable std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::condition_variable m_room;
    std::deque<T> m_values;
    bool m_closed = false;
};

} // namespace gatehouse
