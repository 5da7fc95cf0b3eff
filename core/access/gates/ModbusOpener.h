#pragma once

#include "core/access/gates/GatePhaseCell.h"
#include "core/access/gates/ModbusLink.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <deque>
#include <optional>

namespace gatehouse::access {

// What a Modbus gate does, on its thread: one opening after the other, each coil on → pulse → coil off, and the
// feedback input watched meanwhile and, more slowly, between openings. Whatever happens to the connection, a coil that
// may be on is switched off as soon as the controller can be reached: it is the first thing said on a new connection.
class ModbusOpener final : public QObject
{
public:
    ModbusOpener(const GateSettings& settings, GatePhaseCell& phase);

    void start();
    void open(Gate::Done done, const QElapsedTimer& askedAt);
    void finish(const std::function<void()>& ended);

private:
    struct Opening
    {
        Gate::Done done;
        QElapsedTimer askedAt;
        // Empty until known; both must be for the opening to be over.
        std::optional<Result<void>> pulse;
        std::optional<Result<void>> feedback;
    };
    enum class Coil { Off, SwitchingOn, On, SwitchingOff };

    void advance();
    void dropLateOnes();
    void switchOn();
    void switchedOn(const Result<void>& answer);
    void switchOff();
    void switchedOff(const Result<void>& answer);
    void readFeedback();
    void feedbackRead(const Result<bool>& answer);
    void setPulse(const Result<void>& outcome);
    void setFeedback(const Result<void>& outcome);
    void endOpening(const Result<void>& outcome);
    void connectionLost();
    // The controller answers: a failure to reach it is history.
    void heal();
    void updatePhase();
    void cutPulse();
    void endWhenDone();

    const GateSettings m_settings;
    GatePhaseCell& m_phase;
    ModbusLink m_link;
    std::deque<Opening> m_waiting;
    std::optional<Opening> m_opening;
    Coil m_coil = Coil::Off;
    bool m_isReadingFeedback = false;
    std::optional<bool> m_isSeenOpen; // by the feedback input, as far as known
    bool m_hasTriedToConnect = false;
    std::optional<ErrorCode> m_lastFailure;
    std::function<void()> m_ended;

    QTimer m_beginBy { this }; // the oldest waiting opening is late then
    QTimer m_pulse { this };
    QTimer m_offBy { this }; // after the pulse: the operator is told then that it could not be ended
    QTimer m_seenBy { this };
    QTimer m_nextRead { this };
    QTimer m_nextOff { this };
    QTimer m_endBy { this };
};

} // namespace gatehouse::access
