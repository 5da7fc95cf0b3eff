#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <utility>

namespace gatehouse {

// Hands the newest value from producers to one consumer. A value not taken before the next one arrives is dropped and
// counted: recognition works on what is there now and never falls behind. Thread-safe.
template <typename T>
class LatestSlot
{
public:
    void put(T value)
    {
        {
            std::lock_guard lock(m_mutex);
            if (m_closed)
                return;
            if (m_value)
                ++m_dropped;
            m_value = std::move(value);
        }
        m_arrived.notify_one();
    }

    // Waits for a value; empty only once the slot is closed.
    std::optional<T> take()
    {
        std::unique_lock lock(m_mutex);
        m_arrived.wait(lock, [this] { return m_value.has_value() || m_closed; });
        return m_closed ? std::nullopt : std::exchange(m_value, std::nullopt);
    }

    std::optional<T> tryTake()
    {
        std::lock_guard lock(m_mutex);
        return std::exchange(m_value, std::nullopt);
    }

    // Wakes the consumer for good; later values are ignored.
    void close()
    {
        {
            std::lock_guard lock(m_mutex);
            m_closed = true;
            m_value.reset();
        }
        m_arrived.notify_all();
    }

    [[nodiscard]] std::uint64_t droppedCount() const
    {
        std::lock_guard lock(m_mutex);
        return m_dropped;
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::optional<T> m_value;
    std::uint64_t m_dropped = 0;
    bool m_closed = false;
};

} // namespace gatehouse
