#pragma once

#include "ui/common/Appearance.h"
#include "ui/common/ConsoleSettings.h"

#include <QWidget>

#include <functional>

namespace gatehouse::ui {

class FormField;

// How this console looks and sounds: theme (at once), language and size (the page is drawn anew), automatic lock, alarm
// sounds. Written to the settings as it is changed.
class DisplayBody : public QWidget
{
    Q_OBJECT

public:
    enum class Extent { SignedIn, BeforeSignIn }; // before sign-in: language, theme and size only

    // Titles of pages with something typed and not saved: while there are some, language and size stay as they are
    // and the field says why. Theme and sounds can be changed at any time.
    using UnsavedPages = std::function<QStringList()>;

    // `room` is the window's size: sizes at which the pages would not fit are not offered.
    DisplayBody(Appearance& appearance, ConsoleSettings& settings, Extent extent, QSize room, UnsavedPages unsaved,
        QWidget* parent = nullptr);

Q_SIGNALS:
    // Language or size: whoever owns the window builds it anew.
    void rebuildNeeded();
    void autoLockChanged();

private:
    void applyTheme(ThemeName name);
    [[nodiscard]] bool mayRebuild(FormField* field);
    Appearance& m_appearance;
    ConsoleSettings& m_settings;
    UnsavedPages m_unsaved;
};

} // namespace gatehouse::ui
