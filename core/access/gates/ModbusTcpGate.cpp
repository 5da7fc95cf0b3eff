#include "core/access/gates/ModbusTcpGate.h"

namespace gatehouse::access {

ModbusTcpGate::ModbusTcpGate(const GateSettings& settings, GatePhaseSink onPhase)
    : m_phase(GatePhase::Unknown, std::move(onPhase))
    , m_thread(std::make_unique<ModbusOpener>(settings, m_phase))
{
    m_thread.post([](ModbusOpener& opener) { opener.start(); });
}

void ModbusTcpGate::open(Done done)
{
    QElapsedTimer askedAt;
    askedAt.start();
    m_thread.post(
        [done = std::move(done), askedAt](ModbusOpener& opener) mutable { opener.open(std::move(done), askedAt); });
}

} // namespace gatehouse::access
