#include "core/access/gates/Gate.h"

#include "core/access/gates/ModbusTcpGate.h"
#include "core/access/gates/SimulatedGate.h"

namespace gatehouse::access {

QString gateKindCode(GateKind kind)
{
    switch (kind) {
    case GateKind::Simulated:
        return QStringLiteral("simulated");
    case GateKind::ModbusTcp:
        return QStringLiteral("modbus-tcp");
    }
    Q_UNREACHABLE();
}

std::optional<GateKind> gateKindFromCode(QStringView code)
{
    for (const GateKind kind : AllGateKinds) {
        if (code == gateKindCode(kind))
            return kind;
    }
    return std::nullopt;
}

Result<void> checkGateSettings(const GateSettings& settings)
{
    const auto isWithin = [](int value, int least, int most) { return least <= value && value <= most; };
    const auto refused = [](const char* field) {
        return failure(ErrorCode::InvalidArgument, QLatin1StringView(field));
    };
    if (settings.kind == GateKind::ModbusTcp && settings.host.trimmed().isEmpty())
        return refused("host");
    if (!isWithin(settings.port, 1, 65535))
        return refused("port");
    if (!isWithin(settings.unit, 0, 255))
        return refused("unit");
    if (!isWithin(settings.coil, 0, 65535))
        return refused("coil");
    if (!isWithin(settings.pulseMilliseconds, 50, 30000))
        return refused("pulse");
    if (settings.feedbackInput && !isWithin(*settings.feedbackInput, 0, 65535))
        return refused("feedback");
    if (!isWithin(settings.timeoutMilliseconds, 50, 30000))
        return refused("timeout");
    return {};
}

Result<std::unique_ptr<Gate>> createGate(const GateSettings& settings, GatePhaseSink onPhase)
{
    GATEHOUSE_TRY(checkGateSettings(settings));
    switch (settings.kind) {
    case GateKind::Simulated:
        return std::unique_ptr<Gate>(std::make_unique<SimulatedGate>(settings, std::move(onPhase)));
    case GateKind::ModbusTcp:
        return std::unique_ptr<Gate>(std::make_unique<ModbusTcpGate>(settings, std::move(onPhase)));
    }
    Q_UNREACHABLE();
}

} // namespace gatehouse::access
