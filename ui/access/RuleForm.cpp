#include "ui/access/RuleForm.h"

#include "core/access/AccessNames.h"
#include "ui/words/HoursText.h"
#include "ui/words/ReasonText.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>

namespace gatehouse::ui {

namespace {

constexpr char16_t DateForm[] = u"yyyy-MM-dd";

template <typename Row, typename IdType>
QComboBox* choiceOf(const QList<Row>& rows, IdType chosen, const QString& none)
{
    auto* choice = new QComboBox;
    if (!none.isEmpty())
        choice->addItem(none, 0);
    for (const Row& row : rows)
        choice->addItem(row.name, row.id.value());
    choice->setCurrentIndex(choice->findData(chosen.value()));
    if (choice->currentIndex() < 0 && !none.isEmpty())
        choice->setCurrentIndex(0);
    return choice;
}

// The last day that counts is what people name; the store keeps the first moment that does not.
QString dateText(const std::optional<UtcTime>& moment, const SiteTime& time, bool isEnd)
{
    if (!moment)
        return {};
    return time.local(isEnd ? moment->plusMilliseconds(-1) : *moment).date().toString(QStringView(DateForm).toString());
}

} // namespace

RuleForm::RuleForm(const SiteContext& context, const AccessBook& book, const access::AccessRule& rule, QWidget* parent)
    : RecordForm(context, { security::RecordKind::Rule, rule.id.value(), rule.version },
        rule.id.isValid() ? tr("Change rule") : tr("New rule"), rule.id.isValid() ? tr("Save") : tr("Add rule"), parent)
    , m_book(book)
    , m_rule(rule)
    , m_name(new QLineEdit(rule.name))
    , m_effect(new QComboBox)
    , m_group(choiceOf(book.groups, rule.group, {}))
    , m_zone(choiceOf(book.zones, rule.zone, {}))
    , m_schedule(choiceOf(book.schedules, rule.schedule, tr("at any hour")))
    , m_from(new QLineEdit(dateText(rule.validity.from, context.time, false)))
    , m_until(new QLineEdit(dateText(rule.validity.until, context.time, true)))
    , m_enabled(new QCheckBox(tr("The rule is in use")))
{
    m_name->setMaxLength(access::MaximumNameLength);
    for (const access::Effect effect : access::AllEffects)
        m_effect->addItem(effectText(effect), int(effect));
    m_effect->setCurrentIndex(m_effect->findData(int(rule.effect)));
    m_enabled->setChecked(rule.isEnabled);
    m_group->setPlaceholderText(tr("Choose a group"));
    m_zone->setPlaceholderText(tr("Choose a zone"));

    addField(QStringLiteral("name"), tr("Name"), m_name, tr("Shown with every decision it makes."),
        tr("Give a name of at most 60 letters."));
    addField(QStringLiteral("group"), tr("Group"), m_group,
        book.groups.isEmpty() ? tr("There is no group yet: make one on the Groups tab.") : QString(),
        tr("Choose the group it speaks of."));
    addField(QStringLiteral("effect"), tr("Effect"), m_effect, tr("Where two rules disagree, the refusal wins."), {});
    addField(QStringLiteral("zone"), tr("Zone"), m_zone,
        book.zones.isEmpty() ? tr("There is no zone yet: make one on the Zones tab.") : QString(),
        tr("Choose the zone it speaks of."));
    addField(QStringLiteral("schedule"), tr("Hours"), m_schedule, {}, tr("This schedule is gone. Choose another one."));
    const QString mistake = tr("Write the date as 2026-12-31.");
    addField(QStringLiteral("from"), tr("Valid from"), m_from, tr("Empty: at once."), mistake);
    addField(QStringLiteral("until"), tr("Valid until"), m_until, tr("Empty: no end. That day still counts."), mistake);
    for (QLineEdit* line : { m_from, m_until })
        line->setPlaceholderText(QStringLiteral("2026-12-31"));
    addCheck(QStringLiteral("enabled"), m_enabled);
    remember();
}

bool RuleForm::readDate(const QLineEdit* line, bool isEnd, std::optional<UtcTime>& moment) const
{
    if (line->text().trimmed().isEmpty()) {
        moment.reset();
        return true;
    }
    // An end that was not touched keeps its time of day.
    if (line->text() == dateText(moment, context().time, isEnd))
        return true;
    const QDate date = QDate::fromString(line->text().trimmed(), Qt::ISODate);
    if (!date.isValid())
        return false;
    moment = context().time.fromLocal(isEnd ? date.addDays(1) : date, QTime(0, 0));
    return true;
}

void RuleForm::save()
{
    access::AccessRule rule = m_rule;
    if (!readDate(m_from, false, rule.validity.from))
        return refuse(QStringLiteral("from"));
    if (!readDate(m_until, true, rule.validity.until)
        || (rule.validity.from && rule.validity.until && *rule.validity.from >= *rule.validity.until))
        return refuse(QStringLiteral("until"));
    rule.name = m_name->text();
    rule.effect = access::Effect(m_effect->currentData().toInt());
    rule.group = GroupId(m_group->currentData().toLongLong());
    rule.zone = ZoneId(m_zone->currentData().toLongLong());
    rule.schedule = ScheduleId(m_schedule->currentData().toLongLong());
    rule.isEnabled = m_enabled->isChecked();
    rule.version = version();
    storeRow(rule, &access::RuleBook::addRule, &access::RuleBook::updateRule);
}

void RuleForm::readAgain()
{
    fetchStored<access::AccessRule>([](store::Database& database, const security::ActingOperator& actor,
                                        const Clock& clock) { return access::RuleBook(database, clock).rules(actor); },
        [this](const access::AccessRule& rule) { return new RuleForm(context(), m_book, rule); });
}

} // namespace gatehouse::ui
