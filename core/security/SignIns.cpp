#include "core/security/OpenSiteState.h"

#include <algorithm>

namespace gatehouse::security {

ActingOperator OpenSite::Private::signedIn(ActingOperator actor)
{
    actor.signedIn = std::make_shared<SignedIn>();
    const std::lock_guard lock(signInsMutex);
    std::erase_if(signIns, [](const auto& one) { return one.second.expired(); });
    signIns.emplace_back(actor.id, actor.signedIn);
    return actor;
}

void OpenSite::Private::endSignIns(OperatorId id)
{
    const std::lock_guard lock(signInsMutex);
    for (const auto& [whose, weak] : signIns) {
        const auto signIn = weak.lock();
        if (signIn && (whose == id || !id.isValid()))
            signIn->end();
    }
}

} // namespace gatehouse::security
