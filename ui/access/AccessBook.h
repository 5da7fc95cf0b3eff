#pragma once

#include "core/access/RuleBook.h"
#include "core/people/Person.h"

namespace gatehouse::ui {

// Everything the rules page shows, read at one moment: there are dozens of these, not thousands. A value.
struct AccessBook
{
    QList<people::Group> groups;
    QList<access::Zone> zones;
    QList<access::Schedule> schedules;
    QList<access::AccessRule> rules;

    // Empty for what is not there (any more).
    [[nodiscard]] QString groupName(GroupId id) const;
    [[nodiscard]] QString zoneName(ZoneId id) const;
    [[nodiscard]] QString scheduleName(ScheduleId id) const;
    [[nodiscard]] const access::Schedule* schedule(ScheduleId id) const;
};

Result<AccessBook> readAccessBook(store::Database& database, const Clock& clock, const security::ActingOperator& actor);

} // namespace gatehouse::ui
