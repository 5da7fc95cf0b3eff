#include "ui/access/RulesPage.h"

#include "core/people/GroupRegistry.h"
#include "ui/access/HoursText.h"
#include "ui/access/NameForm.h"
#include "ui/access/RuleDetail.h"
#include "ui/access/RuleForm.h"
#include "ui/access/ScheduleForm.h"
#include "ui/common/ReasonText.h"

#include <QPushButton>

#include <algorithm>

namespace gatehouse::ui {

namespace {

constexpr int RulesPanelWidth = 460;

template <typename Row>
const Row* rowOfId(const QList<Row>& rows, qint64 id)
{
    const auto found = std::find_if(rows.cbegin(), rows.cend(), [id](const Row& row) { return row.id.value() == id; });
    return found == rows.cend() ? nullptr : &*found;
}

// The rows are there already: the table takes all of them at once.
template <typename Row>
typename PagedTableModel<Row>::Loader loaderOf(const QList<Row>& rows)
{
    return [&rows](const SliceRequest<Row>& request, typename PagedTableModel<Row>::Done done) {
        done(Slice<Row> { rows.mid(request.offset), int(rows.size()) });
    };
}

template <typename Row>
qint64 keyOf(const Row& row)
{
    return row.id.value();
}

int ruleCount(const AccessBook& book, GroupId group)
{
    return int(std::count_if(book.rules.cbegin(), book.rules.cend(),
        [group](const access::AccessRule& rule) { return rule.group == group; }));
}

constexpr CellLook NumberLook { Qt::AlignRight, Face::Code, 90, Shown::ByDefault };

} // namespace

RulesPage::RulesPage(const SiteContext& context, QWidget* parent)
    : RecordsPage(context, tr("Rules"), RulesPanelWidth, parent)
    , m_mayEdit(context.session.may(security::Permission::EditAccessRules))
{
    addRules();
    addSchedules();
    addZones();
    addGroups();
    if (m_mayEdit) {
        addAddButton(Rules, tr("Add rule"));
        addAddButton(Schedules, tr("Add schedule"));
        addAddButton(Zones, tr("Add zone"));
        addAddButton(Groups, tr("Add group"));
    }
}

PageEntry RulesPage::entry()
{
    return { QStringLiteral("rules"), [] { return tr("Rules"); }, Icon::Rules, security::Permission::ViewAccessRules,
        [](const SiteContext& context) { return new RulesPage(context); } };
}

void RulesPage::activated()
{
    load();
}

void RulesPage::addAddButton(List list, const QString& text)
{
    static constexpr const char* Names[] = { "addRule", "addSchedule", "addZone", "addGroup" };
    auto* button = addAction(list, ButtonLook::Primary, Icon::Add, text, QLatin1StringView(Names[list]));
    connect(button, &QPushButton::clicked, this, [this, list] { startRow(list, 0); });
}

void RulesPage::addRules()
{
    using Rule = access::AccessRule;
    using Model = PagedTableModel<Rule>;
    const AccessBook* book = &m_book;
    const auto tone = [](const Rule& rule) { return rule.isEnabled ? Role::Text : Role::Muted; };
    const SiteTime time = context().time;
    const Clock* clock = &context().clock;
    const auto state = [clock](const Rule& rule) {
        if (!rule.isEnabled)
            return tr("off");
        return rule.validity.contains(clock->now()) ? QString() : tr("not valid today");
    };
    auto* model = new Model(
        Model::Columns {
            { QStringLiteral("name"), tr("Rule"), [](const Rule& rule) { return rule.name; }, {}, tone, {}, {},
                { Qt::AlignLeft, Face::System, 200 } },
            { QStringLiteral("effect"), tr("Effect"), [](const Rule& rule) { return effectText(rule.effect); }, {},
                tone,
                [](const Rule& rule) {
                    return std::optional(rule.effect == access::Effect::Allow ? Icon::StateAllow : Icon::StateDeny);
                },
                {}, { Qt::AlignLeft, Face::System, 110 } },
            { QStringLiteral("group"), tr("Group"), [book](const Rule& rule) { return book->groupName(rule.group); },
                {}, tone, {}, {}, { Qt::AlignLeft, Face::System, 150 } },
            { QStringLiteral("zone"), tr("Zone"), [book](const Rule& rule) { return book->zoneName(rule.zone); }, {},
                tone, {}, {}, { Qt::AlignLeft, Face::System, 150 } },
            { QStringLiteral("hours"), tr("Hours"),
                [book](const Rule& rule) {
                    return rule.schedule.isValid() ? book->scheduleName(rule.schedule) : tr("at any hour");
                },
                {}, tone, {}, {}, { Qt::AlignLeft, Face::System, 150 } },
            { QStringLiteral("valid"), tr("Valid"),
                [time](const Rule& rule) { return ruleValidityText(rule.validity, time); }, {}, tone, {}, {},
                { Qt::AlignLeft, Face::System, 190 } },
            { QStringLiteral("state"), tr("State"), state, {}, [](const Rule&) { return Role::Ask; }, {}, {},
                { Qt::AlignLeft, Face::System, 120 } },
        },
        keyOf<Rule>, loaderOf(m_book.rules));
    auto* empty = new EmptyState(context().appearance, Icon::Rules, tr("No rule yet"),
        tr("Without rules everybody is asked about. A rule lets one group into one zone at some hours."),
        m_mayEdit ? tr("Add rule") : QString());
    connect(empty, &EmptyState::actionTriggered, this, [this] { startRow(Rules, 0); });
    m_models.append(model);
    addList(
        tr("Rules"), new DataTable(context().appearance, context().settings, QStringLiteral("rules"), empty), model);
}

void RulesPage::addSchedules()
{
    using Schedule = access::Schedule;
    using Model = PagedTableModel<Schedule>;
    auto* model = new Model(
        Model::Columns {
            { QStringLiteral("name"), tr("Schedule"), [](const Schedule& schedule) { return schedule.name; }, {}, {},
                {}, {}, { Qt::AlignLeft, Face::System, 200 } },
            { QStringLiteral("hours"), tr("Hours"),
                [](const Schedule& schedule) { return hoursText(schedule.windows); }, {}, {}, {}, {},
                { Qt::AlignLeft, Face::System, 420 } },
        },
        keyOf<Schedule>, loaderOf(m_book.schedules));
    auto* empty = new EmptyState(context().appearance, Icon::Calendar, tr("No schedule yet"),
        tr("A schedule is hours of the week that rules can name, on the site's clock."),
        m_mayEdit ? tr("Add schedule") : QString());
    connect(empty, &EmptyState::actionTriggered, this, [this] { startRow(Schedules, 0); });
    m_models.append(model);
    addList(tr("Schedules"),
        new DataTable(context().appearance, context().settings, QStringLiteral("schedules"), empty), model);
}

void RulesPage::addZones()
{
    using Zone = access::Zone;
    using Model = PagedTableModel<Zone>;
    const AccessBook* book = &m_book;
    const auto rules = [book](const Zone& zone) {
        return int(std::count_if(book->rules.cbegin(), book->rules.cend(),
            [&zone](const access::AccessRule& rule) { return rule.zone == zone.id; }));
    };
    auto* model = new Model(
        Model::Columns {
            { QStringLiteral("name"), tr("Zone"), [](const Zone& zone) { return zone.name; }, {}, {}, {}, {},
                { Qt::AlignLeft, Face::System, 260 } },
            { QStringLiteral("rules"), tr("Rules"), [rules](const Zone& zone) { return QString::number(rules(zone)); },
                [rules](const Zone& zone) { return QVariant(rules(zone)); }, {}, {}, {}, NumberLook },
        },
        keyOf<Zone>, loaderOf(m_book.zones));
    auto* empty = new EmptyState(context().appearance, Icon::Grid4, tr("No zone yet"),
        tr("A zone is a part of the site that lanes lead to: the yard, the plant, the second floor."),
        m_mayEdit ? tr("Add zone") : QString());
    connect(empty, &EmptyState::actionTriggered, this, [this] { startRow(Zones, 0); });
    m_models.append(model);
    addList(
        tr("Zones"), new DataTable(context().appearance, context().settings, QStringLiteral("zones"), empty), model);
}

void RulesPage::addGroups()
{
    using Group = people::Group;
    using Model = PagedTableModel<Group>;
    const AccessBook* book = &m_book;
    auto* model = new Model(
        Model::Columns {
            { QStringLiteral("name"), tr("Group"), [](const Group& group) { return group.name; }, {}, {}, {}, {},
                { Qt::AlignLeft, Face::System, 260 } },
            { QStringLiteral("persons"), tr("People"),
                [](const Group& group) { return QString::number(group.persons); },
                [](const Group& group) { return QVariant(group.persons); }, {}, {}, {}, NumberLook },
            { QStringLiteral("vehicles"), tr("Vehicles"),
                [](const Group& group) { return QString::number(group.vehicles); },
                [](const Group& group) { return QVariant(group.vehicles); }, {}, {}, {}, NumberLook },
            { QStringLiteral("rules"), tr("Rules"),
                [book](const Group& group) { return QString::number(ruleCount(*book, group.id)); },
                [book](const Group& group) { return QVariant(ruleCount(*book, group.id)); }, {}, {}, {}, NumberLook },
        },
        keyOf<Group>, loaderOf(m_book.groups));
    auto* empty = new EmptyState(context().appearance, Icon::Users, tr("No group yet"),
        tr("A group is people and vehicles that may pass alike. Rules speak of groups, never of single people."),
        m_mayEdit ? tr("Add group") : QString());
    connect(empty, &EmptyState::actionTriggered, this, [this] { startRow(Groups, 0); });
    m_models.append(model);
    addList(
        tr("Groups"), new DataTable(context().appearance, context().settings, QStringLiteral("groups"), empty), model);
}

void RulesPage::load(List list, qint64 select)
{
    context().site.reader().request([actor = context().session.actor(), &clock = context().clock](
                                        store::Database& database) { return readAccessBook(database, clock, actor); },
        this,
        [this, list, select](Result<AccessBook> book) {
            if (!book) {
                showProblem(book.error());
                return;
            }
            m_book = std::move(*book);
            for (PagedTableBase* model : std::as_const(m_models))
                model->reload();
            if (select != 0)
                table(list).selectKey(select);
        });
}

void RulesPage::rowChosen(int list, qint64 key)
{
    showRow(List(list), key);
}

void RulesPage::formSaved(int list, qint64 id)
{
    context().refreshKnowledge();
    load(List(list), id);
}

void RulesPage::showRow(List list, qint64 id)
{
    QWidget* body = nullptr;
    QString title;
    switch (list) {
    case Rules:
        if (const access::AccessRule* rule = rowOfId(m_book.rules, id)) {
            title = rule->name;
            body = makeRuleDetail(context(), m_book, *rule);
        }
        break;
    case Schedules:
        if (const access::Schedule* schedule = rowOfId(m_book.schedules, id)) {
            title = tr("Schedule");
            body = makeScheduleDetail(context(), m_book, *schedule);
        }
        break;
    case Zones:
        if (const access::Zone* zone = rowOfId(m_book.zones, id)) {
            title = tr("Zone");
            body = makeZoneDetail(context(), m_book, *zone);
        }
        break;
    case Groups:
        if (const people::Group* group = rowOfId(m_book.groups, id)) {
            title = tr("Group");
            body = makeGroupDetail(context(), m_book, *group);
        }
        break;
    }
    if (body)
        showDetail(title, body, footFor(list, id));
}

QList<QWidget*> RulesPage::footFor(List list, qint64 id)
{
    if (!m_mayEdit)
        return {};
    auto* removal = new Button(context().appearance, ButtonLook::Deny, tr("Remove"));
    removal->setObjectName(QStringLiteral("remove"));
    connect(removal, &QPushButton::clicked, this, [this, list, id] { askToRemove(list, id); });
    const bool isRenamed = list == Zones || list == Groups;
    auto* change =
        new Button(context().appearance, ButtonLook::Plain, Icon::Edit, isRenamed ? tr("Rename") : tr("Change"));
    change->setObjectName(QStringLiteral("change"));
    connect(change, &QPushButton::clicked, this, [this, list, id] { startRow(list, id); });
    return { removal, change };
}

void RulesPage::startRow(List list, qint64 id)
{
    switch (list) {
    case Rules: {
        const access::AccessRule* rule = rowOfId(m_book.rules, id);
        startForm(new RuleForm(context(), m_book, rule ? *rule : access::AccessRule()));
        break;
    }
    case Schedules: {
        const access::Schedule* schedule = rowOfId(m_book.schedules, id);
        startForm(new ScheduleForm(context(), schedule ? *schedule : access::Schedule()));
        break;
    }
    case Zones: {
        const access::Zone* zone = rowOfId(m_book.zones, id);
        startForm(new NameForm(context(), zone ? *zone : access::Zone()));
        break;
    }
    case Groups: {
        const people::Group* group = rowOfId(m_book.groups, id);
        startForm(new NameForm(context(), group ? *group : people::Group()));
        break;
    }
    }
}

Confirmation RulesPage::removalQuestion(List list, qint64 id) const
{
    Confirmation question;
    question.confirmWord = tr("Remove");
    switch (list) {
    case Rules:
        if (const access::AccessRule* rule = rowOfId(m_book.rules, id)) {
            question.title = tr("Remove the rule %1?").arg(rule->name);
            question.text = tr("From now on lanes decide without it: %1").arg(ruleSentence(m_book, *rule));
        }
        break;
    case Schedules:
        question.title = tr("Remove the schedule %1?").arg(m_book.scheduleName(ScheduleId(id)));
        question.text = tr("Its hours are lost. Rules that name it must be changed first.");
        break;
    case Zones:
        question.title = tr("Remove the zone %1?").arg(m_book.zoneName(ZoneId(id)));
        question.text = tr("Every rule that speaks of it goes too. Lanes that lead there must be changed first.");
        break;
    case Groups:
        question.title = tr("Remove the group %1?").arg(m_book.groupName(GroupId(id)));
        question.text = tr("%n rule(s) go with it. Its people and vehicles stay, without the group.", nullptr,
            ruleCount(m_book, GroupId(id)));
        question.typeToConfirm = m_book.groupName(GroupId(id));
        break;
    }
    return question;
}

void RulesPage::askToRemove(List list, qint64 id)
{
    context().prompts.confirm(this, removalQuestion(list, id), [this, list, id](bool isSure) {
        if (isSure)
            remove(list, id);
    });
}

void RulesPage::remove(List list, qint64 id)
{
    context().site.writer().request(
        [actor = context().session.actor(), &clock = context().clock, list, id](
            store::Database& database) -> Result<void> {
            access::RuleBook book(database, clock);
            switch (list) {
            case Rules:
                return book.removeRule(actor, RuleId(id));
            case Schedules:
                return book.removeSchedule(actor, ScheduleId(id));
            case Zones:
                return book.removeZone(actor, ZoneId(id));
            case Groups:
                break;
            }
            return people::GroupRegistry(database, clock).remove(actor, GroupId(id));
        },
        this,
        [this, list](const Result<void>& outcome) {
            if (outcome) {
                closePanel();
                context().refreshKnowledge();
                load();
            } else if (outcome.error().code == ErrorCode::StoreConstraint) {
                showNotice(Role::Deny,
                    list == Schedules ? tr("A rule still names this schedule. Change that rule first.")
                                      : tr("A lane still leads to this zone. Change that lane first."));
            } else {
                showProblem(outcome.error());
            }
        });
}

} // namespace gatehouse::ui
