#include "core/lane/OpeningLedger.h"

namespace gatehouse::lane {

bool OpeningLedger::claim(EventId request)
{
    if (!request.isValid())
        return true;
    if (m_claimed.contains(request))
        return false;
    m_claimed.insert(request);
    return true;
}

void OpeningLedger::onRecorded(const LaneEvent& event)
{
    if (event.kind == EventKind::Operator && event.opensGate)
        m_requestOfOpening.insert(event.id, event.answers);
    if (event.kind == EventKind::Gate) {
        const EventId request = m_requestOfOpening.take(event.answers);
        if (event.decision.reason == access::Reason::GateFailed)
            m_claimed.remove(request);
    }
}

void OpeningLedger::onRefused(const LaneEvent& event)
{
    if (event.kind == EventKind::Operator)
        m_claimed.remove(event.answers);
}

} // namespace gatehouse::lane
