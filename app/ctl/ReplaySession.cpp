#include "app/ctl/ReplaySession.h"

#include "app/ctl/EventJson.h"

#include <QCoreApplication>

#include <utility>

namespace gatehouse::ctl {

namespace {

// A stream that has delivered and then says nothing for this long (ms) is over; so is one that cannot be reached in so
// many attempts.
constexpr qint64 StreamIsOver = 8'000;
constexpr int StreamAttempts = 4;

bool isStream(video::CameraKind kind)
{
    return kind == video::CameraKind::Rtsp || kind == video::CameraKind::Mjpeg || kind == video::CameraKind::Device;
}

} // namespace

ReplaySession::ReplaySession(const CtlContext& context, site::SiteServices& services, lane::LaneRuntime::Setup setup)
    : m_context(context)
    , m_services(services)
    , m_setup(std::move(setup))
{
    const lane::LaneRuntime* lanes = &m_services.lanes();
    connect(lanes, &lane::LaneRuntime::eventRecorded, this, [this](const lane::LaneEvent& event) {
        ++m_events;
        m_context.print(eventToJson(event));
    });
    connect(lanes, &lane::LaneRuntime::recordFailed, this, [this](const lane::LaneEvent&, const Error& error) {
        ++m_refused;
        m_context.say(QStringLiteral("An event could not be recorded: ") + errorCodeName(error.code));
    });
    connect(lanes, &lane::LaneRuntime::cameraStateChanged, this,
        [this](CameraId, const video::CameraState& state) { onCameraState(state); });
    connect(lanes, &lane::LaneRuntime::cameraEnded, this,
        [this](CameraId) { leave(m_failure ? Result<void>(failure(*m_failure)) : Result<void>()); });
}

Result<void> ReplaySession::play(const video::CameraAddress& address)
{
    lane::LaneRuntime::Setup setup = m_setup;
    setup.cameras.first().address = address;
    // A stream does not wait for recognition.
    if (isStream(address.kind))
        setup.playback = video::Playback::RealTimeOnce;
    m_isStream = isStream(address.kind);
    m_outcome.reset();
    m_failure.reset();
    GATEHOUSE_TRY(m_services.startLanes(setup));
    if (!m_outcome)
        m_loop.exec();
    const lane::LaneCounters played = m_services.lanes().counters(m_setup.lanes.first().id);
    m_services.stopLanes();
    // Records that were finished by stopping are still to be shown.
    QCoreApplication::sendPostedEvents(&m_services.lanes());
    m_counters.framesSeen += played.framesSeen;
    m_counters.framesAnalysed += played.framesAnalysed;
    m_counters.framesWithoutMotion += played.framesWithoutMotion;
    m_counters.framesDropped += played.framesDropped;
    m_counters.latencyP50 = played.latencyP50;
    m_counters.latencyP95 = played.latencyP95;
    m_counters.analysedPerSecond = played.analysedPerSecond;
    return *m_outcome;
}

void ReplaySession::stopPlaying()
{
    leave({});
}

void ReplaySession::cancel()
{
    leave(failure(ErrorCode::Cancelled));
}

void ReplaySession::onCameraState(const video::CameraState& state)
{
    if (state.phase == video::CameraPhase::Failed)
        m_failure = state.reason.value_or(ErrorCode::CameraUnreachable);
    if (!m_isStream)
        return;
    const bool hasFrames = !m_services.lanes().latestFrame(m_setup.cameras.first().id).isNull();
    if (hasFrames && state.phase != video::CameraPhase::Live && state.silentFor >= StreamIsOver)
        leave({});
    else if (!hasFrames && state.attempt >= StreamAttempts)
        leave(failure(state.reason.value_or(ErrorCode::CameraUnreachable)));
}

void ReplaySession::leave(Result<void> outcome)
{
    if (!m_outcome)
        m_outcome = std::move(outcome);
    m_loop.quit();
}

} // namespace gatehouse::ctl
