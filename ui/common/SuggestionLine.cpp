#include "ui/common/SuggestionLine.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int TypingPause = 150; // ms after the last letter

} // namespace

SuggestionLine::SuggestionLine(const Appearance& appearance, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_line(new QLineEdit)
    , m_list(new QListWidget)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_line->installEventFilter(this);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->hide();
    column->addWidget(m_line);
    column->addWidget(m_list);
    setFocusProxy(m_line);
    m_pause.setSingleShot(true);
    m_pause.setInterval(TypingPause);
    connect(&m_pause, &QTimer::timeout, this, &SuggestionLine::ask);
    connect(m_line, &QLineEdit::textEdited, this, [this] {
        ++m_question;
        m_pause.start();
        Q_EMIT edited();
    });
    connect(
        m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) { Q_EMIT taken(m_list->row(item)); });
}

QString SuggestionLine::text() const
{
    return m_line->text().trimmed();
}

void SuggestionLine::take(const QString& text)
{
    ++m_question;
    m_pause.stop();
    m_line->setText(text);
    m_list->hide();
}

void SuggestionLine::ask()
{
    ++m_question;
    if (text().isEmpty())
        m_list->hide();
    else
        Q_EMIT asked(m_question, text());
}

void SuggestionLine::suggest(const QList<Suggestion>& found)
{
    m_list->clear();
    const int height = m_appearance.theme().px(TargetHeight);
    for (const Suggestion& one : found) {
        auto* item = new QListWidgetItem(one.text, m_list);
        if (one.icon)
            item->setIcon(m_appearance.icon(*one.icon, Role::Muted));
        item->setSizeHint({ 0, height });
    }
    m_list->setVisible(!found.isEmpty());
    m_list->setFixedHeight(int(found.size()) * height + 2 * m_list->frameWidth() + 2);
    m_list->setCurrentRow(0);
}

bool SuggestionLine::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_line && m_list->isVisible()) {
        if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
            event->accept(); // it only closes the list, it does not leave the page
            return true;
        }
        if (event->type() == QEvent::KeyPress && handleKey(static_cast<QKeyEvent*>(event)->key()))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

bool SuggestionLine::handleKey(int key)
{
    switch (key) {
    case Qt::Key_Down:
    case Qt::Key_Up: {
        const int step = key == Qt::Key_Down ? 1 : -1;
        m_list->setCurrentRow(qBound(0, m_list->currentRow() + step, m_list->count() - 1));
        return true;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_list->currentRow() >= 0)
            Q_EMIT taken(m_list->currentRow());
        return true;
    case Qt::Key_Escape:
        m_list->hide();
        return true;
    default:
        return false;
    }
}

} // namespace gatehouse::ui
