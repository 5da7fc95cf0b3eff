#pragma once

#include "app/gatehouse/ConsoleOptions.h"
#include "app/gatehouse/SignOutSlip.h"
#include "core/base/Clock.h"
#include "core/security/OpenSite.h"
#include "ui/common/Appearance.h"
#include "ui/login/FirstStart.h"
#include "ui/login/SignInForm.h"
#include "ui/shell/ConsoleWindow.h"

#include <functional>
#include <memory>
#include <optional>

namespace gatehouse {

// The screens on the window while no site is open: first start, a site that comes back from a
// backup, sign-in, recovery, and the way between one's own site
// and the demo. GUI thread; key derivation runs in the background. Everything given to it outlives it.
class EntryScreens : public QObject
{
    Q_OBJECT

public:
    // Where they lead.
    struct Exits
    {
        std::function<void(std::unique_ptr<security::OpenSite>)> open;
        // Runs the action when a site that is being closed is shut; now when there is none.
        std::function<void(std::function<void()>)> whenClosed;
    };

    EntryScreens(const ConsoleOptions& options, const Clock& clock, ui::Appearance& appearance,
        ui::ConsoleWindow& window, Exits exits);

    // First start where there is no site yet, sign-in otherwise.
    void show();
    // The one that is shown, in today's language and size; what is typed in it is kept.
    void showAgain();
    // What the site that was just closed signed last: under the sign-in until somebody signs in.
    void setSlip(const SignOutSlip& slip);
    void forgetSlip() { m_slip.reset(); }

private:
    enum class Which { Own, Demo };
    enum class Input { Fresh, Carried }; // Carried: what is typed on the screen shown now is kept
    [[nodiscard]] security::SitePaths paths() const;
    [[nodiscard]] ui::FirstStart::Kind firstStartKind() const;
    void switchTo(Which which);
    void removeDemo();
    void showFirstStart(ui::FirstStart::Kind kind, Input input);
    void createSite(ui::FirstStart* screen, const security::NewSite& description);
    void showSignIn(Input input);
    void showSlip(ui::SignInForm& form);
    void signIn(ui::SignInForm* form, const QString& name, const security::Passphrase& passphrase, const QString& code);
    void showRecovery(Input input);
    void showReturn(Input input);
    void present(QWidget* screen, Input input);

    ConsoleOptions m_options;
    const Clock& m_clock;
    ui::Appearance& m_appearance;
    ui::ConsoleWindow& m_window;
    const Exits m_exits;
    std::optional<SignOutSlip> m_slip;
};

} // namespace gatehouse
