#pragma once

#include "ui/common/Widgets.h"
#include "ui/live/AlarmSounds.h"

namespace gatehouse::ui {

// The loudspeaker of the live page: whether alarms can be heard, seen at a glance; a press mutes and unmutes. Silence
// for another reason (no loudspeaker, files that do not play) has the same sign and its own words.
class SoundButton : public Button
{
    Q_OBJECT

public:
    SoundButton(const Appearance& appearance, AlarmSounds& sounds, QWidget* parent = nullptr);

private:
    void showOutput();
    const Appearance& m_appearance;
    AlarmSounds& m_sounds;
};

} // namespace gatehouse::ui
