#pragma once

#include "core/lane/LaneKnowledge.h"

#include <condition_variable>
#include <mutex>

namespace gatehouse::lane {

// Where the lanes find the newest knowledge. Once a change was announced, current() waits until it has been read, so
// that no decision is made on what no longer holds. Thread-safe.
class KnowledgeBoard
{
public:
    explicit KnowledgeBoard(SharedKnowledge first);

    // A change is being read; returns the number to hand to put().
    quint64 announceChange();
    // Null when the change could not be read: the lanes go on with what they have.
    void put(quint64 change, SharedKnowledge knowledge);
    // The newest; waits for announced changes, but never longer than two seconds.
    [[nodiscard]] SharedKnowledge current() const;
    // The newest at once, for the screen.
    [[nodiscard]] SharedKnowledge newest() const;

private:
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_arrived;
    SharedKnowledge m_knowledge;
    quint64 m_announced = 0;
    quint64 m_read = 0;
};

} // namespace gatehouse::lane
