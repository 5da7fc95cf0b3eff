#pragma once

#include "core/access/gates/Gate.h"

#include <atomic>

namespace gatehouse::access {

// The phase of a gate: written by its thread, read by any. It must outlive the thread.
class GatePhaseCell
{
public:
    explicit GatePhaseCell(GatePhase first, GatePhaseSink sink)
        : m_phase(first)
        , m_sink(std::move(sink))
    {
    }

    [[nodiscard]] GatePhase get() const { return m_phase; }
    // Tells the sink when it is another one.
    void set(GatePhase phase)
    {
        if (m_phase.exchange(phase) != phase && m_sink)
            m_sink(phase);
    }

private:
    std::atomic<GatePhase> m_phase;
    GatePhaseSink m_sink;
};

} // namespace gatehouse::access
