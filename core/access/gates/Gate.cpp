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
    const auto check = [](int value, int least, int most, QLatin1StringView what) -> Result<void> {
        if (value < least || value > most)
            return failure(
                ErrorCode::InvalidArgument, QStringLiteral("%1 must be %2 to %3").arg(what).arg(least).arg(most));
        return {};
    };
    GATEHOUSE_TRY(check(settings.port, 1, 65535, QLatin1StringView("port")));
    GATEHOUSE_TRY(check(settings.unit, 0, 255, QLatin1StringView("unit")));
    GATEHOUSE_TRY(check(settings.coil, 0, 65535, QLatin1StringView("coil")));
    GATEHOUSE_TRY(check(settings.pulseMilliseconds, 50, 30000, QLatin1StringView("pulse")));
    GATEHOUSE_TRY(check(settings.feedbackInput.value_or(0), 0, 65535, QLatin1StringView("feedback input")));
    GATEHOUSE_TRY(check(settings.timeoutMilliseconds, 50, 30000, QLatin1StringView("time-out")));
    if (settings.kind == GateKind::ModbusTcp && settings.host.trimmed().isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("host is empty"));
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
