#include "core/access/RuleBook.h"

#include "core/access/AccessNames.h"
#include "core/access/RuleRows.h"
#include "core/access/ScheduleRows.h"
#include "core/security/RegistryChange.h"

namespace gatehouse::access {

using security::ActingOperator;
using security::Permission;
using security::RecordKind;
using security::RegistryChange;

namespace {

constexpr QByteArrayView ZoneNamed = "SELECT id FROM zones WHERE name = ?1";

Result<QTimeZone> siteTimeZone(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(site, database.prepare("SELECT time_zone FROM site"));
    GATEHOUSE_TRY_ASSIGN(found, site.step());
    if (!found)
        return failure(ErrorCode::NotFound, QStringLiteral("site"));
    const QTimeZone zone(site.text(0).toUtf8());
    if (!zone.isValid())
        return failure(ErrorCode::FormatInvalid, QStringLiteral("time zone"));
    return zone;
}

} // namespace

RuleBook::RuleBook(store::Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<QList<Zone>> RuleBook::zones(const ActingOperator& actor)
{
    GATEHOUSE_TRY(actor.require(Permission::ViewAccessRules));
    GATEHOUSE_TRY_ASSIGN(rows, m_database.prepare("SELECT id, name, version FROM zones ORDER BY name"));
    QList<Zone> zones;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(hasRow, rows.step());
        if (!hasRow)
            return zones;
        zones.append({ rows.id<ZoneId>(0), rows.text(1), RowVersion(rows.integer(2)) });
    }
}

Result<ZoneId> RuleBook::addZone(const ActingOperator& actor, const QString& name)
{
    GATEHOUSE_TRY_ASSIGN(change, RegistryChange::begin(m_database, m_clock, actor, RecordKind::Zone));
    GATEHOUSE_TRY_ASSIGN(checked, checkedName(m_database, ZoneNamed, name, 0));
    GATEHOUSE_TRY_ASSIGN(insert, m_database.prepare("INSERT INTO zones (name) VALUES (?1)"));
    insert.bindAll(checked);
    GATEHOUSE_TRY(insert.run());
    const ZoneId id(m_database.lastInsertId());
    GATEHOUSE_TRY(change.commit(QLatin1StringView("add"), id.value()));
    return id;
}

Result<void> RuleBook::renameZone(const ActingOperator& actor, const Zone& zone)
{
    GATEHOUSE_TRY_ASSIGN(change, RegistryChange::begin(m_database, m_clock, actor, RecordKind::Zone));
    GATEHOUSE_TRY(change.claim(zone.id.value(), zone.version));
    GATEHOUSE_TRY_ASSIGN(checked, checkedName(m_database, ZoneNamed, zone.name, zone.id.value()));
    GATEHOUSE_TRY_ASSIGN(update, m_database.prepare("UPDATE zones SET name = ?1 WHERE id = ?2"));
    update.bindAll(checked, zone.id);
    GATEHOUSE_TRY(update.run());
    return change.commit(QLatin1StringView("rename"), zone.id.value());
}

Result<void> RuleBook::removeZone(const ActingOperator& actor, ZoneId id)
{
    GATEHOUSE_TRY_ASSIGN(change, RegistryChange::begin(m_database, m_clock, actor, RecordKind::Zone));
    GATEHOUSE_TRY_ASSIGN(count, m_database.prepare("SELECT count(*) FROM access_rules WHERE zone_id = ?1"));
    count.bindAll(id);
    GATEHOUSE_TRY(count.step());
    const qint64 rules = count.integer(0);
    count.reset();
    GATEHOUSE_TRY(change.deleteRow(id.value()));
    return change.commit(QLatin1StringView("remove"), id.value(), { { QStringLiteral("rules"), rules } });
}

Result<QList<Schedule>> RuleBook::schedules(const ActingOperator& actor)
{
    GATEHOUSE_TRY(actor.require(Permission::ViewAccessRules));
    return readSchedules(m_database);
}

Result<ScheduleId> RuleBook::addSchedule(const ActingOperator& actor, const Schedule& draft)
{
    GATEHOUSE_TRY_ASSIGN(change, RegistryChange::begin(m_database, m_clock, actor, RecordKind::Schedule));
    Schedule added = draft;
    added.id = {};
    GATEHOUSE_TRY_ASSIGN(checked, checkedSchedule(m_database, added));
    GATEHOUSE_TRY_ASSIGN(id, insertSchedule(change.transaction(), checked));
    GATEHOUSE_TRY(change.commit(QLatin1StringView("add"), id.value(), scheduleAsCodes(checked)));
    return id;
}

Result<void> RuleBook::updateSchedule(const ActingOperator& actor, const Schedule& schedule)
{
    GATEHOUSE_TRY_ASSIGN(change, RegistryChange::begin(m_database, m_clock, actor, RecordKind::Schedule));
    GATEHOUSE_TRY(change.claim(schedule.id.value(), schedule.version));
    GATEHOUSE_TRY_ASSIGN(checked, checkedSchedule(m_database, schedule));
    GATEHOUSE_TRY(rewriteSchedule(change.transaction(), checked));
    return change.commit(QLatin1StringView("update"), schedule.id.value(), scheduleAsCodes(checked));
}

Result<void> RuleBook::removeSchedule(const ActingOperator& actor, ScheduleId id)
{
    GATEHOUSE_TRY_ASSIGN(change, RegistryChange::begin(m_database, m_clock, actor, RecordKind::Schedule));
    GATEHOUSE_TRY(change.deleteRow(id.value()));
    return change.commit(QLatin1StringView("remove"), id.value());
}

Result<QList<AccessRule>> RuleBook::rules(const ActingOperator& actor)
{
    GATEHOUSE_TRY(actor.require(Permission::ViewAccessRules));
    return readRules(m_database);
}

Result<RuleId> RuleBook::addRule(const ActingOperator& actor, const AccessRule& draft)
{
    GATEHOUSE_TRY_ASSIGN(change, RegistryChange::begin(m_database, m_clock, actor, RecordKind::Rule));
    AccessRule added = draft;
    added.id = {};
    GATEHOUSE_TRY_ASSIGN(checked, checkedRule(m_database, added));
    GATEHOUSE_TRY_ASSIGN(id, insertRule(change.transaction(), checked));
    GATEHOUSE_TRY(change.commit(QLatin1StringView("add"), id.value(), ruleAsCodes(checked)));
    return id;
}

Result<void> RuleBook::updateRule(const ActingOperator& actor, const AccessRule& rule)
{
    GATEHOUSE_TRY_ASSIGN(change, RegistryChange::begin(m_database, m_clock, actor, RecordKind::Rule));
    GATEHOUSE_TRY(change.claim(rule.id.value(), rule.version));
    GATEHOUSE_TRY_ASSIGN(checked, checkedRule(m_database, rule));
    GATEHOUSE_TRY(rewriteRule(change.transaction(), checked));
    return change.commit(QLatin1StringView("update"), rule.id.value(), ruleAsCodes(checked));
}

Result<void> RuleBook::removeRule(const ActingOperator& actor, RuleId id)
{
    GATEHOUSE_TRY_ASSIGN(change, RegistryChange::begin(m_database, m_clock, actor, RecordKind::Rule));
    GATEHOUSE_TRY(change.deleteRow(id.value()));
    return change.commit(QLatin1StringView("remove"), id.value());
}

Result<PolicySet> RuleBook::policy()
{
    PolicySet policy;
    GATEHOUSE_TRY_ASSIGN(zone, siteTimeZone(m_database));
    policy.timeZone = zone;
    GATEHOUSE_TRY_ASSIGN(schedules, readSchedules(m_database));
    for (const Schedule& schedule : std::as_const(schedules))
        policy.schedules.insert(schedule.id, schedule);
    GATEHOUSE_TRY_ASSIGN(rules, readRules(m_database));
    policy.rules = std::move(rules);
    return policy;
}

} // namespace gatehouse::access
