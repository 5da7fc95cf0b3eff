#pragma once

#include "ui/common/Appearance.h"
#include "ui/common/ConsoleSettings.h"
#include "ui/shell/WindowPrompts.h"

#include <QWidget>

class QStackedLayout;

namespace gatehouse::ui {

class SidePanel;

// The one window of the console: what fills it is put in by app/ (first start, sign-in, the shell of an open site), a
// cover (lock screen, change of operator) lies over it without touching it, questions appear at its foot. GUI thread.
class ConsoleWindow : public QWidget
{
    Q_OBJECT

public:
    ConsoleWindow(Appearance& appearance, ConsoleSettings& settings, QWidget* parent = nullptr);

    // 1366x768 or, where the screen has no room for that and a frame, the whole screen. Before it is shown.
    void sizeToScreen();

    // Takes `content` over; what was there, and any cover, is deleted, and with it what was asked.
    void setContent(QWidget* content);
    [[nodiscard]] QWidget* content() const { return m_content; }
    // Hides the content behind `cover` (taken over) until uncover(), and all that was asked, opened or told: see
    // WindowPrompts::cover().
    void setCover(QWidget* cover);
    [[nodiscard]] QWidget* cover() const { return m_cover; }
    void uncover();

    // Language and theme at the top right: before sign-in, when no shell offers them.
    void setDisplayChoiceShown(bool isShown);
    [[nodiscard]] Prompts& prompts() { return m_prompts; }

Q_SIGNALS:
    // Language or size changed before sign-in: build the content anew.
    void rebuildNeeded();
    // The person wants to close the window; it stays until somebody quits the program.
    void closeRequested();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void toggleDisplay();
    Appearance& m_appearance;
    ConsoleSettings& m_settings;
    QStackedLayout* m_stack;
    QWidget* m_topRow;
    SidePanel* m_display;
    PromptStrip* m_strip;
    WindowPrompts m_prompts;
    QWidget* m_content = nullptr;
    QWidget* m_cover = nullptr;
};

} // namespace gatehouse::ui
