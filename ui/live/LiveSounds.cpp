#include "ui/live/LiveSounds.h"

#include <algorithm>

namespace gatehouse::ui {

LiveSounds::LiveSounds(const SiteContext& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_sounds(context.settings, context.clock)
{
    const lane::LaneRuntime& lanes = context.lanes;
    connect(&context.running, &RunningLanes::changed, this, &LiveSounds::takeRunning);
    connect(&lanes, &lane::LaneRuntime::cameraStateChanged, this, &LiveSounds::takeCamera);
    connect(&lanes, &lane::LaneRuntime::gatePhaseChanged, this, &LiveSounds::takeGate);
    connect(&lanes, &lane::LaneRuntime::recordFailed, this,
        [this] { m_sounds.setCount(AlarmSound::Alarm, ++m_lostRecords); });
    connect(&lanes, &lane::LaneRuntime::eventRecorded, this, [this] {
        m_lostRecords = 0;
        m_sounds.setCount(AlarmSound::Alarm, 0);
    });
    takeRunning();
}

void LiveSounds::setWaiting(int waiting)
{
    m_sounds.setCount(AlarmSound::Ask, waiting);
}

void LiveSounds::takeRunning()
{
    m_silentCameras.clear();
    m_faultyGates.clear();
    for (const lane::Camera& camera : m_context.running.cameras())
        if (camera.isEnabled)
            takeCamera(camera.id, m_context.lanes.cameraState(camera.id));
    for (const access::GateSettings& gate : m_context.running.gates())
        takeGate(gate.id, m_context.lanes.gatePhase(gate.id));
    warn();
}

void LiveSounds::takeCamera(CameraId camera, const video::CameraState& state)
{
    if (state.phase == video::CameraPhase::Stale || state.phase == video::CameraPhase::Failed)
        m_silentCameras.insert(camera);
    else
        m_silentCameras.remove(camera);
    warn();
}

void LiveSounds::takeGate(GateId gate, access::GatePhase phase)
{
    if (phase == access::GatePhase::Faulty)
        m_faultyGates.insert(gate);
    else
        m_faultyGates.remove(gate);
    warn();
}

void LiveSounds::warn()
{
    m_sounds.setCount(AlarmSound::Warning, static_cast<int>(m_silentCameras.size() + m_faultyGates.size()));
}

} // namespace gatehouse::ui
