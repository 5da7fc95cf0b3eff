#include "ui/privacy/SubjectPicker.h"

#include "core/people/PersonRegistry.h"
#include "core/people/VehicleRegistry.h"
#include "ui/words/ReasonText.h"

#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int SubjectPause = 150; // ms after the last letter
constexpr int MostOfAKind = 4;

} // namespace

SubjectPicker::SubjectPicker(const SiteContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_line(new QLineEdit)
    , m_list(new QListWidget)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_line->setObjectName(QStringLiteral("subjectLine"));
    m_line->setPlaceholderText(tr("Name, reference or plate"));
    m_line->setAccessibleName(tr("Whom it is about"));
    m_list->setObjectName(QStringLiteral("subjects"));
    m_list->setAccessibleName(tr("Who fits"));
    m_list->hide();
    column->addWidget(m_line);
    column->addWidget(m_list);
    setFocusProxy(m_line);
    m_pause.setSingleShot(true);
    m_pause.setInterval(SubjectPause);
    connect(&m_pause, &QTimer::timeout, this, &SubjectPicker::search);
    connect(m_line, &QLineEdit::textEdited, this, [this] {
        m_subject.reset();
        m_pause.start();
        Q_EMIT changed();
    });
    connect(m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) { choose(m_list->row(item)); });
    connect(m_list, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) { choose(m_list->row(item)); });
}

bool SubjectPicker::hasInput() const
{
    return !m_line->text().isEmpty();
}

void SubjectPicker::search()
{
    const QString typed = m_line->text().trimmed();
    const int generation = ++m_generation;
    if (typed.isEmpty())
        return show({}, {});
    m_context.site.reader().request(
        [actor = m_context.session.actor(), &clock = m_context.clock, typed](store::Database& database) {
            QList<Found> found;
            people::PersonQuery persons;
            persons.text = typed;
            persons.limit = MostOfAKind;
            persons.withRemoved = true;
            if (const auto page = people::PersonRegistry(database, clock).list(actor, persons)) {
                for (const people::Person& one : page->rows)
                    found.append({ privacy::Subject::of(one.id), one.name, Icon::User });
            }
            people::VehicleQuery vehicles;
            vehicles.text = typed;
            vehicles.limit = MostOfAKind;
            if (const auto page = people::VehicleRegistry(database, clock).list(actor, vehicles)) {
                for (const people::Vehicle& one : page->rows)
                    found.append({ privacy::Subject::of(one.id), one.plate.display(), Icon::Car });
            }
            return found;
        },
        this,
        [this, generation, typed](const QList<Found>& found) {
            if (generation == m_generation && !m_subject)
                show(typed, found);
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
    m_list->clear();
    const Theme& theme = m_context.appearance.theme();
    for (const Found& one : std::as_const(m_found)) {
        auto* item = new QListWidgetItem(m_context.appearance.icon(one.icon, Role::Muted), one.text, m_list);
        item->setSizeHint({ 0, theme.px(TargetHeight) });
    }
    m_list->setVisible(m_list->count() > 0);
    m_list->setFixedHeight(m_list->count() * theme.px(TargetHeight) + 2 * m_list->frameWidth() + 2);
    m_list->setCurrentRow(0);
}

void SubjectPicker::choose(int row)
{
    m_subject = m_found.at(row).subject;
    m_line->setText(m_found.at(row).text);
    m_list->hide();
    Q_EMIT changed();
}

} // namespace gatehouse::ui
