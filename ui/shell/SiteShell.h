#pragma once

#include "core/security/OpenSite.h"
#include "ui/common/FinderSource.h"
#include "ui/common/SiteContext.h"
#include "ui/shell/SiteStatus.h"

#include <QHash>
#include <QWidget>

#include <vector>

class QStackedWidget;

namespace gatehouse::ui {

class AlarmBar;
class Finder;
class NavigationRail;
class SidePanel;
class StatusStrip;

// The frame around the pages of an open site: rail, status strip, alarm bar, bottom bar, finder, help. It knows pages
// only by their entries, shows those the acting operator may use, makes each when first shown, and follows a change of
// operator by itself. The first entry the role may use is "home": Esc goes there.
class SiteShell : public QWidget
{
    Q_OBJECT

public:
    SiteShell(const SiteContext& context, ConsoleSettings& settings, Appearance& appearance,
        const security::SiteInfo& site, std::vector<PageEntry> pages, std::vector<FinderSource> finders,
        QWidget* parent = nullptr);
    ~SiteShell() override;

    void openPage(const PageTarget& target);
    [[nodiscard]] QString currentPage() const { return m_current; }
    [[nodiscard]] Page* page(const QString& id) const { return m_made.value(id); }
    // Gives the page shown the keyboard.
    void focusPage();
    // Titles of pages with something typed and not saved.
    [[nodiscard]] QStringList unsavedPages() const;
    // Behind the lock screen pages rest.
    void setLocked(bool isLocked);
    [[nodiscard]] int waiting() const { return m_waiting; }

Q_SIGNALS:
    void lockRequested();
    void changeOperatorRequested();
    void signOutRequested();
    void rebuildNeeded();
    void autoLockChanged();
    void waitingChanged(int waiting);

private:
    void addShortcuts();
    void watchRuntime();
    void takeRunningLanes();
    void followOperator();
    void setStatus(const SiteStatus& status);
    void find();
    void goHome();
    void showAlarms();
    void showHelp();
    void showDisplay();
    void refreshAlarmDetails();
    enum class PanelKind { None, Help, Alarms, Display };
    void togglePanel(PanelKind kind, const QString& title, QWidget* body);

    const SiteContext& m_context;
    ConsoleSettings& m_settings;
    Appearance& m_appearance;
    const std::vector<PageEntry> m_allPages;
    std::vector<PageEntry> m_pages; // those the role may use
    QHash<QString, Page*> m_made;
    QString m_current;
    SiteStatus m_status;
    int m_waiting = 0;
    bool m_isLocked = false;
    PanelKind m_panelKind = PanelKind::None;

    NavigationRail* m_rail;
    StatusStrip* m_strip;
    QStackedWidget* m_stack;
    SidePanel* m_panel;
    AlarmBar* m_alarms;
    Finder* m_finder;
};

} // namespace gatehouse::ui
