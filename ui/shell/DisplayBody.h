#pragma once

#include "ui/common/Appearance.h"
#include "ui/common/ConsoleSettings.h"

#include <QWidget>

namespace gatehouse::ui {

// How this console looks and sounds: theme (at once), language and size (the page is drawn anew), automatic lock, alarm
// sounds. Written to the settings as it is changed.
class DisplayBody : public QWidget
{
    Q_OBJECT

public:
    enum class Extent { SignedIn, BeforeSignIn }; // before sign-in: language, theme and size only

    DisplayBody(Appearance& appearance, ConsoleSettings& settings, Extent extent, QWidget* parent = nullptr);

Q_SIGNALS:
    // Language or size: whoever owns the window builds it anew.
    void rebuildNeeded();
    void autoLockChanged();

private:
    void applyTheme(ThemeName name);
    Appearance& m_appearance;
    ConsoleSettings& m_settings;
};

} // namespace gatehouse::ui
