#include "ui/access/RuleDetail.h"

#include "ui/access/WeekGrid.h"
#include "ui/common/Widgets.h"
#include "ui/words/HoursText.h"
#include "ui/words/ReasonText.h"

#include <QCoreApplication>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

// The translation context of the words in this file.
struct RuleWords
{
    Q_DECLARE_TR_FUNCTIONS(RuleDetail)
};

QVBoxLayout* columnOf(const SiteContext& context, QWidget* body)
{
    auto* column = new QVBoxLayout(body);
    const Theme& theme = context.appearance.theme();
    column->setContentsMargins(0, 0, theme.px(Gap::Small), 0);
    column->setSpacing(theme.px(Gap::Small));
    return column;
}

void addHeadline(const SiteContext& context, QVBoxLayout* column, const QString& text)
{
    column->addWidget((new Label(context.appearance, text, TextSize::Title))->wrapped());
}

void addLine(const SiteContext& context, QVBoxLayout* column, const QString& text, Role tone = Role::Text)
{
    if (!text.isEmpty())
        column->addWidget((new Label(context.appearance, text, TextSize::Body, tone))->wrapped());
}

// The rules a thing takes part in, as sentences.
template <typename Belongs>
void addRules(const SiteContext& context, QVBoxLayout* column, const AccessBook& book, Belongs belongs)
{
    column->addWidget(new Separator);
    bool isUsed = false;
    for (const access::AccessRule& rule : book.rules) {
        if (!belongs(rule))
            continue;
        if (!isUsed)
            addLine(context, column, RuleWords::tr("Rules that speak of it"), Role::Muted);
        isUsed = true;
        addLine(context, column, ruleSentence(book, rule), rule.isEnabled ? Role::Text : Role::Muted);
    }
    if (!isUsed)
        addLine(context, column, RuleWords::tr("No rule speaks of it."), Role::Muted);
}

} // namespace

QString ruleSentence(const AccessBook& book, const access::AccessRule& rule)
{
    const access::Schedule* schedule = book.schedule(rule.schedule);
    const QString hours = schedule ? hoursText(schedule->windows) : RuleWords::tr("at any hour");
    const QString group = book.groupName(rule.group);
    const QString zone = book.zoneName(rule.zone);
    return rule.effect == access::Effect::Allow ? RuleWords::tr("%1 may pass at %2, %3.").arg(group, zone, hours)
                                                : RuleWords::tr("%1 is refused at %2, %3.").arg(group, zone, hours);
}

QString ruleValidityText(const people::Validity& validity, const SiteTime& time)
{
    const auto last = [&] { return time.date(validity.until->plusMilliseconds(-1)); };
    if (validity.from && validity.until)
        return RuleWords::tr("%1 to %2").arg(time.date(*validity.from), last());
    if (validity.from)
        return RuleWords::tr("from %1").arg(time.date(*validity.from));
    return validity.until ? RuleWords::tr("until %1").arg(last()) : QString();
}

QWidget* makeRuleDetail(const SiteContext& context, const AccessBook& book, const access::AccessRule& rule)
{
    auto* body = new QWidget;
    QVBoxLayout* column = columnOf(context, body);
    addHeadline(context, column, ruleSentence(book, rule));
    if (!rule.isEnabled)
        addLine(context, column, RuleWords::tr("Switched off: it decides nothing."), Role::Ask);
    else if (!rule.validity.contains(context.clock.now()))
        addLine(context, column, RuleWords::tr("Not valid today."), Role::Ask);
    addLine(context, column, ruleValidityText(rule.validity, context.time));
    if (const access::Schedule* schedule = book.schedule(rule.schedule)) {
        auto* week = new WeekGrid(context.appearance, WeekGrid::Use::Show);
        week->setWindows(schedule->windows);
        column->addWidget(new Separator);
        addLine(context, column, schedule->name, Role::Muted);
        column->addWidget(week);
    }
    column->addStretch(1);
    return body;
}

QWidget* makeScheduleDetail(const SiteContext& context, const AccessBook& book, const access::Schedule& schedule)
{
    auto* body = new QWidget;
    QVBoxLayout* column = columnOf(context, body);
    addHeadline(context, column, schedule.name);
    addLine(context, column, hoursText(schedule.windows));
    auto* week = new WeekGrid(context.appearance, WeekGrid::Use::Show);
    week->setWindows(schedule.windows);
    column->addWidget(week);
    addRules(context, column, book, [id = schedule.id](const access::AccessRule& rule) { return rule.schedule == id; });
    column->addStretch(1);
    return body;
}

QWidget* makeZoneDetail(const SiteContext& context, const AccessBook& book, const access::Zone& zone)
{
    auto* body = new QWidget;
    QVBoxLayout* column = columnOf(context, body);
    addHeadline(context, column, zone.name);
    QStringList lanes;
    for (const lane::Lane& lane : context.running.lanes()) {
        if (lane.zone == zone.id)
            lanes.append(lane.name);
    }
    addLine(context, column,
        lanes.isEmpty() ? RuleWords::tr("No running lane leads here.")
                        : RuleWords::tr("Lanes: %1").arg(lanes.join(QStringLiteral(", "))));
    addRules(context, column, book, [id = zone.id](const access::AccessRule& rule) { return rule.zone == id; });
    column->addStretch(1);
    return body;
}

QWidget* makeGroupDetail(const SiteContext& context, const AccessBook& book, const people::Group& group)
{
    auto* body = new QWidget;
    QVBoxLayout* column = columnOf(context, body);
    addHeadline(context, column, group.name);
    addLine(context, column,
        RuleWords::tr("%n person(s)", nullptr, group.persons) + QStringLiteral(" \u00B7 ")
            + RuleWords::tr("%n vehicle(s)", nullptr, group.vehicles));
    addRules(context, column, book, [id = group.id](const access::AccessRule& rule) { return rule.group == id; });
    column->addStretch(1);
    return body;
}

} // namespace gatehouse::ui
