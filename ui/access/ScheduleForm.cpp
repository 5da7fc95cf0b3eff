#include "ui/access/ScheduleForm.h"

#include "core/access/AccessNames.h"
#include "core/access/RuleBook.h"
#include "ui/access/HoursEditor.h"
#include "ui/words/HoursText.h"

#include <QLineEdit>

namespace gatehouse::ui {

ScheduleForm::ScheduleForm(const SiteContext& context, const access::Schedule& schedule, QWidget* parent)
    : RecordForm(context, { security::RecordKind::Schedule, schedule.id.value(), schedule.version },
        schedule.id.isValid() ? tr("Change schedule") : tr("New schedule"),
        schedule.id.isValid() ? tr("Save") : tr("Add schedule"), parent)
    , m_schedule(schedule)
    , m_name(new QLineEdit(schedule.name))
    , m_hours(new HoursEditor(context.appearance, schedule.windows))
{
    m_name->setMaxLength(access::MaximumNameLength);
    addField(QStringLiteral("name"), tr("Name"), m_name, tr("What rules call these hours: day shift, deliveries."),
        tr("Give a name of at most 60 letters."));
    FormField* hours = addField(QStringLiteral("windows"), tr("Hours"), m_hours,
        tr("On the site's clock. Drag over the week to fill it, drag over filled hours to empty them."),
        tr("Give it at least one hour, or nobody is ever let in by it."),
        [this] { return hoursText(m_hours->windows()); });
    connect(m_hours, &HoursEditor::edited, hours, [hours] { hours->setError({}); });
    remember();
}

void ScheduleForm::save()
{
    access::Schedule schedule = m_schedule;
    schedule.name = m_name->text();
    schedule.windows = m_hours->windows();
    schedule.version = version();
    storeRow(schedule, &access::RuleBook::addSchedule, &access::RuleBook::updateSchedule);
}

void ScheduleForm::readAgain()
{
    fetchStored<access::Schedule>(
        [](store::Database& database, const security::ActingOperator& actor, const Clock& clock) {
            return access::RuleBook(database, clock).schedules(actor);
        },
        [this](const access::Schedule& schedule) { return new ScheduleForm(context(), schedule); });
}

} // namespace gatehouse::ui
