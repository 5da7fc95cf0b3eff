#include "ui/access/RulesPage.h"

#include "core/people/GroupRegistry.h"
#include "ui/access/NameForm.h"
#include "ui/access/RuleColumns.h"
#include "ui/access/RuleDetail.h"
#include "ui/access/RuleForm.h"
#include "ui/access/ScheduleForm.h"

namespace gatehouse::ui {

RulesPage::RulesPage(const SiteContext& context, QWidget* parent)
    : RecordsPage(context, tr("Rules"), parent)
    , m_mayEdit(context.session.may(security::Permission::EditAccessRules))
{
    const AccessBook* book = &m_book;
    const auto add = [this](const QString& word) { return m_mayEdit ? word : QString(); };
    addWholeList(QStringLiteral("rules"), tr("Rules"), ruleColumns(book, context.time, &context.clock), m_book.rules,
        { Icon::Rules, tr("No rule yet"),
            tr("Without rules everybody is asked about. A rule lets one group into one zone at some hours."),
            add(tr("Add rule")), QStringLiteral("addRule") });
    addWholeList(QStringLiteral("schedules"), tr("Schedules"), scheduleColumns(), m_book.schedules,
        { Icon::Calendar, tr("No schedule yet"),
            tr("A schedule is hours of the week that rules can name, on the site's clock."), add(tr("Add schedule")),
            QStringLiteral("addSchedule") });
    addWholeList(QStringLiteral("zones"), tr("Zones"), zoneColumns(book), m_book.zones,
        { Icon::Grid4, tr("No zone yet"),
            tr("A zone is a part of the site that lanes lead to: the yard, the plant, the second floor."),
            add(tr("Add zone")), QStringLiteral("addZone") });
    addWholeList(QStringLiteral("groups"), tr("Groups"), groupColumns(book), m_book.groups,
        { Icon::Users, tr("No group yet"),
            tr("A group is people and vehicles that may pass alike. Rules speak of groups, never of single people."),
            add(tr("Add group")), QStringLiteral("addGroup") });
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

void RulesPage::load(int list, qint64 select)
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
            reloadLists();
            if (select != 0)
                openRow(list, select);
        });
}

void RulesPage::formSaved(int list, qint64 id)
{
    context().refreshKnowledge();
    load(list, id);
}

void RulesPage::rowChosen(int list, qint64 id)
{
    const auto show = [&](const QString& title, QWidget* body) {
        const bool isRenamed = list == Zones || list == Groups;
        showDetail(id, title, body,
            m_mayEdit ? rowButtons(list, id, isRenamed ? tr("Rename") : tr("Change")) : QList<QWidget*>());
    };
    switch (list) {
    case Rules:
        if (const access::AccessRule* rule = rowOfId(m_book.rules, id))
            show(rule->name, makeRuleDetail(context(), m_book, *rule));
        break;
    case Schedules:
        if (const access::Schedule* schedule = rowOfId(m_book.schedules, id))
            show(tr("Schedule"), makeScheduleDetail(context(), m_book, *schedule));
        break;
    case Zones:
        if (const access::Zone* zone = rowOfId(m_book.zones, id))
            show(tr("Zone"), makeZoneDetail(context(), m_book, *zone));
        break;
    default:
        if (const people::Group* group = rowOfId(m_book.groups, id))
            show(tr("Group"), makeGroupDetail(context(), m_book, *group));
        break;
    }
}

void RulesPage::startRow(int list, qint64 id)
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
    default: {
        const people::Group* group = rowOfId(m_book.groups, id);
        startForm(new NameForm(context(), group ? *group : people::Group()));
        break;
    }
    }
}

Confirmation RulesPage::removalQuestion(int list, qint64 id) const
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
    default:
        question.title = tr("Remove the group %1?").arg(m_book.groupName(GroupId(id)));
        question.text = tr("%n rule(s) go with it. Its people and vehicles stay, without the group.", nullptr,
            ruleCount(m_book, GroupId(id)));
        question.typeToConfirm = m_book.groupName(GroupId(id));
        break;
    }
    return question;
}

void RulesPage::askToRemoveRow(int list, qint64 id)
{
    context().prompts.confirm(this, removalQuestion(list, id), [this, list, id](bool isSure) {
        if (isSure)
            remove(list, id);
    });
}

void RulesPage::remove(int list, qint64 id)
{
    change(
        [list, id](
            store::Database& database, const security::ActingOperator& actor, const Clock& clock) -> Result<void> {
            access::RuleBook book(database, clock);
            switch (list) {
            case Rules:
                return book.removeRule(actor, RuleId(id));
            case Schedules:
                return book.removeSchedule(actor, ScheduleId(id));
            case Zones:
                return book.removeZone(actor, ZoneId(id));
            default:
                return people::GroupRegistry(database, clock).remove(actor, GroupId(id));
            }
        },
        list == Schedules ? tr("A rule still names this schedule. Change that rule first.")
                          : tr("A lane still leads to this zone. Change that lane first."),
        [this] {
            closePanel();
            context().refreshKnowledge();
            load();
        });
}

} // namespace gatehouse::ui
