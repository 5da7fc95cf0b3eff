#pragma once

#include "app/site/SiteServices.h"
#include "ui/common/SiteContext.h"
#include "ui/shell/SiteShell.h"

#include <QPointer>

#include <memory>

namespace gatehouse {

// Everything that exists only while a site is open: its services, who acts, what runs, and what pages get. GUI thread.
// Destroying it closes the store; the shell made from it must be gone by then.
class SignedInSite : public QObject
{
    Q_OBJECT

public:
    SignedInSite(std::unique_ptr<security::OpenSite> site, ui::Appearance& appearance, ui::ConsoleSettings& settings,
        ui::Prompts& prompts, const Clock& clock, std::function<void(std::function<Result<void>()>)> closeSite);
    ~SignedInSite() override;

    [[nodiscard]] security::OpenSite& site() { return m_services->site(); }
    [[nodiscard]] ui::OperatorSession& session() { return m_session; }
    [[nodiscard]] lane::LaneRuntime& lanes() { return m_services->lanes(); }
    [[nodiscard]] const ui::RunningLanes& running() const { return m_running; }
    // Starts cameras and lanes; called again when an operator takes over who may.
    void startLanes();
    // Before it is destroyed by a console whose thread must not wait; see SiteServices.
    void finishInBackground(std::function<void()> finished) { m_services->finishInBackground(std::move(finished)); }
    [[nodiscard]] std::shared_ptr<security::OpenSite> shareSite() const { return m_services->shareSite(); }
    // The frame around the pages, in today's language; owned by the caller.
    [[nodiscard]] ui::SiteShell* makeShell();

private:
    ui::Appearance& m_appearance;
    ui::ConsoleSettings& m_settings;
    std::unique_ptr<site::SiteServices> m_services;
    ui::OperatorSession m_session;
    ui::RunningLanes m_running;
    QPointer<ui::SiteShell> m_shell;
    ui::SiteContext m_context;
};

} // namespace gatehouse
