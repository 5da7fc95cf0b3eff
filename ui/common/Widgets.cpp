#include "ui/common/Widgets.h"

#include <QScrollArea>
#include <QStyle>

namespace gatehouse::ui {

namespace {

QString toneWord(Role tone)
{
    switch (tone) {
    case Role::Muted:
        return QStringLiteral("muted");
    case Role::Accent:
        return QStringLiteral("accent");
    case Role::Allow:
        return QStringLiteral("allow");
    case Role::Ask:
        return QStringLiteral("ask");
    case Role::Deny:
        return QStringLiteral("deny");
    case Role::Alarm:
        return QStringLiteral("alarm");
    default:
        return {};
    }
}

QString lookWord(ButtonLook look)
{
    switch (look) {
    case ButtonLook::Plain:
        return QStringLiteral("plain");
    case ButtonLook::Primary:
        return QStringLiteral("primary");
    case ButtonLook::Quiet:
        return QStringLiteral("quiet");
    case ButtonLook::Link:
        return QStringLiteral("link");
    case ButtonLook::Allow:
        return QStringLiteral("allow");
    case ButtonLook::Deny:
        return QStringLiteral("deny");
    case ButtonLook::Chip:
        return QStringLiteral("chip");
    }
    return {};
}

QString groundWord(Ground ground)
{
    switch (ground) {
    case Ground::Base:
        return QStringLiteral("base");
    case Ground::Surface:
        return QStringLiteral("surface");
    case Ground::Raised:
        return QStringLiteral("raised");
    case Ground::Card:
        return QStringLiteral("card");
    }
    return {};
}

void repolish(QWidget* widget)
{
    // Polishing anew forgets a font the widget was given by hand.
    const bool hasOwnFont = widget->testAttribute(Qt::WA_SetFont);
    const QFont font = widget->font();
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    if (hasOwnFont)
        widget->setFont(font);
    widget->update();
}

Role iconRole(ButtonLook look)
{
    switch (look) {
    case ButtonLook::Primary:
        return Role::Ink;
    case ButtonLook::Link:
        return Role::Accent;
    case ButtonLook::Allow:
        return Role::Allow;
    case ButtonLook::Deny:
        return Role::Deny;
    default:
        return Role::Text;
    }
}

} // namespace

QScrollArea* makeScrollArea(QWidget* content)
{
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(content);
    return scroll;
}

void setTone(QWidget* widget, Role tone)
{
    const QString word = toneWord(tone);
    if (widget->property("tone").toString() == word)
        return;
    widget->setProperty("tone", word);
    // Before it is first shown nothing is to be done anew, and doing so would cost it a font given later.
    if (widget->testAttribute(Qt::WA_WState_Polished))
        repolish(widget);
}

Label::Label(const Appearance& appearance, const QString& text, TextSize size, Role tone, QWidget* parent)
    : QLabel(text, parent)
    , m_appearance(appearance)
    , m_size(size)
    , m_weight(size >= TextSize::Title ? QFont::DemiBold : QFont::Normal)
{
    setTextFormat(Qt::PlainText);
    ui::setTone(this, tone);
    connect(&appearance, &Appearance::changed, this, &Label::restyle);
    restyle();
}

void Label::setTone(Role tone)
{
    ui::setTone(this, tone);
}

void Label::setFace(Face face)
{
    m_face = face;
    restyle();
}

void Label::setWeight(QFont::Weight weight)
{
    m_weight = weight;
    restyle();
}

Label* Label::wrapped()
{
    setWordWrap(true);
    return this;
}

void Label::restyle()
{
    const Theme& theme = m_appearance.theme();
    const QFont wanted = m_face == Face::Code ? theme.codeFont(m_size, m_weight) : theme.font(m_size, m_weight);
    if (!testAttribute(Qt::WA_SetFont) || font() != wanted) // another theme has the same letters
        setFont(wanted);
}

Button::Button(const Appearance& appearance, ButtonLook look, const QString& text, QWidget* parent)
    : QPushButton(text, parent)
    , m_appearance(appearance)
{
    setProperty("look", lookWord(look));
    setCheckable(look == ButtonLook::Chip);
    setCursor(Qt::PointingHandCursor);
    setAutoDefault(false);
    connect(&appearance, &Appearance::changed, this, &Button::restyle);
    restyle();
}

Button::Button(const Appearance& appearance, ButtonLook look, Icon icon, const QString& text, QWidget* parent)
    : Button(appearance, look, text.isEmpty() ? text : u' ' + text, parent) // the style leaves no gap to the icon
{
    setIcon(appearance.icon(icon, iconRole(look)));
}

void Button::setLook(ButtonLook look)
{
    setProperty("look", lookWord(look));
    repolish(this);
}

void Button::setLaneKey()
{
    setProperty("isLaneKey", true);
    repolish(this);
}

void Button::setIconOnly(const QString& words)
{
    setText({});
    setToolTip(words);
    setAccessibleName(words);
}

void Button::restyle()
{
    const int side = m_appearance.theme().px(IconSize);
    setIconSize({ side, side });
}

Panel::Panel(Ground ground, QWidget* parent)
    : QFrame(parent)
{
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", groundWord(ground));
}

void Panel::setTone(Role tone)
{
    ui::setTone(this, tone);
}

Separator::Separator(QWidget* parent)
    : QFrame(parent)
{
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", QStringLiteral("line"));
}

} // namespace gatehouse::ui
