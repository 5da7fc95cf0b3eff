#include "app/ctl/AccessJson.h"
#include "app/ctl/CommandTree.h"
#include "app/ctl/Commands.h"
#include "core/access/WeeklyWindows.h"
#include "core/people/GroupRegistry.h"

#include <QJsonArray>

namespace gatehouse::ctl {

using security::ActingOperator;

namespace {

struct RuleOptions
{
    std::string name;
    std::string group;
    std::string zone;
    std::string schedule;
    std::string effect = "allow";
    std::string from;
    std::string until;
};

Result<QJsonArray> listedRules(const CtlContext& context, store::Database& database, const ActingOperator& actor)
{
    access::RuleBook book(database, context.clock());
    SiteNames names;
    GATEHOUSE_TRY_ASSIGN(groups, people::GroupRegistry(database, context.clock()).list(actor));
    for (const people::Group& group : std::as_const(groups))
        names.groups.insert(group.id, group.name);
    GATEHOUSE_TRY_ASSIGN(zones, book.zones(actor));
    for (const access::Zone& zone : std::as_const(zones))
        names.zones.insert(zone.id, zone.name);
    GATEHOUSE_TRY_ASSIGN(schedules, book.schedules(actor));
    for (const access::Schedule& schedule : std::as_const(schedules))
        names.schedules.insert(schedule.id, schedule.name);
    GATEHOUSE_TRY_ASSIGN(rules, book.rules(actor));
    QJsonArray rows;
    for (const access::AccessRule& rule : std::as_const(rules))
        rows.append(toJson(rule, names));
    return rows;
}

// A group may be named before its first member is registered; it is made then, and that is said.
Result<GroupId> groupForRule(
    const CtlContext& context, store::Database& database, const ActingOperator& actor, const std::string& name)
{
    people::GroupRegistry groups(database, context.clock());
    GATEHOUSE_TRY_ASSIGN(known, groups.list(actor));
    if (const auto found = rowNamed(known, name, "--group"))
        return found->id;
    GATEHOUSE_TRY_ASSIGN(added, groups.add(actor, QString::fromStdString(name)));
    context.say(QStringLiteral("The group is new and has no members yet."));
    return added;
}

Result<QJsonObject> addRule(
    const CtlContext& context, store::Database& database, const ActingOperator& actor, const RuleOptions& options)
{
    access::RuleBook book(database, context.clock());
    access::AccessRule rule;
    rule.name = QString::fromStdString(options.name);
    const auto effect = access::effectFromCode(QString::fromStdString(options.effect));
    if (!effect)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("--effect: allow or deny"));
    rule.effect = *effect;
    GATEHOUSE_TRY_ASSIGN(policy, book.policy());
    GATEHOUSE_TRY_ASSIGN(from, optionalMoment(options.from, policy.timeZone, "--from"));
    GATEHOUSE_TRY_ASSIGN(until, optionalMoment(options.until, policy.timeZone, "--until"));
    rule.validity = { from, until };
    GATEHOUSE_TRY_ASSIGN(zones, book.zones(actor));
    GATEHOUSE_TRY_ASSIGN(zone, rowNamed(zones, options.zone, "--zone"));
    rule.zone = zone.id;
    if (!options.schedule.empty()) {
        GATEHOUSE_TRY_ASSIGN(schedules, book.schedules(actor));
        GATEHOUSE_TRY_ASSIGN(schedule, rowNamed(schedules, options.schedule, "--schedule"));
        rule.schedule = schedule.id;
    }
    GATEHOUSE_TRY_ASSIGN(group, groupForRule(context, database, actor, options.group));
    rule.group = group;
    GATEHOUSE_TRY_ASSIGN(id, book.addRule(actor, rule));
    return idJson(id);
}

Result<QJsonObject> addSchedule(const CtlContext& context, store::Database& database, const ActingOperator& actor,
    const std::string& name, const std::vector<std::string>& windows)
{
    access::Schedule schedule;
    schedule.name = QString::fromStdString(name);
    for (const std::string& text : windows) {
        const auto read = access::windowsFromText(QString::fromStdString(text));
        if (!read)
            return failure(
                ErrorCode::InvalidArgument, QStringLiteral("--window: write it like \"mon-fri 08:00-18:00\""));
        schedule.windows += *read;
    }
    GATEHOUSE_TRY_ASSIGN(id, access::RuleBook(database, context.clock()).addSchedule(actor, schedule));
    return idJson(id);
}

void addZoneCommands(CLI::App& application, CtlContext& context)
{
    auto* zone = addNoun(application, "zone", "zones", "Parts of the site that rules speak of");
    auto* add = zone->add_subcommand("add", "Add a zone");
    auto name = std::make_shared<std::string>();
    add->add_option("--name", *name, "Name of the zone")->required();
    context.onRun(add, [&context, name] {
        return onWriter(context, [&](store::Database& database, const ActingOperator& actor) -> Result<QJsonObject> {
            GATEHOUSE_TRY_ASSIGN(
                id, access::RuleBook(database, context.clock()).addZone(actor, QString::fromStdString(*name)));
            return idJson(id);
        });
    });
    context.onRun(addList(*zone), [&context] {
        return onReader(context, [&](store::Database& database, const ActingOperator& actor) -> Result<QJsonArray> {
            GATEHOUSE_TRY_ASSIGN(zones, access::RuleBook(database, context.clock()).zones(actor));
            QJsonArray rows;
            for (const access::Zone& row : std::as_const(zones))
                rows.append(toJson(row));
            return rows;
        });
    });
}

void addScheduleCommands(CLI::App& application, CtlContext& context)
{
    auto* schedule = addNoun(application, "schedule", "schedules", "Hours of the week, on the site's wall clock");
    auto* add = schedule->add_subcommand("add", "Add a schedule");
    auto name = std::make_shared<std::string>();
    auto windows = std::make_shared<std::vector<std::string>>();
    add->add_option("--name", *name, "Name of the schedule")->required();
    add->add_option("--window", *windows,
           "Such as \"mon-fri 08:00-18:00\", \"sat,sun 22:00-06:00\", \"daily 00:00-24:00\"; may be given again")
        ->required();
    context.onRun(add, [&context, name, windows] {
        return onWriter(context, [&](store::Database& database, const ActingOperator& actor) {
            return addSchedule(context, database, actor, *name, *windows);
        });
    });
    context.onRun(addList(*schedule), [&context] {
        return onReader(context, [&](store::Database& database, const ActingOperator& actor) -> Result<QJsonArray> {
            GATEHOUSE_TRY_ASSIGN(schedules, access::RuleBook(database, context.clock()).schedules(actor));
            QJsonArray rows;
            for (const access::Schedule& row : std::as_const(schedules))
                rows.append(toJson(row));
            return rows;
        });
    });
}

} // namespace

void addRuleCommands(CLI::App& application, CtlContext& context)
{
    addZoneCommands(application, context);
    addScheduleCommands(application, context);

    auto* rule = addNoun(application, "rule", "rules", "Who may pass where and when");
    auto* add = rule->add_subcommand("add", "Add a rule: group, zone, schedule");
    auto options = std::make_shared<RuleOptions>();
    add->add_option("--name", options->name, "Name of the rule")->required();
    add->add_option("--group", options->group, "Group it speaks of; made when there is none of that name")->required();
    add->add_option("--zone", options->zone, "Zone it speaks of")->required();
    add->add_option("--schedule", options->schedule, "Only at these hours (always when left out)");
    add->add_option("--effect", options->effect, "allow (default) or deny; a deny beats every allow");
    add->add_option("--from", options->from, "Valid from, such as 2025-03-04 or 2025-03-04T22:30");
    add->add_option("--until", options->until, "Valid until, exclusive");
    context.onRun(add, [&context, options] {
        return onWriter(context, [&](store::Database& database, const ActingOperator& actor) {
            return addRule(context, database, actor, *options);
        });
    });
    context.onRun(addList(*rule), [&context] {
        return onReader(context, [&](store::Database& database, const ActingOperator& actor) {
            return listedRules(context, database, actor);
        });
    });
}

} // namespace gatehouse::ctl
