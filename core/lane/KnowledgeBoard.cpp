#include "core/lane/KnowledgeBoard.h"

#include <chrono>
#include <utility>

namespace gatehouse::lane {

namespace {

constexpr std::chrono::seconds LongestWaitForChange(2);

} // namespace

KnowledgeBoard::KnowledgeBoard(SharedKnowledge first)
    : m_knowledge(std::move(first))
{
}

quint64 KnowledgeBoard::announceChange()
{
    std::lock_guard lock(m_mutex);
    return ++m_announced;
}

void KnowledgeBoard::put(quint64 change, SharedKnowledge knowledge)
{
    {
        std::lock_guard lock(m_mutex);
        if (change <= m_read)
            return;
        m_read = change;
        if (knowledge)
            m_knowledge = std::move(knowledge);
    }
    m_arrived.notify_all();
}

SharedKnowledge KnowledgeBoard::current() const
{
    std::unique_lock lock(m_mutex);
    const quint64 wanted = m_announced;
    m_arrived.wait_for(lock, LongestWaitForChange, [&] { return m_read >= wanted; });
    return m_knowledge;
}

SharedKnowledge KnowledgeBoard::newest() const
{
    std::lock_guard lock(m_mutex);
    return m_knowledge;
}

} // namespace gatehouse::lane
