#pragma once

#include "ui/common/Appearance.h"
#include "ui/common/ConsoleSettings.h"

#include <QWidget>

namespace gatehouse::ui {

// The console's voice in the display panel: on or off, how loud, and each of the three sounds once, again and again or
// until acknowledged, with a button that lets it be heard. Written to the settings as it is changed, heard at once.
class SoundFields : public QWidget
{
    Q_OBJECT

public:
    SoundFields(const Appearance& appearance, ConsoleSettings& settings, QWidget* parent = nullptr);

private:
    [[nodiscard]] QWidget* patternField(AlarmSound kind, const QString& title, const QString& name);
    const Appearance& m_appearance;
    ConsoleSettings& m_settings;
};

} // namespace gatehouse::ui
