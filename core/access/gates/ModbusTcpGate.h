#pragma once

#include "core/access/gates/GatePhaseCell.h"
#include "core/access/gates/GateThread.h"
#include "core/access/gates/ModbusOpener.h"

namespace gatehouse::access {

// A relay with a Modbus TCP interface, such as those barriers and doors are wired to: a coil that is pulsed to open,
// and where there is one a discrete input that says that the gate is open (Modbus Application Protocol 1.1b3, functions
// 5 and 2). It stays connected, so that a dead controller is seen before a car comes.
class ModbusTcpGate final : public Gate
{
public:
    ModbusTcpGate(const GateSettings& settings, GatePhaseSink onPhase);
    void open(Done done) override;
    [[nodiscard]] GatePhase phase() const override { return m_phase.get(); }

private:
    GatePhaseCell m_phase;
    GateThread<ModbusOpener> m_thread;
};

} // namespace gatehouse::access
