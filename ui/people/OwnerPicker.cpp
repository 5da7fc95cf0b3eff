#include "ui/people/OwnerPicker.h"

#include "core/people/PersonRegistry.h"
#include "ui/common/SuggestionLine.h"
#include "ui/words/ReasonText.h"

#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int MostOwnersShown = 4;

} // namespace

OwnerPicker::OwnerPicker(const SiteContext& context, PersonId owner, const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_owner(owner)
    , m_line(new SuggestionLine(context.appearance))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_line);
    m_line->line()->setObjectName(QStringLiteral("owner"));
    m_line->line()->setText(name);
    m_line->line()->setPlaceholderText(tr("Nobody"));
    m_line->line()->setAccessibleName(tr("Owner"));
    m_line->line()->setClearButtonEnabled(true);
    m_line->list()->setObjectName(QStringLiteral("owners"));
    setFocusProxy(m_line);
    connect(m_line, &SuggestionLine::edited, this, [this] {
        m_owner = {};
        Q_EMIT changed();
    });
    connect(m_line, &SuggestionLine::asked, this, &OwnerPicker::search);
    connect(m_line, &SuggestionLine::taken, this, &OwnerPicker::choose);
}

QString OwnerPicker::text() const
{
    return m_line->line()->text();
}

bool OwnerPicker::isUndecided() const
{
    return !m_owner.isValid() && !m_line->text().isEmpty();
}

void OwnerPicker::search(int question, const QString& text)
{
    m_context.site.reader().request(
        [&site = m_context.site, actor = m_context.session.actor(), &clock = m_context.clock, text](
            store::Database& database) -> Result<people::Page<people::Person>> {
            people::PersonQuery query;
            query.text = text;
            query.limit = MostOwnersShown;
            GATEHOUSE_TRY_ASSIGN(page, people::PersonRegistry(database, clock).list(actor, query));
            GATEHOUSE_TRY(site.noteReading(
                actor, { QStringLiteral("person.search"), { QStringLiteral("person"), 0 }, page.total, text }));
            return page;
        },
        this,
        [this, question](const Result<people::Page<people::Person>>& page) {
            if (!m_line->isWaitingFor(question))
                return;
            m_found = page ? page->rows : QList<people::Person>();
            QList<SuggestionLine::Suggestion> shown;
            for (const people::Person& person : std::as_const(m_found))
                shown.append({ QStringLiteral("%1 · %2").arg(person.name, personKindText(person.kind)), {} });
            m_line->suggest(shown);
        });
}

void OwnerPicker::choose(int row)
{
    m_owner = m_found.at(row).id;
    m_line->take(m_found.at(row).name);
    Q_EMIT changed();
}

} // namespace gatehouse::ui
