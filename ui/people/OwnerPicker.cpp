#include "ui/people/OwnerPicker.h"

#include "core/people/PersonRegistry.h"
#include "ui/words/ReasonText.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int OwnerSearchPause = 150; // ms
constexpr int MostOwnersShown = 4;

} // namespace

OwnerPicker::OwnerPicker(const SiteContext& context, PersonId owner, const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_owner(owner)
    , m_line(new QLineEdit(name))
    , m_found(new QListWidget)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_line->setObjectName(QStringLiteral("owner"));
    m_line->setPlaceholderText(tr("Nobody"));
    m_line->setAccessibleName(tr("Owner"));
    m_line->setClearButtonEnabled(true);
    m_line->installEventFilter(this);
    m_found->setObjectName(QStringLiteral("owners"));
    m_found->setFocusPolicy(Qt::NoFocus);
    m_found->hide();
    column->addWidget(m_line);
    column->addWidget(m_found);
    setFocusProxy(m_line);
    m_pause.setSingleShot(true);
    m_pause.setInterval(OwnerSearchPause);
    connect(&m_pause, &QTimer::timeout, this, &OwnerPicker::search);
    connect(m_line, &QLineEdit::textEdited, this, [this] {
        m_owner = {};
        m_pause.start();
        Q_EMIT changed();
    });
    connect(m_found, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) { choose(m_found->row(item)); });
}

QString OwnerPicker::text() const
{
    return m_line->text();
}

bool OwnerPicker::isUndecided() const
{
    return !m_owner.isValid() && !m_line->text().trimmed().isEmpty();
}

bool OwnerPicker::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && m_found->isVisible()
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept(); // it only closes the list, it does not leave the page
        return true;
    }
    if (event->type() == QEvent::KeyPress && m_found->isVisible()) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            const int step = key == Qt::Key_Down ? 1 : -1;
            m_found->setCurrentRow(qBound(0, m_found->currentRow() + step, m_found->count() - 1));
            return true;
        }
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_found->currentRow() >= 0) {
            choose(m_found->currentRow());
            return true;
        }
        if (key == Qt::Key_Escape) {
            m_found->hide();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void OwnerPicker::search()
{
    const QString text = m_line->text().trimmed();
    const int generation = ++m_generation;
    if (text.isEmpty()) {
        m_found->hide();
        return;
    }
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
        [this, generation](const Result<people::Page<people::Person>>& page) {
            if (generation != m_generation || m_owner.isValid())
                return;
            m_found->clear();
            if (page) {
                for (const people::Person& person : page->rows) {
                    auto* item = new QListWidgetItem(
                        QStringLiteral("%1 · %2").arg(person.name, personKindText(person.kind)), m_found);
                    item->setData(Qt::UserRole, person.id.value());
                    item->setData(Qt::UserRole + 1, person.name);
                    item->setSizeHint({ 0, m_context.appearance.theme().px(TargetHeight) });
                }
            }
            m_found->setVisible(m_found->count() > 0);
            m_found->setFixedHeight(
                m_found->count() * m_context.appearance.theme().px(TargetHeight) + 2 * m_found->frameWidth() + 2);
            m_found->setCurrentRow(0);
        });
}

void OwnerPicker::choose(int row)
{
    const QListWidgetItem* item = m_found->item(row);
    m_owner = PersonId(item->data(Qt::UserRole).toLongLong());
    m_line->setText(item->data(Qt::UserRole + 1).toString());
    m_found->hide();
    Q_EMIT changed();
}

} // namespace gatehouse::ui
