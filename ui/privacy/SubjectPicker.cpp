#include "ui/privacy/SubjectPicker.h"

#include "core/people/PersonRegistry.h"
#include "core/people/VehicleRegistry.h"
#include "ui/common/SuggestionLine.h"

#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int MostOfAKind = 4;

} // namespace

SubjectPicker::SubjectPicker(const SiteContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_line(new SuggestionLine(context.appearance))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_line);
    m_line->line()->setObjectName(QStringLiteral("subjectLine"));
    m_line->line()->setPlaceholderText(tr("Name, reference or plate"));
    m_line->line()->setAccessibleName(tr("Whom it is about"));
    m_line->list()->setObjectName(QStringLiteral("subjects"));
    m_line->list()->setAccessibleName(tr("Who fits"));
    setFocusProxy(m_line);
    connect(m_line, &SuggestionLine::edited, this, [this] {
        m_subject.reset();
        Q_EMIT changed();
    });
    connect(m_line, &SuggestionLine::asked, this, &SubjectPicker::search);
    connect(m_line, &SuggestionLine::taken, this, &SubjectPicker::choose);
}

bool SubjectPicker::hasInput() const
{
    return !m_line->text().isEmpty();
}

void SubjectPicker::search(int question, const QString& typed)
{
    m_context.site.reader().request(
        [&site = m_context.site, actor = m_context.session.actor(), &clock = m_context.clock, typed](
            store::Database& database) -> Result<QList<Found>> {
            people::PersonQuery persons;
            persons.text = typed;
            persons.limit = MostOfAKind;
            persons.withRemoved = true;
            GATEHOUSE_TRY_ASSIGN(people, people::PersonRegistry(database, clock).list(actor, persons));
            people::VehicleQuery vehicles;
            vehicles.text = typed;
            vehicles.limit = MostOfAKind;
            GATEHOUSE_TRY_ASSIGN(cars, people::VehicleRegistry(database, clock).list(actor, vehicles));
            GATEHOUSE_TRY(site.noteReading(
                actor, { QStringLiteral("person.search"), { QStringLiteral("person"), 0 }, people.total, typed }));
            GATEHOUSE_TRY(site.noteReading(
                actor, { QStringLiteral("vehicle.search"), { QStringLiteral("vehicle"), 0 }, cars.total, typed }));
            QList<Found> found;
            for (const people::Person& one : std::as_const(people.rows))
                found.append({ privacy::Subject::of(one.id), one.name, Icon::User });
            for (const people::Vehicle& one : std::as_const(cars.rows))
                found.append({ privacy::Subject::of(one.id), one.plate.display(), Icon::Car });
            return found;
        },
        this,
        [this, question, typed](const Result<QList<Found>>& found) {
            if (m_line->isWaitingFor(question))
                show(typed, found ? *found : QList<Found>());
        });
}

void SubjectPicker::show(const QString& typed, const QList<Found>& found)
{
    m_found = found;
    const auto plate = PlateText::fromUserInput(typed);
    const bool isRegistered = plate
        && std::any_of(found.cbegin(), found.cend(), [&](const Found& one) { return one.text == plate->display(); });
    if (plate && !isRegistered) {
        m_found.append(
            { privacy::Subject::of(*plate), tr("%1, a plate nobody registered").arg(plate->display()), Icon::Car });
    }
    QList<SuggestionLine::Suggestion> shown;
    for (const Found& one : std::as_const(m_found))
        shown.append({ one.text, one.icon });
    m_line->suggest(shown);
}

void SubjectPicker::choose(int row)
{
    m_subject = m_found.at(row).subject;
    m_line->take(m_found.at(row).text);
    Q_EMIT changed();
}

} // namespace gatehouse::ui
