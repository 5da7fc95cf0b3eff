#pragma once

#include "app/gatehouse/ConsoleOptions.h"
#include "app/gatehouse/EntryScreens.h"
#include "app/gatehouse/SignedInSite.h"
#include "core/base/Clock.h"
#include "core/security/OpenSite.h"
#include "ui/common/Appearance.h"
#include "ui/common/ConsoleSettings.h"
#include "ui/login/SignInForm.h"
#include "ui/shell/ConsoleWindow.h"
#include "ui/shell/IdleWatch.h"
#include "ui/words/Languages.h"

#include <functional>
#include <memory>
#include <vector>

namespace gatehouse {

// The whole console: the entry screens, the open site, its lock and the change of operators, and how it is closed.
// One a process, made by main() (and by tests). GUI thread; key derivation runs in the background.
class Console : public QObject
{
    Q_OBJECT

public:
    // ResourceMissing or FormatInvalid when the program's own files are not there.
    static Result<std::unique_ptr<Console>> create(const ConsoleOptions& options, const Clock& clock);
    ~Console() override;

    // Puts the first screen on the window and shows it.
    void start();
    [[nodiscard]] ui::ConsoleWindow& window() { return m_window; }
    [[nodiscard]] SignedInSite* openSite() { return m_open.get(); }
    [[nodiscard]] bool isLocked() const { return m_isLocked; }
    void lock();

private:
    Console(const ConsoleOptions& options, const Clock& clock, std::unique_ptr<ui::ConsoleSettings> settings,
        std::unique_ptr<ui::Appearance> appearance);

    void rebuild();
    void open(std::unique_ptr<security::OpenSite> site);
    void showShell();
    void coverPages();
    void showLock();
    void showChangeOperator();
    void takeOver(ui::SignInForm* form, ui::SignInMode mode, const QString& name,
        const security::Passphrase& passphrase, const QString& code);
    void tellHandover();
    void askToSignOut();
    void askToClose();
    // `work` is done between the closing of the store and the next sign-in.
    using ClosingWork = std::function<Result<void>()>;
    void closeSite(const ClosingWork& work = {});
    void sayClosed(const Result<void>& done);
    [[nodiscard]] SignOutSlip slipOf(SignedInSite& site) const; // not signed yet
    void siteClosed();
    // Runs `action` when a site that is being closed is shut; now when there is none.
    void whenClosed(std::function<void()> action);
    void restartIdleWatch();
    [[nodiscard]] ui::SiteShell* shell() const;
    // Under the lock and the change of operator: who waits at the gate, what would be thrown away.
    [[nodiscard]] QString notice(ui::SignInMode mode) const;

    const Clock& m_clock;
    std::unique_ptr<ui::ConsoleSettings> m_settings;
    ui::Languages m_languages;
    std::unique_ptr<ui::Appearance> m_appearance;
    ui::ConsoleWindow m_window;
    ui::IdleWatch m_idle;
    EntryScreens m_entry;
    std::unique_ptr<SignedInSite> m_open;
    std::unique_ptr<SignedInSite> m_closing;
    bool m_isClosing = false;
    std::vector<std::function<void()>> m_afterClosing;
    bool m_isLocked = false; // also while another operator signs in
};

} // namespace gatehouse
