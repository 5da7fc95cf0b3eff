#include "app/gatehouse/SignedInSite.h"

#include "app/gatehouse/Pages.h"
#include "core/base/Resources.h"

#include <QThreadPool>

namespace gatehouse {

SignedInSite::SignedInSite(std::unique_ptr<security::OpenSite> site, ui::Appearance& appearance,
    ui::ConsoleSettings& settings, ui::Prompts& prompts, const Clock& clock,
    std::function<void(std::function<Result<void>()>)> closeSite)
    : m_appearance(appearance)
    , m_settings(settings)
    , m_services(std::make_unique<site::SiteServices>(std::move(site), resourcePath(u"models"), clock))
    , m_session(m_services->site().openedBy())
    , m_context { m_services->site(), m_services->lanes(), m_running, clock, m_session, appearance, prompts, settings,
        ui::SiteTime(m_services->site().info().timeZone),
        [this](const ui::PageTarget& target) {
            if (m_shell)
                m_shell->openPage(target);
        },
        [this] { startLanes(); }, [this] { m_services->lanes().refreshKnowledge(); }, std::move(closeSite) }
{
    connect(m_services.get(), &site::SiteServices::lanesStarted, this,
        [this](const lane::LaneRuntime::Setup& setup) { m_running.set(setup); });
    connect(m_services.get(), &site::SiteServices::lanesFailed, this,
        [this](const Error& error) { m_running.setFailure(error); });
    // What is gone is no longer shown, nor recognised.
    connect(&m_services->retention(), &site::DailyRetention::finished, this,
        [this] { m_services->lanes().refreshKnowledge(); });
    m_services->retention().start();
    m_services->backups().start();
    connect(&m_session, &ui::OperatorSession::changed, this, [this] {
        if (!m_services->lanes().isRunning())
            startLanes();
    });
}

SignedInSite::~SignedInSite()
{
    // Pictures being scaled and sign-ins being checked refer to the site.
    QThreadPool::globalInstance()->waitForDone();
}

void SignedInSite::startLanes()
{
    if (!m_session.may(security::Permission::OperateLanes))
        return;
    m_running.setStarting();
    m_services->requestLanes(m_session.actor());
}

ui::SiteShell* SignedInSite::makeShell()
{
    m_context.time = ui::SiteTime(m_services->site().info().timeZone); // the language may be another now
    auto* shell = new ui::SiteShell(
        m_context, m_settings, m_appearance, m_services->site().info(), consolePages(), consoleFinders());
    m_shell = shell;
    return shell;
}

} // namespace gatehouse
