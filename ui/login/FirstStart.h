#pragma once

#include "core/base/Error.h"
#include "core/security/OpenSite.h"
#include "ui/common/Prompts.h"

#include <QStackedWidget>

namespace gatehouse::ui {

class Appearance;
class AdministratorStep;
class RecoveryStep;
class SiteStep;

// The first start: the site's name and time zone, the administrator with a passphrase of their own, the recovery code
// shown once. The caller makes the site off the GUI thread between siteDescribed() and showRecoveryCode() or
// showFailure(); finished() comes only when the person has confirmed that the code is written down.
class FirstStart : public QStackedWidget
{
    Q_OBJECT

public:
    enum class Kind { Site, DemoSite };

    FirstStart(const Appearance& appearance, Prompts& prompts, Kind kind, QWidget* parent = nullptr);

    // Where the person is; goTo() is for a screen made anew with the same input.
    enum class Step { Site, Administrator, RecoveryCode };
    [[nodiscard]] Step step() const { return static_cast<Step>(currentIndex()); }
    void goTo(Step step);

    void showFailure(const Error& error);
    void showRecoveryCode(const security::Passphrase& code, const QString& siteFolder);

Q_SIGNALS:
    void siteDescribed(const gatehouse::security::NewSite& site);
    void finished();
    // Kind::Site only: look around in the demo site first.
    void demoRequested();
    // Kind::Site only: no new site, one that comes back from a backup.
    void returnRequested();
    // Kind::DemoSite only: back to the site of one's own.
    void ownSiteRequested();

private:
    const Kind m_kind;
    SiteStep* m_siteStep;
    AdministratorStep* m_administratorStep;
    RecoveryStep* m_recoveryStep;
};

} // namespace gatehouse::ui
