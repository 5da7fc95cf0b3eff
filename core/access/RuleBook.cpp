#include "core/access/RuleBook.h"

#include "core/access/AccessNames.h"
#include "core/access/RuleRows.h"
#include "core/access/ScheduleRows.h"
#include "core/audit/AuditTrail.h"

#include <QJsonObject>

namespace gatehouse::access {

using security::ActingOperator;
using security::Permission;

namespace {

constexpr QByteArrayView ZoneNamed = "SELECT id FROM zones WHERE name = ?1";

Result<void> appendRuleBookEntry(store::Transaction& transaction, const Clock& clock, const ActingOperator& actor,
    const QString& action, const QString& kind, qint64 id, const QJsonObject& detail = {})
{
    return audit::append(transaction, clock, { actor.id, action, { kind, id }, detail });
}

Result<void> deleteRow(store::Transaction& transaction, QByteArrayView sql, qint64 id, QLatin1StringView kind)
{
    GATEHOUSE_TRY_ASSIGN(removal, transaction.database().prepare(sql));
    removal.bindAll(id);
    GATEHOUSE_TRY(removal.run());
    if (transaction.database().changedRows() != 1)
        return failure(ErrorCode::NotFound, kind);
    return {};
}

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
    GATEHOUSE_TRY_ASSIGN(rows, m_database.prepare("SELECT id, name FROM zones ORDER BY name"));
    QList<Zone> zones;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(hasRow, rows.step());
        if (!hasRow)
            return zones;
        zones.append({ rows.id<ZoneId>(0), rows.text(1) });
    }
}

Result<ZoneId> RuleBook::addZone(const ActingOperator& actor, const QString& name)
{
    GATEHOUSE_TRY(actor.require(Permission::EditAccessRules));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY_ASSIGN(checked, checkedName(m_database, ZoneNamed, name, 0));
    GATEHOUSE_TRY_ASSIGN(insert, m_database.prepare("INSERT INTO zones (name) VALUES (?1)"));
    insert.bindAll(checked);
    GATEHOUSE_TRY(insert.run());
    const ZoneId id(m_database.lastInsertId());
    GATEHOUSE_TRY(appendRuleBookEntry(
        transaction, m_clock, actor, QStringLiteral("zone.add"), QStringLiteral("zone"), id.value()));
    GATEHOUSE_TRY(transaction.commit());
    return id;
}

Result<void> RuleBook::renameZone(const ActingOperator& actor, ZoneId id, const QString& name)
{
    GATEHOUSE_TRY(actor.require(Permission::EditAccessRules));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY_ASSIGN(checked, checkedName(m_database, ZoneNamed, name, id.value()));
    GATEHOUSE_TRY_ASSIGN(update, m_database.prepare("UPDATE zones SET name = ?1 WHERE id = ?2"));
    update.bindAll(checked, id);
    GATEHOUSE_TRY(update.run());
    if (m_database.changedRows() != 1)
        return failure(ErrorCode::NotFound, QStringLiteral("zone"));
    GATEHOUSE_TRY(appendRuleBookEntry(
        transaction, m_clock, actor, QStringLiteral("zone.rename"), QStringLiteral("zone"), id.value()));
    return transaction.commit();
}

Result<void> RuleBook::removeZone(const ActingOperator& actor, ZoneId id)
{
    GATEHOUSE_TRY(actor.require(Permission::EditAccessRules));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY_ASSIGN(count, m_database.prepare("SELECT count(*) FROM access_rules WHERE zone_id = ?1"));
    count.bindAll(id);
    GATEHOUSE_TRY(count.step());
    const qint64 rules = count.integer(0);
    count.reset();
    GATEHOUSE_TRY(deleteRow(transaction, "DELETE FROM zones WHERE id = ?1", id.value(), QLatin1StringView("zone")));
    GATEHOUSE_TRY(appendRuleBookEntry(transaction, m_clock, actor, QStringLiteral("zone.remove"),
        QStringLiteral("zone"), id.value(), { { QStringLiteral("rules"), rules } }));
    return transaction.commit();
}

Result<QList<Schedule>> RuleBook::schedules(const ActingOperator& actor)
{
    GATEHOUSE_TRY(actor.require(Permission::ViewAccessRules));
    return readSchedules(m_database);
}

Result<ScheduleId> RuleBook::addSchedule(const ActingOperator& actor, const Schedule& draft)
{
    GATEHOUSE_TRY(actor.require(Permission::EditAccessRules));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    Schedule added = draft;
    added.id = {};
    GATEHOUSE_TRY_ASSIGN(checked, checkedSchedule(m_database, added));
    GATEHOUSE_TRY_ASSIGN(id, insertSchedule(transaction, checked));
    GATEHOUSE_TRY(appendRuleBookEntry(transaction, m_clock, actor, QStringLiteral("schedule.add"),
        QStringLiteral("schedule"), id.value(), { { QStringLiteral("windows"), checked.windows.size() } }));
    GATEHOUSE_TRY(transaction.commit());
    return id;
}

Result<void> RuleBook::updateSchedule(const ActingOperator& actor, const Schedule& schedule)
{
    GATEHOUSE_TRY(actor.require(Permission::EditAccessRules));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY_ASSIGN(checked, checkedSchedule(m_database, schedule));
    GATEHOUSE_TRY(rewriteSchedule(transaction, checked));
    GATEHOUSE_TRY(appendRuleBookEntry(transaction, m_clock, actor, QStringLiteral("schedule.update"),
        QStringLiteral("schedule"), schedule.id.value(), { { QStringLiteral("windows"), checked.windows.size() } }));
    return transaction.commit();
}

Result<void> RuleBook::removeSchedule(const ActingOperator& actor, ScheduleId id)
{
    GATEHOUSE_TRY(actor.require(Permission::EditAccessRules));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY(
        deleteRow(transaction, "DELETE FROM schedules WHERE id = ?1", id.value(), QLatin1StringView("schedule")));
    GATEHOUSE_TRY(appendRuleBookEntry(
        transaction, m_clock, actor, QStringLiteral("schedule.remove"), QStringLiteral("schedule"), id.value()));
    return transaction.commit();
}

Result<QList<AccessRule>> RuleBook::rules(const ActingOperator& actor)
{
    GATEHOUSE_TRY(actor.require(Permission::ViewAccessRules));
    return readRules(m_database);
}

Result<RuleId> RuleBook::addRule(const ActingOperator& actor, const AccessRule& draft)
{
    GATEHOUSE_TRY(actor.require(Permission::EditAccessRules));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    AccessRule added = draft;
    added.id = {};
    GATEHOUSE_TRY_ASSIGN(checked, checkedRule(m_database, added));
    GATEHOUSE_TRY_ASSIGN(id, insertRule(transaction, checked));
    GATEHOUSE_TRY(appendRuleBookEntry(transaction, m_clock, actor, QStringLiteral("rule.add"), QStringLiteral("rule"),
        id.value(), ruleAsCodes(checked)));
    GATEHOUSE_TRY(transaction.commit());
    return id;
}

Result<void> RuleBook::updateRule(const ActingOperator& actor, const AccessRule& rule)
{
    GATEHOUSE_TRY(actor.require(Permission::EditAccessRules));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY_ASSIGN(checked, checkedRule(m_database, rule));
    GATEHOUSE_TRY(rewriteRule(transaction, checked));
    GATEHOUSE_TRY(appendRuleBookEntry(transaction, m_clock, actor, QStringLiteral("rule.update"),
        QStringLiteral("rule"), rule.id.value(), ruleAsCodes(checked)));
    return transaction.commit();
}

Result<void> RuleBook::removeRule(const ActingOperator& actor, RuleId id)
{
    GATEHOUSE_TRY(actor.require(Permission::EditAccessRules));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY(
        deleteRow(transaction, "DELETE FROM access_rules WHERE id = ?1", id.value(), QLatin1StringView("rule")));
    GATEHOUSE_TRY(appendRuleBookEntry(
        transaction, m_clock, actor, QStringLiteral("rule.remove"), QStringLiteral("rule"), id.value()));
    return transaction.commit();
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
