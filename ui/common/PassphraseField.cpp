#include "ui/common/PassphraseField.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QSignalBlocker>

#include <cstring>

namespace gatehouse::ui {

namespace {

constexpr int LongestPassphrase = 1024; // letters

} // namespace

PassphraseField::PassphraseField(const Appearance& appearance, QWidget* parent)
    : QLineEdit(parent)
    , m_appearance(appearance)
    , m_toggle(addAction(appearance.icon(Icon::Eye, Role::Muted), QLineEdit::TrailingPosition))
{
    setMaxLength(LongestPassphrase);
    setDragEnabled(false);
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_toggle->setCheckable(true);
    connect(m_toggle, &QAction::toggled, this, &PassphraseField::setShown);
    setShown(false);
    makeRoom();
}

PassphraseField::~PassphraseField()
{
    overwriteText();
}

// Qt's buffer grows with what is typed and leaves its beginnings behind wherever it lay before. One that is large
// enough from the start stays where it is.
void PassphraseField::makeRoom()
{
    const QSignalBlocker quiet(this);
    {
        QString room;
        room.reserve(LongestPassphrase);
        room.append(u'x');
        setText(room);
    }
    backspace();
}

// text() shares the very buffer that is kept. A literal of the program is no buffer, and not typed by anybody.
void PassphraseField::overwriteText()
{
    const QString kept = text();
    if (kept.capacity() > 0)
        explicit_bzero(const_cast<QChar*>(kept.constData()), std::size_t(kept.size()) * sizeof(QChar));
}

// Every key is also kept in a list, for undo: as many new ones take the places of the old.
void PassphraseField::overwriteHistory()
{
    const QSignalBlocker quiet(this);
    setText({});
    insert(QString(LongestPassphrase, u'x'));
    setText({});
}

security::Passphrase PassphraseField::passphrase() const
{
    return security::Passphrase::fromText(text());
}

security::Passphrase PassphraseField::take()
{
    security::Passphrase typed = passphrase();
    clear();
    m_toggle->setChecked(false);
    return typed;
}

void PassphraseField::clear()
{
    overwriteText();
    QLineEdit::clear();
    overwriteHistory();
    makeRoom();
}

void PassphraseField::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy) || event->matches(QKeySequence::Cut) || event->matches(QKeySequence::Undo)
        || event->matches(QKeySequence::Redo)) {
        event->accept();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

// Under X11 whatever is selected with the mouse goes to a clipboard of its own when the button is let go, unless it is
// hidden.
void PassphraseField::mouseReleaseEvent(QMouseEvent* event)
{
    const EchoMode mode = echoMode();
    setEchoMode(QLineEdit::Password);
    QLineEdit::mouseReleaseEvent(event);
    setEchoMode(mode);
}

void PassphraseField::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Paste"), this, &QLineEdit::paste);
    menu->addAction(tr("Clear"), this, &PassphraseField::clear);
    menu->popup(event->globalPos());
}

void PassphraseField::setShown(bool isShown)
{
    setEchoMode(isShown ? QLineEdit::Normal : QLineEdit::Password);
    m_toggle->setIcon(m_appearance.icon(isShown ? Icon::EyeOff : Icon::Eye, Role::Muted));
    m_toggle->setToolTip(isShown ? tr("Hide the letters") : tr("Show the letters"));
    m_toggle->setText(m_toggle->toolTip());
    setFont(isShown ? m_appearance.theme().codeFont() : m_appearance.theme().font());
}

} // namespace gatehouse::ui
