#include "ui/login/FirstStart.h"

#include "ui/login/AdministratorStep.h"
#include "ui/login/RecoveryStep.h"
#include "ui/login/SiteStep.h"

namespace gatehouse::ui {

FirstStart::FirstStart(const Appearance& appearance, Prompts& prompts, Kind kind, QWidget* parent)
    : QStackedWidget(parent)
    , m_kind(kind)
    , m_siteStep(new SiteStep(appearance, kind == Kind::DemoSite))
    , m_administratorStep(new AdministratorStep(appearance))
    , m_recoveryStep(new RecoveryStep(appearance, prompts))
{
    setObjectName(QStringLiteral("firstStart"));
    addWidget(m_siteStep);
    addWidget(m_administratorStep);
    addWidget(m_recoveryStep);
    connect(m_siteStep, &SiteStep::demoRequested, this, &FirstStart::demoRequested);
    connect(m_siteStep, &SiteStep::returnRequested, this, &FirstStart::returnRequested);
    connect(m_siteStep, &SiteStep::ownSiteRequested, this, &FirstStart::ownSiteRequested);
    connect(m_siteStep, &SiteStep::completed, this, [this] { goTo(Step::Administrator); });
    connect(m_administratorStep, &AdministratorStep::backRequested, this, [this] { goTo(Step::Site); });
    connect(m_administratorStep, &AdministratorStep::completed, this, [this](const security::Passphrase& passphrase) {
        security::NewSite site;
        site.name = m_siteStep->name();
        site.timeZone = m_siteStep->timeZone();
        site.administrator = m_administratorStep->name();
        site.passphrase = passphrase;
        site.isDemo = m_kind == Kind::DemoSite;
        m_administratorStep->setBusy(true);
        Q_EMIT siteDescribed(site);
    });
    connect(m_recoveryStep, &RecoveryStep::completed, this, &FirstStart::finished);
}

void FirstStart::goTo(Step step)
{
    setCurrentIndex(static_cast<int>(step));
    if (step == Step::Site)
        m_siteStep->focusFirst();
    if (step == Step::Administrator) {
        m_administratorStep->setSiteName(m_siteStep->name());
        m_administratorStep->focusFirst();
    }
}

void FirstStart::showFailure(const Error& error)
{
    m_administratorStep->setBusy(false);
    m_administratorStep->showFailure(error);
}

void FirstStart::showRecoveryCode(const security::Passphrase& code, const QString& siteFolder)
{
    m_recoveryStep->setCode(m_siteStep->name(), siteFolder, code);
    setCurrentWidget(m_recoveryStep);
}

} // namespace gatehouse::ui
