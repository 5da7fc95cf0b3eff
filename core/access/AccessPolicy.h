#pragma once

#include "core/access/AccessTypes.h"

#include <QHash>
#include <QTimeZone>

namespace gatehouse::access {

// The rules of a site at one moment: a value, replaced whole when a rule changes.
struct PolicySet
{
    QList<AccessRule> rules;
    QHash<ScheduleId, Schedule> schedules;
    QTimeZone timeZone = QTimeZone::utc();
};

// Whether a moment lies in one of the schedule's windows, by the wall clock of `zone`. An hour the clocks skip is in no
// window, an hour they run through twice is in its window both times.
[[nodiscard]] bool contains(const Schedule& schedule, UtcTime moment, const QTimeZone& zone);

// Pure. A deny rule in force beats every allow; then the first allow rule in force by id; then the nearest reason why
// not (outside schedule, expired, no rule). Strangers, unsure readings and failed liveness are asked about, never
// refused by a machine; a known subject that no rule allows is denied and can be overridden by a person. A rule that
// names a schedule the set does not hold fails shut: it never allows, and denies at any hour. An invalid time zone is
// read as UTC.
Decision decide(const PolicySet& policy, const AccessRequest& request);

} // namespace gatehouse::access
