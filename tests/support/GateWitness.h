#pragma once

#include "core/access/gates/Gate.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

namespace gatehouse::test {

// Remembers what a gate said, whichever thread it said it on, and waits for it.
class GateWitness
{
public:
    static constexpr std::chrono::seconds Patience { 20 };

    [[nodiscard]] access::Gate::Done done()
    {
        return [this](const Result<void>& outcome) {
            const std::lock_guard lock(m_mutex);
            m_outcomes.push_back(outcome);
            m_changed.notify_all();
        };
    }

    [[nodiscard]] access::GatePhaseSink phases()
    {
        return [this](access::GatePhase phase) {
            const std::lock_guard lock(m_mutex);
            m_phases.push_back(phase);
            m_changed.notify_all();
        };
    }

    // The first `count` outcomes; fewer when patience ran out.
    std::vector<Result<void>> outcomes(std::size_t count)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, Patience, [&] { return m_outcomes.size() >= count; });
        return m_outcomes;
    }

    // "ok" for success, else the error's name; "nothing" when patience ran out.
    std::string outcome(std::size_t index = 0)
    {
        const auto known = outcomes(index + 1);
        if (known.size() <= index)
            return "nothing";
        return known[index] ? "ok" : errorCodeName(known[index].error().code).data();
    }

    // Waits until the newest phase is `phase`.
    bool waitForPhase(access::GatePhase phase)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, Patience, [&] { return !m_phases.empty() && m_phases.back() == phase; });
    }

    std::vector<access::GatePhase> seenPhases()
    {
        const std::lock_guard lock(m_mutex);
        return m_phases;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Result<void>> m_outcomes;
    std::vector<access::GatePhase> m_phases;
};

} // namespace gatehouse::test
