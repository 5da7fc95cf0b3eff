#pragma once

#include "ui/common/SiteContext.h"
#include "ui/live/AlarmSounds.h"

#include <QSet>

namespace gatehouse::ui {

// What of the running site is worth a sound: who waits (told by the live page), cameras that are silent and gates that
// do not answer (warning), records that do not reach the disk (alarm, until acknowledged). GUI thread.
class LiveSounds : public QObject
{
    Q_OBJECT

public:
    explicit LiveSounds(const SiteContext& context, QObject* parent = nullptr);

    [[nodiscard]] AlarmSounds& sounds() { return m_sounds; }
    void setWaiting(int waiting);

private:
    void takeRunning();
    void takeCamera(CameraId camera, const video::CameraState& state);
    void takeGate(GateId gate, access::GatePhase phase);
    void warn();

    const SiteContext& m_context;
    AlarmSounds m_sounds;
    QSet<CameraId> m_silentCameras;
    QSet<GateId> m_faultyGates;
    int m_lostRecords = 0; // in a row
};

} // namespace gatehouse::ui
