#include "app/site/SiteServices.h"

#include "app/site/SiteSetup.h"
#include "core/lane/LaneStartup.h"

#include <utility>

namespace gatehouse::site {

SiteServices::SiteServices(std::unique_ptr<security::OpenSite> site, const QString& models, const Clock& clock)
    : m_clock(clock)
    , m_site(std::move(site))
    , m_lanes(m_site->writer(), m_site->reader(), clock, lane::standardParts(vision::ModelCatalogue::create(models)))
    , m_retention(*m_site, clock)
    , m_backups(*m_site, clock)
{
    m_background.setMaxThreadCount(1);
}

SiteServices::~SiteServices()
{
    m_background.waitForDone();
    m_backups.beginStop();
    m_retention.beginStop();
    stopLanes();
}

Result<lane::LaneRuntime::Setup> SiteServices::readSetup(const security::ActingOperator& actor)
{
    return m_site->reader().call(
        [this, &actor](store::Database& database) { return site::readSetup(database, m_clock, actor); });
}

Result<void> SiteServices::startLanes(const lane::LaneRuntime::Setup& setup)
{
    return m_lanes.start(setup);
}

void SiteServices::stopLanes()
{
    ++m_newestRequest;
    m_lanes.stop();
}

void SiteServices::requestLanes(const security::ActingOperator& actor)
{
    const quint64 request = ++m_newestRequest;
    m_background.start([this, actor, request, stopping = m_lanes.beginStop()]() mutable {
        prepareLanes(actor, request, std::move(stopping));
    });
}

void SiteServices::finishInBackground(std::function<void()> finished)
{
    ++m_newestRequest;
    m_backups.beginStop();
    m_retention.beginStop();
    m_background.start([this, stopping = m_lanes.beginStop(), finished = std::move(finished)]() mutable {
        stopping.reset();
        m_backups.waitForStop();
        m_retention.waitForStop();
        QThreadPool::globalInstance()->waitForDone(); // what pages began refers to the site
        QMetaObject::invokeMethod(this, std::move(finished), Qt::QueuedConnection);
    });
}

void SiteServices::prepareLanes(const security::ActingOperator& actor, quint64 request, std::shared_ptr<void> stopping)
{
    // The old lanes let go of their cameras and gates before new ones reach for them.
    stopping.reset();
    auto setup = readSetup(actor);
    auto startup = std::make_shared<Result<lane::LaneStartup>>(
        setup ? m_lanes.prepare(*setup) : Result<lane::LaneStartup>(setup.error()));
    QMetaObject::invokeMethod(
        this, [this, request, startup] { startPrepared(request, *startup); }, Qt::QueuedConnection);
}

void SiteServices::startPrepared(quint64 request, Result<lane::LaneStartup>& startup)
{
    if (request != m_newestRequest)
        return;
    if (!startup) {
        Q_EMIT lanesFailed(startup.error());
        return;
    }
    const lane::LaneRuntime::Setup setup = startup->setup;
    m_lanes.start(std::move(*startup));
    Q_EMIT lanesStarted(setup);
}

} // namespace gatehouse::site
