#include "ui/access/RuleColumns.h"

#include "ui/access/RuleDetail.h"
#include "ui/words/HoursText.h"
#include "ui/words/ReasonText.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatehouse::ui {

namespace {

// The translation context of the words in this file.
struct RuleColumnWords
{
    Q_DECLARE_TR_FUNCTIONS(RuleColumns)
};

constexpr CellLook NumberLook { Qt::AlignRight, Face::Code, 90, Shown::ByDefault };

} // namespace

int ruleCount(const AccessBook& book, GroupId group)
{
    return int(std::count_if(book.rules.cbegin(), book.rules.cend(),
        [group](const access::AccessRule& rule) { return rule.group == group; }));
}

PagedTableModel<access::AccessRule>::Columns ruleColumns(
    const AccessBook* book, const SiteTime& time, const Clock* clock)
{
    using Rule = access::AccessRule;
    const auto tone = [](const Rule& rule) { return rule.isEnabled ? Role::Text : Role::Muted; };
    const auto state = [clock](const Rule& rule) {
        if (!rule.isEnabled)
            return RuleColumnWords::tr("off");
        return rule.validity.contains(clock->now()) ? QString() : RuleColumnWords::tr("not valid today");
    };
    return {
        { QStringLiteral("name"), RuleColumnWords::tr("Rule"), [](const Rule& rule) { return rule.name; }, {}, tone, {},
            {}, { Qt::AlignLeft, Face::System, 200 } },
        { QStringLiteral("effect"), RuleColumnWords::tr("Effect"),
            [](const Rule& rule) { return effectText(rule.effect); }, {}, tone,
            [](const Rule& rule) {
                return std::optional(rule.effect == access::Effect::Allow ? Icon::StateAllow : Icon::StateDeny);
            },
            {}, { Qt::AlignLeft, Face::System, 110 } },
        { QStringLiteral("group"), RuleColumnWords::tr("Group"),
            [book](const Rule& rule) { return book->groupName(rule.group); }, {}, tone, {}, {},
            { Qt::AlignLeft, Face::System, 150 } },
        { QStringLiteral("zone"), RuleColumnWords::tr("Zone"),
            [book](const Rule& rule) { return book->zoneName(rule.zone); }, {}, tone, {}, {},
            { Qt::AlignLeft, Face::System, 150 } },
        { QStringLiteral("hours"), RuleColumnWords::tr("Hours"),
            [book](const Rule& rule) {
                return rule.schedule.isValid() ? book->scheduleName(rule.schedule) : RuleColumnWords::tr("at any hour");
            },
            {}, tone, {}, {}, { Qt::AlignLeft, Face::System, 150 } },
        { QStringLiteral("valid"), RuleColumnWords::tr("Valid"),
            [time](const Rule& rule) { return ruleValidityText(rule.validity, time); }, {}, tone, {}, {},
            { Qt::AlignLeft, Face::System, 190 } },
        { QStringLiteral("state"), RuleColumnWords::tr("State"), state, {}, [](const Rule&) { return Role::Ask; }, {},
            {}, { Qt::AlignLeft, Face::System, 120 } },
    };
}

PagedTableModel<access::Schedule>::Columns scheduleColumns()
{
    using Schedule = access::Schedule;
    return {
        { QStringLiteral("name"), RuleColumnWords::tr("Schedule"),
            [](const Schedule& schedule) { return schedule.name; }, {}, {}, {}, {},
            { Qt::AlignLeft, Face::System, 200 } },
        { QStringLiteral("hours"), RuleColumnWords::tr("Hours"),
            [](const Schedule& schedule) { return hoursText(schedule.windows); }, {}, {}, {}, {},
            { Qt::AlignLeft, Face::System, 420 } },
    };
}

PagedTableModel<access::Zone>::Columns zoneColumns(const AccessBook* book)
{
    using Zone = access::Zone;
    const auto rules = [book](const Zone& zone) {
        return int(std::count_if(book->rules.cbegin(), book->rules.cend(),
            [&zone](const access::AccessRule& rule) { return rule.zone == zone.id; }));
    };
    return {
        { QStringLiteral("name"), RuleColumnWords::tr("Zone"), [](const Zone& zone) { return zone.name; }, {}, {}, {},
            {}, { Qt::AlignLeft, Face::System, 260 } },
        { QStringLiteral("rules"), RuleColumnWords::tr("Rules"),
            [rules](const Zone& zone) { return QString::number(rules(zone)); },
            [rules](const Zone& zone) { return QVariant(rules(zone)); }, {}, {}, {}, NumberLook },
    };
}

PagedTableModel<people::Group>::Columns groupColumns(const AccessBook* book)
{
    using Group = people::Group;
    return {
        { QStringLiteral("name"), RuleColumnWords::tr("Group"), [](const Group& group) { return group.name; }, {}, {},
            {}, {}, { Qt::AlignLeft, Face::System, 260 } },
        { QStringLiteral("persons"), RuleColumnWords::tr("People"),
            [](const Group& group) { return QString::number(group.persons); },
            [](const Group& group) { return QVariant(group.persons); }, {}, {}, {}, NumberLook },
        { QStringLiteral("vehicles"), RuleColumnWords::tr("Vehicles"),
            [](const Group& group) { return QString::number(group.vehicles); },
            [](const Group& group) { return QVariant(group.vehicles); }, {}, {}, {}, NumberLook },
        { QStringLiteral("rules"), RuleColumnWords::tr("Rules"),
            [book](const Group& group) { return QString::number(ruleCount(*book, group.id)); },
            [book](const Group& group) { return QVariant(ruleCount(*book, group.id)); }, {}, {}, {}, NumberLook },
    };
}

} // namespace gatehouse::ui
