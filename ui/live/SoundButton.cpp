#include "ui/live/SoundButton.h"

namespace gatehouse::ui {

SoundButton::SoundButton(const Appearance& appearance, AlarmSounds& sounds, QWidget* parent)
    : Button(appearance, ButtonLook::Quiet, Icon::Sound, {}, parent)
    , m_appearance(appearance)
    , m_sounds(sounds)
{
    connect(this, &QPushButton::clicked, this, [this] {
        if (m_sounds.awaitsAcknowledgement())
            m_sounds.acknowledge();
        else
            m_sounds.setMuted(!m_sounds.isMuted());
    });
    connect(&sounds, &AlarmSounds::outputChanged, this, &SoundButton::showOutput);
    connect(&sounds, &AlarmSounds::acknowledgementChanged, this, &SoundButton::showOutput);
    showOutput();
}

void SoundButton::showOutput()
{
    if (m_sounds.awaitsAcknowledgement()) {
        setIcon(m_appearance.icon(Icon::Alarm, Role::Alarm));
        setIconOnly(tr("An alarm sounds. Press when you have heard it."));
        return;
    }
    const AlarmSounds::Output output = m_sounds.output();
    const bool isHeard = output == AlarmSounds::Output::Audible;
    setIcon(m_appearance.icon(isHeard ? Icon::Sound : Icon::Mute, isHeard ? Role::Muted : Role::Ask));
    switch (output) {
    case AlarmSounds::Output::Audible:
        setIconOnly(tr("Alarm sounds are on. Press to mute them."));
        break;
    case AlarmSounds::Output::Muted:
        setIconOnly(tr("Alarm sounds are muted. Press to hear them."));
        break;
    case AlarmSounds::Output::NoLoudspeaker:
        setIconOnly(tr("No alarm sounds: this computer has no loudspeaker."));
        break;
    case AlarmSounds::Output::Unplayable:
        setIconOnly(tr("No alarm sounds: they cannot be played here."));
        break;
    }
}

} // namespace gatehouse::ui
