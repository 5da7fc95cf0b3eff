#pragma once

#include "core/access/gates/GatePhaseCell.h"
#include "core/access/gates/GateThread.h"

#include <QObject>
#include <QTimer>

namespace gatehouse::access {

// The barrier of a SimulatedGate, on its thread: open for the pulse, then closed; opened again while open it stays open
// for another pulse.
class SimulatedBarrier final : public QObject
{
public:
    SimulatedBarrier(int pulseMilliseconds, GatePhaseCell& phase);
    void open(const Gate::Done& done);
    void finish(const std::function<void()>& ended);

private:
    GatePhaseCell& m_phase;
    QTimer m_closing { this };
};

// A gate that is nowhere but behaves like one: for trying out a site and for lanes whose barrier is not wired yet.
class SimulatedGate final : public Gate
{
public:
    SimulatedGate(const GateSettings& settings, GatePhaseSink onPhase);
    void open(Done done) override;
    [[nodiscard]] GatePhase phase() const override { return m_phase.get(); }

private:
    GatePhaseCell m_phase;
    GateThread<SimulatedBarrier> m_thread;
};

} // namespace gatehouse::access
