#pragma once

#include "tests/support/TestClock.h"
#include "ui/common/SiteContext.h"

#include <QList>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>
#include <optional>

class QTranslator;
class QWidget;

namespace gatehouse::test {

// Answers what a page asks and remembers what it said. By default every question is answered yes and no file is chosen.
class ScriptedPrompts final : public ui::Prompts
{
public:
    bool confirms = true;
    QString chosenPath;
    QList<ui::Confirmation> asked;
    QStringList told;
    QList<ui::PrintRequest> printed;

    void confirm(QObject* asker, const ui::Confirmation& question, std::function<void(bool)> answered) override;
    void openFile(QObject*, const ui::FileRequest&, std::function<void(const QString&)> chosen) override;
    void openFolder(QObject*, const ui::FileRequest&, std::function<void(const QString&)> chosen) override;
    void saveFile(QObject*, const ui::FileRequest&, std::function<void(const QString&)> chosen) override;
    void print(QObject*, const ui::PrintRequest& page, std::function<void(bool)> done) override;
    void tell(const QString& text) override { told.append(text); }
};

// Everything a page gets, around a real site in a temporary folder: "Lotus Yard", with one operator a role ("Guard
// Gao", "Attendant Ann", "Manager Mei", "Officer Ono", "Administrator Ada"), each with the passphrase Words, made with
// the cheapest key derivation there is. The lane runtime is there and runs nothing. Needs a QApplication; GUI thread.
class PageStage
{
public:
    static constexpr char Words[] = "violet anchor mustard bicycle";

    enum class Kind { Plain, Demo }; // Demo: a site the demo's content may be put into
    // The administrator acts. `parts` are what startCamera() takes its cameras from.
    explicit PageStage(ui::ThemeName theme = ui::ThemeName::Night, lane::LaneParts parts = {}, Kind kind = Kind::Plain);
    ~PageStage();

    [[nodiscard]] const ui::SiteContext& context() const { return *m_context; }
    [[nodiscard]] security::OpenSite& site() { return *m_site; }
    [[nodiscard]] store::StoreThread& writer() { return m_site->writer(); }
    [[nodiscard]] ScriptedPrompts& prompts() { return m_prompts; }
    [[nodiscard]] TestClock& clock() { return m_clock; }
    [[nodiscard]] security::ActingOperator actor(security::Role role) const;
    void actAs(security::Role role);
    void setTheme(ui::ThemeName theme);
    // Runs one camera without a lane, made by the parts' makeCamera; pages see it as camera 1.
    void startCamera(const QString& name);
    // Runs these, made by the parts; pages see them.
    void startLanes(const lane::LaneRuntime::Setup& setup);

    // What pages asked the shell for.
    QList<ui::PageTarget> opened;
    int lanesRestarted = 0;
    int knowledgeRefreshed = 0;
    // What is to be done once the site is closed.
    std::function<Result<void>()> closing;
    // Closes the site; no page may be left.
    void closeSite();
    [[nodiscard]] Result<std::unique_ptr<security::OpenSite>> signInAgain(security::Role role) const;

    // Shows the widget at that size as a window and waits until it is painted.
    static void show(QWidget& widget, QSize size);
    // Waits until everything the store was asked for so far has been handed over.
    void settle();
    // With GATEHOUSE_SCREENSHOTS=DIR in the environment: the widget at 1366x768 and 1920x1080 in the night and the day
    // theme, to be looked at by a person, as DIR/NAME-….png; with GATEHOUSE_SCREENSHOT_TRANSLATION=FILE.qm in that
    // language. Without it: nothing.
    void photograph(QWidget& widget, const QString& name);

private:
    std::unique_ptr<QTranslator> m_language;
    QTemporaryDir m_folder;
    TestClock m_clock;
    ui::Appearance m_appearance;
    ui::ConsoleSettings m_settings;
    ScriptedPrompts m_prompts;
    ui::RunningLanes m_running;
    std::unique_ptr<security::OpenSite> m_site;
    std::unique_ptr<lane::LaneRuntime> m_lanes;
    std::unique_ptr<ui::OperatorSession> m_session;
    QList<security::ActingOperator> m_operators;
    std::optional<ui::SiteContext> m_context;
};

} // namespace gatehouse::test
