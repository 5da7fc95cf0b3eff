#pragma once

#include "core/base/Clock.h"
#include "ui/common/ConsoleSettings.h"
#include "ui/live/AlarmSchedule.h"

#include <QObject>
#include <QTimer>

#include <array>
#include <memory>

class QMediaDevices;
class QSoundEffect;

namespace gatehouse::ui {

// The console's voice: plays what AlarmSchedule says is due, at the volume and mute of the settings. A machine without
// a loudspeaker is no error: output() says so, for a sign a person sees, and it sounds as soon as one is plugged in.
// GUI thread.
class AlarmSounds : public QObject
{
    Q_OBJECT

public:
    enum class Output { Audible, Muted, NoLoudspeaker, Unplayable };

    AlarmSounds(ConsoleSettings& settings, const Clock& clock, QObject* parent = nullptr);
    ~AlarmSounds() override;

    // How many things of that kind there are now.
    void setCount(AlarmSound kind, int count);
    void acknowledge();
    [[nodiscard]] bool awaitsAcknowledgement() const { return m_schedule.awaitsAcknowledgement(); }

    void setMuted(bool isMuted);
    [[nodiscard]] bool isMuted() const;
    void setVolumePercent(int percent);
    // One sound now, to hear how loud it is.
    void tryOut(AlarmSound kind);
    [[nodiscard]] Output output() const;

Q_SIGNALS:
    void outputChanged();
    void acknowledgementChanged();
    // A sound was due, whether or not it could be heard.
    void sounded(gatehouse::ui::AlarmSound kind);

private:
    void takeLoudspeaker();
    void applyVolume();
    void takeSettings();
    void playDue();
    void play(AlarmSound kind);

    ConsoleSettings& m_settings;
    const Clock& m_clock;
    AlarmSchedule m_schedule;
    std::unique_ptr<QMediaDevices> m_devices;
    std::array<std::unique_ptr<QSoundEffect>, 3> m_effects; // null without a loudspeaker
    QTimer m_tick;
};

} // namespace gatehouse::ui
