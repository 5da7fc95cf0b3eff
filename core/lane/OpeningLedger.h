#pragma once

#include "core/lane/LaneTypes.h"

#include <QHash>
#include <QSet>

namespace gatehouse::lane {

// Which requests an operator has opened a gate for, so that two presses of a key open once. A request can be opened
// again when its opening was not recorded or its gate did not move. One thread.
class OpeningLedger
{
public:
    // False when the request was opened already. A request that was never recorded has no number and can always be
    // opened.
    [[nodiscard]] bool claim(EventId request);
    void onRecorded(const LaneEvent& event);
    void onRefused(const LaneEvent& event);

private:
    QSet<EventId> m_claimed;
    QHash<EventId, EventId> m_requestOfOpening; // by the operator's event
};

} // namespace gatehouse::lane
