#pragma once

#include "core/base/Clock.h"
#include "core/lane/LaneRuntime.h"
#include "core/security/OpenSite.h"
#include "ui/common/Appearance.h"
#include "ui/common/ConsoleSettings.h"
#include "ui/common/OperatorSession.h"
#include "ui/common/Page.h"
#include "ui/common/Prompts.h"
#include "ui/common/RunningLanes.h"
#include "ui/words/SiteTime.h"

#include <functional>

namespace gatehouse::ui {

// What a page gets by its constructor, and nothing else. Made by app/ for one signed-in site; every reference outlives
// every page. A page may keep the context's address: `const SiteContext& m_context`. GUI thread.
struct SiteContext
{
    security::OpenSite& site; // reader(), writer(), operators; thread-safe
    lane::LaneRuntime& lanes; // live pictures, states, events, decide()
    const RunningLanes& running; // which cameras, lanes and gates there are
    const Clock& clock;
    OperatorSession& session; // who acts now
    Appearance& appearance; // theme, icons
    Prompts& prompts; // confirmations, file dialogs, passing words
    ConsoleSettings& settings; // nothing personal
    SiteTime time; // the site's time zone and the language's forms

    // Goes to a page (and a row on it), when the role may see it.
    std::function<void(const PageTarget&)> openPage;
    // Cameras, lanes or gates were changed in the store: the runtime is stopped and started with what is there now.
    std::function<void()> restartLanes;
    // Rules, groups, people or vehicles were changed: lanes decide by what is there now. Call after the change
    // committed.
    std::function<void()> refreshKnowledge;
    // Closes the site, does this in the background once it is shut, and goes to sign-in, which says when it failed.
    std::function<void(std::function<Result<void>()>)> closeSite;
};

} // namespace gatehouse::ui
