#include "ui/access/ScheduleForm.h"

#include "core/access/AccessNames.h"
#include "core/access/RuleBook.h"
#include "core/access/WeeklyWindows.h"
#include "ui/access/HoursEditor.h"

#include <QLineEdit>

namespace gatehouse::ui {

ScheduleForm::ScheduleForm(const SiteContext& context, const access::Schedule& schedule, QWidget* parent)
    : RecordForm(context, schedule.id.isValid() ? tr("Change schedule") : tr("New schedule"),
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
        tr("Give it at least one hour, or nobody is ever let in by it."));
    connect(m_hours, &HoursEditor::edited, hours, [hours] { hours->setError({}); });
    remember();
}

QString ScheduleForm::fingerprint() const
{
    QString text = m_name->text();
    for (const access::WeeklyWindow& window : m_hours->windows())
        text += QLatin1Char('\n') + access::windowText(window);
    return text;
}

void ScheduleForm::save()
{
    access::Schedule schedule = m_schedule;
    schedule.name = m_name->text();
    schedule.windows = m_hours->windows();
    store([schedule](
              store::Database& database, const security::ActingOperator& actor, const Clock& clock) -> Result<qint64> {
        access::RuleBook book(database, clock);
        if (!schedule.id.isValid()) {
            GATEHOUSE_TRY_ASSIGN(added, book.addSchedule(actor, schedule));
            return added.value();
        }
        GATEHOUSE_TRY(book.updateSchedule(actor, schedule));
        return schedule.id.value();
    });
}

} // namespace gatehouse::ui
