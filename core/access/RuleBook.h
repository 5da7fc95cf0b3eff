#pragma once

#include "core/access/AccessPolicy.h"
#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/security/Operator.h"
#include "core/store/Transaction.h"

namespace gatehouse::access {

// Zones, schedules and access rules. Plain synchronous code over one connection, run on the store thread that owns it.
// Reading needs ViewAccessRules; changes need EditAccessRules and are audited in their own transaction, without names.
// Names are unique whatever their case. Errors: PermissionDenied, NotFound, and with the field as the detail ("name",
// "windows", "group", "zone", "schedule", "validity") InvalidArgument and AlreadyExists; StoreConstraint for what is
// still used (a zone by a lane, a schedule by a rule); ChangedMeanwhile for a change to a row that is no longer as it
// was read.
class RuleBook
{
public:
    RuleBook(store::Database& database, const Clock& clock);

    Result<QList<Zone>> zones(const security::ActingOperator& actor);
    Result<ZoneId> addZone(const security::ActingOperator& actor, const QString& name);
    Result<void> renameZone(const security::ActingOperator& actor, const Zone& zone);
    // Rules that name the zone go with it.
    Result<void> removeZone(const security::ActingOperator& actor, ZoneId id);

    Result<QList<Schedule>> schedules(const security::ActingOperator& actor);
    // Windows are kept sorted, those that touch or overlap as one.
    Result<ScheduleId> addSchedule(const security::ActingOperator& actor, const Schedule& draft);
    Result<void> updateSchedule(const security::ActingOperator& actor, const Schedule& schedule);
    Result<void> removeSchedule(const security::ActingOperator& actor, ScheduleId id);

    Result<QList<AccessRule>> rules(const security::ActingOperator& actor);
    Result<RuleId> addRule(const security::ActingOperator& actor, const AccessRule& draft);
    Result<void> updateRule(const security::ActingOperator& actor, const AccessRule& rule);
    Result<void> removeRule(const security::ActingOperator& actor, RuleId id);

    // Everything a decision needs, for lanes: no operator asks for it.
    Result<PolicySet> policy();

private:
    store::Database& m_database;
    const Clock& m_clock;
};

} // namespace gatehouse::access
