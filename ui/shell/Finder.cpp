#include "ui/shell/Finder.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int FinderPause = 150; // ms after the last letter, before the store is asked
constexpr int ShortestSearch = 2;
constexpr int FinderWidth = 380; // at 100 %

} // namespace

Finder::Finder(const SiteContext& context, std::vector<FinderSource> sources, QWidget* parent)
    : Panel(Ground::Card, parent)
    , m_context(context)
    , m_sources(std::move(sources))
    , m_line(new QLineEdit)
    , m_list(new QListWidget)
{
    setObjectName(QStringLiteral("finder"));
    const Theme& theme = context.appearance.theme();
    setFixedWidth(theme.px(FinderWidth));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.margins(Gap::Medium));
    column->setSpacing(theme.px(Gap::Small));
    m_line->setObjectName(QStringLiteral("finderLine"));
    m_line->setPlaceholderText(tr("Find a page, a person, a plate, an event"));
    m_line->setAccessibleName(m_line->placeholderText());
    m_line->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("finderList"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setIconSize({ theme.px(IconSize), theme.px(IconSize) });
    column->addWidget(m_line);
    column->addWidget(m_list, 1);
    m_pause.setSingleShot(true);
    connect(m_line, &QLineEdit::textChanged, this, [this] { m_pause.start(FinderPause); });
    connect(&m_pause, &QTimer::timeout, this, &Finder::search);
    connect(m_list, &QListWidget::itemClicked, this, &Finder::choose);
    hide();
}

void Finder::open(const std::vector<PageEntry>& pages)
{
    m_pages = pages;
    m_line->clear();
    search();
    show();
    m_line->setFocus(Qt::ShortcutFocusReason);
}

void Finder::close()
{
    if (!isVisible())
        return;
    ++m_generation;
    m_pause.stop();
    m_line->clear();
    m_list->clear();
    m_targets.clear();
    hide();
    Q_EMIT closed();
}

bool Finder::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Escape:
            close();
            return true;
        case Qt::Key_Down:
            m_list->setCurrentRow(std::min(m_list->currentRow() + 1, m_list->count() - 1));
            return true;
        case Qt::Key_Up:
            m_list->setCurrentRow(std::max(m_list->currentRow() - 1, 0));
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (m_pause.isActive()) {
                m_pause.stop();
                search();
            }
            choose();
            return true;
        default:
            break;
        }
    }
    if (event->type() == QEvent::FocusOut)
        close();
    return Panel::eventFilter(watched, event);
}

void Finder::search()
{
    const int generation = ++m_generation;
    m_list->clear();
    m_targets.clear();
    const QString text = m_line->text().trimmed();
    int place = 0;
    for (const PageEntry& page : m_pages) {
        ++place;
        if (text.isEmpty() || page.title().contains(text, Qt::CaseInsensitive))
            add({ page.title(),
                place <= 9 ? QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_0 + place)).toString(QKeySequence::NativeText)
                           : QString(),
                page.icon, { page.id, 0 } });
    }
    if (text.size() >= ShortestSearch) {
        for (const FinderSource& source : m_sources) {
            if (!m_context.session.may(source.permission))
                continue;
            source.find(m_context, text, this, [this, generation](const QList<FinderResult>& results) {
                if (generation != m_generation)
                    return;
                for (const FinderResult& result : results)
                    add(result);
            });
        }
    }
}

void Finder::add(const FinderResult& result)
{
    const QString line = result.detail.isEmpty() ? result.title : result.title + u'\n' + result.detail;
    new QListWidgetItem(m_context.appearance.icon(result.icon, Role::Muted), line, m_list);
    m_targets.append(result.target);
    if (m_list->currentRow() < 0)
        m_list->setCurrentRow(0);
}

void Finder::choose()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= m_targets.size())
        return;
    const PageTarget target = m_targets[row];
    close();
    Q_EMIT chosen(target);
}

} // namespace gatehouse::ui
