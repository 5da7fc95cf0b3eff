#include "core/video/Mailbox.h"

#include <utility>

namespace gatehouse::video {

MailboxPort::MailboxPort(std::shared_ptr<Mailbox> mailbox, quint64 generation)
    : m_mailbox(std::move(mailbox))
    , m_generation(generation)
{
}

bool MailboxPort::post(ConnectionEvent event) const
{
    return m_mailbox->post(m_generation, std::move(event));
}

quint64 Mailbox::openGeneration()
{
    std::deque<ConnectionEvent> forgotten; // freed outside the lock: pictures give their memory back
    quint64 generation = 0;
    {
        std::lock_guard lock(m_mutex);
        generation = ++m_generation;
        forgotten.swap(m_events);
    }
    m_room.notify_all();
    return generation;
}

bool Mailbox::post(quint64 generation, ConnectionEvent event)
{
    ConnectionEvent dropped;
    {
        std::unique_lock lock(m_mutex);
        const auto isHeard = [&] { return generation == m_generation && !m_isClosed; };
        // Only pictures are dropped or waited with: an end that follows them has always room.
        if (std::holds_alternative<Picture>(event)) {
            if (m_overflow == Overflow::Block)
                m_room.wait(lock, [&] { return m_events.size() < Capacity || !isHeard(); });
            else if (isHeard() && m_events.size() >= Capacity && std::holds_alternative<Picture>(m_events.front())) {
                dropped = std::exchange(m_events.front(), MediaEnd {});
                m_events.pop_front();
                ++m_dropped;
            }
        }
        if (!isHeard())
            return false;
        m_events.push_back(std::move(event));
    }
    m_arrived.notify_one();
    return true;
}

std::optional<ConnectionEvent> Mailbox::wait(std::chrono::milliseconds patience)
{
    std::optional<ConnectionEvent> event;
    {
        std::unique_lock lock(m_mutex);
        m_arrived.wait_for(lock, patience, [this] { return !m_events.empty() || m_isClosed; });
        if (m_events.empty() || m_isClosed)
            return std::nullopt;
        event = std::move(m_events.front());
        m_events.pop_front();
    }
    m_room.notify_one();
    return event;
}

void Mailbox::close()
{
    std::deque<ConnectionEvent> forgotten;
    {
        std::lock_guard lock(m_mutex);
        m_isClosed = true;
        forgotten.swap(m_events);
    }
    m_arrived.notify_all();
    m_room.notify_all();
}

quint64 Mailbox::droppedCount() const
{
    std::lock_guard lock(m_mutex);
    return m_dropped;
}

} // namespace gatehouse::video
