#include "core/access/gates/ModbusOpener.h"

#include <algorithm>

namespace gatehouse::access {

namespace {

constexpr int FeedbackWhileOpening = 25;
constexpr int FeedbackBetweenOpenings = 500;
constexpr int OffAgain = 500;
// The client cannot wait for less.
constexpr qint64 ShortestWait = 10;

Error notSentError()
{
    return failure(ErrorCode::GateUnreachable, QStringLiteral("no connection to the gate's controller"));
}

} // namespace

ModbusOpener::ModbusOpener(const GateSettings& settings, GatePhaseCell& phase)
    : m_settings(settings)
    , m_phase(phase)
    , m_link(settings.host.trimmed(), settings.port, settings.unit)
{
    m_link.setParent(this);
    for (QTimer* timer : { &m_beginBy, &m_pulse, &m_offBy, &m_seenBy, &m_nextRead, &m_nextOff, &m_endBy }) {
        timer->setSingleShot(true);
        timer->setTimerType(Qt::PreciseTimer);
    }
    connect(&m_link, &ModbusLink::connected, this, [this] {
        m_hasTriedToConnect = true;
        heal();
        if (m_coil == Coil::On && !m_pulse.isActive())
            switchOff();
        readFeedback();
        updatePhase();
        advance();
    });
    connect(&m_link, &ModbusLink::disconnected, this, &ModbusOpener::connectionLost);
    connect(&m_beginBy, &QTimer::timeout, this, &ModbusOpener::advance);
    connect(&m_pulse, &QTimer::timeout, this, [this] {
        m_offBy.start(m_settings.timeoutMilliseconds);
        switchOff();
    });
    connect(&m_offBy, &QTimer::timeout, this, [this] { setPulse(notSentError()); });
    connect(&m_seenBy, &QTimer::timeout, this, [this] { setFeedback(failure(ErrorCode::GateNoFeedback)); });
    connect(&m_nextRead, &QTimer::timeout, this, &ModbusOpener::readFeedback);
    connect(&m_nextOff, &QTimer::timeout, this, &ModbusOpener::switchOff);
    connect(&m_endBy, &QTimer::timeout, this, [this] {
        m_coil = Coil::Off;
        endWhenDone();
    });
}

void ModbusOpener::start()
{
    m_link.connectNow();
}

void ModbusOpener::open(Gate::Done done, const QElapsedTimer& askedAt)
{
    m_waiting.push_back({ std::move(done), askedAt, std::nullopt, std::nullopt });
    advance();
}

void ModbusOpener::dropLateOnes()
{
    while (!m_waiting.empty() && m_waiting.front().askedAt.elapsed() >= m_settings.timeoutMilliseconds) {
        const Gate::Done done = std::move(m_waiting.front().done);
        m_waiting.pop_front();
        const Error error = m_link.isConnected()
            ? failure(ErrorCode::TimedOut, QStringLiteral("an earlier opening took too long"))
            : notSentError();
        m_lastFailure = error.code;
        updatePhase();
        done(error);
    }
}

void ModbusOpener::advance()
{
    if (m_ended)
        return;
    dropLateOnes();
    if (m_waiting.empty()) {
        m_beginBy.stop();
        return;
    }
    m_beginBy.start(
        static_cast<int>(std::max<qint64>(1, m_settings.timeoutMilliseconds - m_waiting.front().askedAt.elapsed())));
    if (m_opening || m_coil != Coil::Off)
        return;
    if (!m_link.isConnected()) {
        m_link.connectNow();
        return;
    }
    m_opening = std::move(m_waiting.front());
    m_waiting.pop_front();
    switchOn();
}

void ModbusOpener::switchOn()
{
    m_coil = Coil::SwitchingOn;
    m_lastFailure.reset();
    const qint64 left = m_settings.timeoutMilliseconds - m_opening->askedAt.elapsed();
    m_link.writeCoil(m_settings.coil, true, static_cast<int>(std::max(ShortestWait, left)),
        [this](const Result<void>& answer) { switchedOn(answer); });
}

void ModbusOpener::switchedOn(const Result<void>& answer)
{
    if (answer) {
        m_coil = Coil::On;
        m_pulse.start(m_settings.pulseMilliseconds);
        if (m_settings.feedbackInput) {
            m_seenBy.start(m_settings.timeoutMilliseconds);
            m_isSeenOpen.reset();
            readFeedback();
        }
        updatePhase();
        if (m_ended)
            cutPulse();
        return;
    }
    // Refused is refused; after anything else nobody knows whether the coil went on.
    m_coil = answer.error().code == ErrorCode::GateRefused ? Coil::Off : Coil::On;
    if (m_coil == Coil::On)
        switchOff();
    endOpening(answer.error());
    endWhenDone();
}

void ModbusOpener::switchOff()
{
    if (m_coil != Coil::On || !m_link.isConnected())
        return;
    m_coil = Coil::SwitchingOff;
    m_link.writeCoil(m_settings.coil, false, m_settings.timeoutMilliseconds,
        [this](const Result<void>& answer) { switchedOff(answer); });
}

void ModbusOpener::switchedOff(const Result<void>& answer)
{
    if (answer) {
        m_coil = Coil::Off;
        m_offBy.stop();
        heal();
        setPulse({});
        updatePhase();
        endWhenDone();
        advance();
        return;
    }
    m_coil = Coil::On;
    if (answer.error().code == ErrorCode::GateRefused) {
        setPulse(answer.error());
        m_nextOff.start(OffAgain);
    } else if (m_link.isConnected()) {
        m_link.startOver(); // and switched off on the new connection
    }
}

void ModbusOpener::readFeedback()
{
    if (!m_settings.feedbackInput || m_isReadingFeedback || !m_link.isConnected())
        return;
    m_nextRead.stop();
    m_isReadingFeedback = true;
    m_link.readInput(*m_settings.feedbackInput, m_settings.timeoutMilliseconds,
        [this](const Result<bool>& answer) { feedbackRead(answer); });
}

void ModbusOpener::feedbackRead(const Result<bool>& answer)
{
    m_isReadingFeedback = false;
    if (m_ended)
        return;
    m_nextRead.start(m_opening ? FeedbackWhileOpening : FeedbackBetweenOpenings);
    if (answer) {
        m_isSeenOpen = *answer;
        heal();
        if (*answer && m_seenBy.isActive())
            setFeedback({});
        updatePhase();
        return;
    }
    m_isSeenOpen.reset();
    if (answer.error().code == ErrorCode::GateRefused) {
        m_lastFailure = ErrorCode::GateRefused;
        setFeedback(answer.error());
    } else if (answer.error().code == ErrorCode::TimedOut && !m_opening && m_link.isConnected()) {
        m_link.startOver();
    }
    updatePhase();
}

void ModbusOpener::setPulse(const Result<void>& outcome)
{
    if (!m_opening || m_opening->pulse)
        return;
    m_opening->pulse = outcome;
    if (!outcome || !m_settings.feedbackInput)
        endOpening(outcome);
    else if (m_opening->feedback)
        endOpening(*m_opening->feedback);
}

void ModbusOpener::setFeedback(const Result<void>& outcome)
{
    m_seenBy.stop();
    if (!m_opening || m_opening->feedback)
        return;
    m_opening->feedback = outcome;
    if (m_opening->pulse)
        endOpening(outcome);
}

void ModbusOpener::endOpening(const Result<void>& outcome)
{
    m_seenBy.stop();
    m_offBy.stop();
    if (!m_opening)
        return;
    const Gate::Done done = std::move(m_opening->done);
    m_opening.reset();
    if (!outcome)
        m_lastFailure = outcome.error().code;
    updatePhase();
    done(outcome);
    advance();
}

void ModbusOpener::connectionLost()
{
    m_hasTriedToConnect = true;
    m_isSeenOpen.reset();
    updatePhase();
}

void ModbusOpener::heal()
{
    if (m_lastFailure == ErrorCode::GateUnreachable || m_lastFailure == ErrorCode::TimedOut)
        m_lastFailure.reset();
}

void ModbusOpener::updatePhase()
{
    if (m_opening)
        m_phase.set(m_isSeenOpen.value_or(false) ? GatePhase::Open : GatePhase::Opening);
    else if ((m_hasTriedToConnect && !m_link.isConnected()) || m_lastFailure)
        m_phase.set(GatePhase::Faulty);
    else if (m_isSeenOpen)
        m_phase.set(*m_isSeenOpen ? GatePhase::Open : GatePhase::Closed);
    else
        m_phase.set(GatePhase::Unknown);
}

void ModbusOpener::finish(const std::function<void()>& ended)
{
    m_ended = ended;
    m_endBy.start(m_settings.timeoutMilliseconds);
    while (!m_waiting.empty()) {
        const Gate::Done done = std::move(m_waiting.front().done);
        m_waiting.pop_front();
        done(failure(ErrorCode::Cancelled));
    }
    if (m_pulse.isActive())
        cutPulse();
    endWhenDone();
}

void ModbusOpener::cutPulse()
{
    m_pulse.stop();
    // It did not last as long as the gate may need.
    if (m_opening)
        m_opening->pulse = failure(ErrorCode::Cancelled);
    switchOff();
}

void ModbusOpener::endWhenDone()
{
    if (!m_ended || m_coil != Coil::Off)
        return;
    m_endBy.stop();
    m_link.shutDown();
    const auto ended = std::exchange(m_ended, nullptr);
    if (m_opening) {
        const Gate::Done done = std::move(m_opening->done);
        m_opening.reset();
        done(failure(ErrorCode::Cancelled));
    }
    ended();
}

} // namespace gatehouse::access
