#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/evidence/EvidenceStore.h"
#include "core/lane/LaneTypes.h"
#include "core/security/Operator.h"
#include "core/store/Transaction.h"

#include <optional>

namespace gatehouse::lane {

struct EventQuery
{
    std::optional<UtcTime> from;
    std::optional<UtcTime> until;
    std::optional<LaneId> lane;
    std::optional<LaneEvent::Subject> subject;
    std::optional<access::Verdict> verdict;
    QString text; // part of a plate or a name
    std::optional<EventId> before; // newest first, older than this one
    int limit = 100;
};

// The site's events. record() writes pictures, row and audit entry in one transaction and returns only when they are on
// disk.
class EventLog
{
public:
    EventLog(store::Database& database, const Clock& clock);

    // Returns the event with its ids filled in.
    Result<LaneEvent> record(const LaneEvent& event, const std::optional<evidence::EncodedPicture>& crop,
        const std::optional<evidence::EncodedPicture>& frame);
    // Needs ViewEvents.
    Result<QList<LaneEvent>> list(const security::ActingOperator& actor, const EventQuery& query);
    Result<LaneEvent> get(const security::ActingOperator& actor, EventId id);

private:
    store::Database& m_database;
    const Clock& m_clock;
};

} // namespace gatehouse::lane
