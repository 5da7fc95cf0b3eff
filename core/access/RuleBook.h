#pragma once

#include "core/access/AccessPolicy.h"
#include "core/access/gates/Gate.h"
#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/security/Operator.h"
#include "core/store/Transaction.h"

namespace gatehouse::access {

// Zones, schedules and access rules. Changes need EditAccessRules, are validated and audited.
class RuleBook
{
public:
    RuleBook(store::Database& database, const Clock& clock);

    Result<QList<Zone>> zones(const security::ActingOperator& actor);
    Result<ZoneId> addZone(const security::ActingOperator& actor, const QString& name);
    Result<void> removeZone(const security::ActingOperator& actor, ZoneId id);

    Result<QList<Schedule>> schedules(const security::ActingOperator& actor);
    Result<ScheduleId> addSchedule(const security::ActingOperator& actor, const Schedule& draft);
    Result<void> updateSchedule(const security::ActingOperator& actor, const Schedule& schedule);
    Result<void> removeSchedule(const security::ActingOperator& actor, ScheduleId id);

    Result<QList<AccessRule>> rules(const security::ActingOperator& actor);
    Result<RuleId> addRule(const security::ActingOperator& actor, const AccessRule& draft);
    Result<void> updateRule(const security::ActingOperator& actor, const AccessRule& rule);
    Result<void> removeRule(const security::ActingOperator& actor, RuleId id);

    // Everything a decision needs, for lanes.
    Result<PolicySet> policy();

private:
    store::Database& m_database;
    const Clock& m_clock;
};

// The gates of the site. Changes need EditDevices.
class GateRegistry
{
public:
    GateRegistry(store::Database& database, const Clock& clock);
    Result<QList<GateSettings>> list(const security::ActingOperator& actor);
    Result<GateId> add(const security::ActingOperator& actor, const GateSettings& draft);
    Result<void> update(const security::ActingOperator& actor, const GateSettings& settings);
    Result<void> remove(const security::ActingOperator& actor, GateId id);

private:
    store::Database& m_database;
    const Clock& m_clock;
};

} // namespace gatehouse::access
