#pragma once

#include "core/access/AccessTypes.h"
#include "core/base/Result.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace gatehouse::access {

enum class GateKind { Simulated, ModbusTcp };

inline constexpr GateKind AllGateKinds[] = { GateKind::Simulated, GateKind::ModbusTcp };

QString gateKindCode(GateKind kind); // "simulated", "modbus-tcp"
std::optional<GateKind> gateKindFromCode(QStringView code);

// How a gate is reached. Addresses are the numbers on the wire (0 is the first coil), not the 1-based ones some manuals
// print.
struct GateSettings
{
    GateId id;
    QString name;
    GateKind kind = GateKind::Simulated;
    QString host;
    int port = 502; // 1..65535
    int unit = 1; // 0..255
    int coil = 0; // 0..65535
    int pulseMilliseconds = 500; // 50..30000
    std::optional<int> feedbackInput; // discrete input that is on while the gate is open, 0..65535
    int timeoutMilliseconds = 1000; // 50..30000: to begin an opening, and then for the gate to be seen open
    RowVersion version {}; // read only

    friend bool operator==(const GateSettings&, const GateSettings&) = default;
};

// Faulty: not reachable, or the last opening failed (a gate that only could not be reached heals once it answers, one
// that refused or was not seen to open with its next opening). A gate without a feedback
// input is Opening during its pulse and Unknown otherwise: nobody can say.
enum class GatePhase { Unknown, Closed, Opening, Open, Faulty };

// One gate. It lives on a thread of its own and owns its connection; open() may be called from any thread and reports
// exactly once through `done` on the gate's thread: ok when the pulse was sent and, with a feedback input, the gate was
// seen to open; GateUnreachable, GateRefused (Modbus exception), GateNoFeedback or TimedOut otherwise, Cancelled when
// the gate is destroyed first. Openings run one after the other. An opening is never repeated by itself and never
// executed late: one that could not begin within its time-out is dropped. Destroying the gate ends the thread; a pulse
// that has begun is ended first.
class Gate
{
public:
    using Done = std::function<void(Result<void>)>;
    virtual ~Gate() = default;
    virtual void open(Done done) = 0;
    // Any thread.
    [[nodiscard]] virtual GatePhase phase() const = 0;
};

// Called on the gate's thread whenever its phase changed. Must be quick and must not destroy the gate.
using GatePhaseSink = std::function<void(GatePhase)>;

// InvalidArgument when the settings are out of the ranges above or a modbus-tcp gate names no host; the detail is the
// field, as the command line spells it ("host", "port", "unit", "coil", "pulse", "feedback", "timeout").
Result<void> checkGateSettings(const GateSettings& settings);

Result<std::unique_ptr<Gate>> createGate(const GateSettings& settings, GatePhaseSink onPhase = {});

} // namespace gatehouse::access
