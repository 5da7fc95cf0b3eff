#pragma once

#include "app/site/DailyBackup.h"
#include "app/site/DailyRetention.h"
#include "core/base/Clock.h"
#include "core/lane/LaneRuntime.h"
#include "core/security/OpenSite.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace gatehouse::site {

// An open site and everything that runs in it: the store behind OpenSite, and the lanes. Made when somebody has signed
// in, destroyed when the last one signs out; locking the screen leaves it as it is. What is made first goes last:
// lanes and retention, then the store. Lives on the GUI thread or a tool's main thread.
class SiteServices : public QObject
{
    Q_OBJECT

public:
    // `models` is the folder of the catalogue, resourcePath(u"models") in the programs.
    SiteServices(std::unique_ptr<security::OpenSite> site, const QString& models, const Clock& clock);
    ~SiteServices() override;

    [[nodiscard]] security::OpenSite& site() { return *m_site; }
    [[nodiscard]] lane::LaneRuntime& lanes() { return m_lanes; }
    // For a console, which stays open for days; not started by itself.
    [[nodiscard]] DailyRetention& retention() { return m_retention; }
    [[nodiscard]] DailyBackup& backups() { return m_backups; }

    // Starts the lanes, or stops and starts them anew, as the store says now. Returns at once: networks are loaded and
    // the old lanes finished on a thread of its own, then lanesStarted() or lanesFailed() follows. Needs OperateLanes.
    void requestLanes(const security::ActingOperator& actor);

    // For tools: waits. What `setup` says instead of the store; readSetup() has checked the permission.
    Result<void> startLanes(const lane::LaneRuntime::Setup& setup);
    [[nodiscard]] Result<lane::LaneRuntime::Setup> readSetup(const security::ActingOperator& actor);
    // The exact mirror of starting: nothing runs when it returns, and everything that happened is recorded.
    void stopLanes();

    // For a console, whose thread must not wait: cameras stop here and now; a frame, a record or a gate's pulse under
    // way is finished on a thread of its own. `finished` is called on this object's thread, while it lives: nothing
    // runs then and destroying this takes no time, save for shutting the store: see shareSite().
    void finishInBackground(std::function<void()> finished);
    // Whoever lets go of it last shuts the store, on any thread.
    [[nodiscard]] std::shared_ptr<security::OpenSite> shareSite() const { return m_site; }

Q_SIGNALS:
    void lanesStarted(const gatehouse::lane::LaneRuntime::Setup& setup);
    // PermissionDenied, ModelMissing, ModelInvalid or what the store said; no lane runs.
    void lanesFailed(const gatehouse::Error& error);

private:
    void prepareLanes(const security::ActingOperator& actor, quint64 request, std::shared_ptr<void> stopping);
    void startPrepared(quint64 request, Result<lane::LaneStartup>& startup);

    const Clock& m_clock;
    std::shared_ptr<security::OpenSite> m_site;
    lane::LaneRuntime m_lanes;
    DailyRetention m_retention;
    DailyBackup m_backups;
    // Requests overtake each other: only the newest may start lanes.
    quint64 m_newestRequest = 0;
    QThreadPool m_background; // one thread; last member: it is finished first
};

} // namespace gatehouse::site
