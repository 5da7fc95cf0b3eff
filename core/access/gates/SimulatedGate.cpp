#include "core/access/gates/SimulatedGate.h"

namespace gatehouse::access {

SimulatedBarrier::SimulatedBarrier(int pulseMilliseconds, GatePhaseCell& phase)
    : m_phase(phase)
{
    m_closing.setSingleShot(true);
    m_closing.setTimerType(Qt::PreciseTimer);
    m_closing.setInterval(pulseMilliseconds);
    connect(&m_closing, &QTimer::timeout, this, [this] { m_phase.set(GatePhase::Closed); });
}

void SimulatedBarrier::open(const Gate::Done& done)
{
    if (m_phase.get() != GatePhase::Open)
        m_phase.set(GatePhase::Opening);
    m_phase.set(GatePhase::Open);
    m_closing.start();
    done({});
}

void SimulatedBarrier::finish(const std::function<void()>& ended)
{
    m_closing.stop();
    m_phase.set(GatePhase::Closed);
    ended();
}

SimulatedGate::SimulatedGate(const GateSettings& settings, GatePhaseSink onPhase)
    : m_phase(GatePhase::Closed, std::move(onPhase))
    , m_thread(std::make_unique<SimulatedBarrier>(settings.pulseMilliseconds, m_phase))
{
}

void SimulatedGate::open(Done done)
{
    m_thread.post([done = std::move(done)](SimulatedBarrier& barrier) { barrier.open(done); });
}

} // namespace gatehouse::access
