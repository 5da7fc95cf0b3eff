#pragma once

#include "core/access/AccessTypes.h"
#include "core/base/Result.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace gatehouse::access {

enum class GateKind { Simulated, ModbusTcp };

QString gateKindCode(GateKind kind); // "simulated", "modbus-tcp"
std::optional<GateKind> gateKindFromCode(QStringView code);

struct GateSettings
{
    GateId id;
    QString name;
    GateKind kind = GateKind::Simulated;
    QString host;
    int port = 502;
    int unit = 1;
    int coil = 0;
    int pulseMilliseconds = 500;
    std::optional<int> feedbackInput; // discrete input that is on while the gate is open
    int timeoutMilliseconds = 1000;
};

enum class GatePhase { Unknown, Closed, Opening, Open, Faulty };

// One gate. It lives on a thread of its own and owns its connection; open() may be called from any thread and reports
// through `done` on the gate's thread: ok when the pulse was sent and, with a feedback input, the gate was seen to open;
// GateUnreachable, GateRefused (Modbus exception), GateNoFeedback or TimedOut otherwise. Openings are never repeated by
// themselves: a late answer must not open a gate for the next car. stop() ends the thread; a pulse that has begun is ended
// first.
class Gate
{
public:
    using Done = std::function<void(Result<void>)>;
    virtual ~Gate() = default;
    virtual void open(Done done) = 0;
    [[nodiscard]] virtual GatePhase phase() const = 0;
};

Result<std::unique_ptr<Gate>> createGate(const GateSettings& settings);

} // namespace gatehouse::access
