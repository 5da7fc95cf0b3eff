#include "core/access/RuleRows.h"

#include "core/access/AccessNames.h"

namespace gatehouse::access {

namespace {

Result<void> requireRow(store::Database& database, QByteArrayView sql, qint64 id, QLatin1StringView field)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare(sql));
    query.bindAll(id);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    if (!found)
        return failure(ErrorCode::NotFound, field);
    return {};
}

void bindRule(store::Statement& statement, const AccessRule& rule)
{
    statement.bindAll(rule.name, effectCode(rule.effect), rule.group, rule.zone, rule.schedule, rule.validity.from,
        rule.validity.until, rule.isEnabled);
}

} // namespace

Result<QList<AccessRule>> readRules(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(rows,
        database.prepare(
            "SELECT id, name, effect, group_id, zone_id, schedule_id, valid_from, valid_until, is_enabled, "
            "version FROM access_rules ORDER BY id"));
    QList<AccessRule> rules;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(hasRow, rows.step());
        if (!hasRow)
            return rules;
        AccessRule rule;
        rule.id = rows.id<RuleId>(0);
        rule.name = rows.text(1);
        rule.effect = effectFromCode(rows.text(2)).value_or(Effect::Deny);
        rule.group = rows.id<GroupId>(3);
        rule.zone = rows.id<ZoneId>(4);
        rule.schedule = rows.id<ScheduleId>(5);
        rule.validity = { rows.optionalTime(6), rows.optionalTime(7) };
        rule.isEnabled = rows.boolean(8);
        rule.version = RowVersion(rows.integer(9));
        rules.append(rule);
    }
}

Result<AccessRule> checkedRule(store::Database& database, const AccessRule& draft)
{
    AccessRule checked = draft;
    GATEHOUSE_TRY_ASSIGN(
        name, checkedName(database, "SELECT id FROM access_rules WHERE name = ?1", draft.name, draft.id.value()));
    checked.name = name;
    if (draft.validity.from && draft.validity.until && *draft.validity.from >= *draft.validity.until)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("validity"));
    GATEHOUSE_TRY(
        requireRow(database, "SELECT 1 FROM groups WHERE id = ?1", draft.group.value(), QLatin1StringView("group")));
    GATEHOUSE_TRY(
        requireRow(database, "SELECT 1 FROM zones WHERE id = ?1", draft.zone.value(), QLatin1StringView("zone")));
    if (draft.schedule.isValid())
        GATEHOUSE_TRY(requireRow(
            database, "SELECT 1 FROM schedules WHERE id = ?1", draft.schedule.value(), QLatin1StringView("schedule")));
    return checked;
}

Result<RuleId> insertRule(store::Transaction& transaction, const AccessRule& rule)
{
    store::Database& database = transaction.database();
    GATEHOUSE_TRY_ASSIGN(insert,
        database.prepare("INSERT INTO access_rules (name, effect, group_id, zone_id, schedule_id, valid_from, "
                         "valid_until, is_enabled) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"));
    bindRule(insert, rule);
    GATEHOUSE_TRY(insert.run());
    return RuleId(database.lastInsertId());
}

Result<void> rewriteRule(store::Transaction& transaction, const AccessRule& rule)
{
    store::Database& database = transaction.database();
    GATEHOUSE_TRY_ASSIGN(update,
        database.prepare("UPDATE access_rules SET name = ?1, effect = ?2, group_id = ?3, zone_id = ?4, "
                         "schedule_id = ?5, valid_from = ?6, valid_until = ?7, is_enabled = ?8 WHERE id = ?9"));
    bindRule(update, rule);
    update.bind(9, rule.id);
    return update.run();
}

QJsonObject ruleAsCodes(const AccessRule& rule)
{
    QJsonObject codes { { QStringLiteral("effect"), effectCode(rule.effect) },
        { QStringLiteral("group"), rule.group.value() }, { QStringLiteral("zone"), rule.zone.value() },
        { QStringLiteral("enabled"), rule.isEnabled } };
    if (rule.schedule.isValid())
        codes.insert(QStringLiteral("schedule"), rule.schedule.value());
    if (rule.validity.from)
        codes.insert(QStringLiteral("from"), rule.validity.from->milliseconds());
    if (rule.validity.until)
        codes.insert(QStringLiteral("until"), rule.validity.until->milliseconds());
    return codes;
}

} // namespace gatehouse::access
