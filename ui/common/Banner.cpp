#include "ui/common/Banner.h"

#include "ui/words/ErrorText.h"

#include <QHBoxLayout>

namespace gatehouse::ui {

Banner::Banner(const Appearance& appearance, QWidget* parent)
    : Panel(Ground::Card, parent)
    , m_appearance(appearance)
    , m_icon(new QLabel)
    , m_text((new Label(appearance, {}))->wrapped())
    , m_action(new Button(appearance, ButtonLook::Plain, {}))
    , m_close(new Button(appearance, ButtonLook::Quiet, Icon::Close, {}))
{
    const Theme& theme = appearance.theme();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(Gap::Medium), theme.px(Gap::Tight), theme.px(Gap::Tight), theme.px(Gap::Tight));
    row->setSpacing(theme.px(Gap::Small));
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(m_close);
    m_close->setIconOnly(tr("Hide this message"));
    m_action->setObjectName(QStringLiteral("bannerAction"));
    m_action->hide();
    hide();
    connect(m_action, &QPushButton::clicked, this, &Banner::actionTriggered);
    connect(m_close, &QPushButton::clicked, this, &Banner::clear);
    connect(&appearance, &Appearance::changed, this, &Banner::paintIcon);
}

void Banner::showText(Role tone, const QString& text)
{
    m_tone = tone;
    m_text->setText(text);
    setAccessibleName(text);
    setTone(tone);
    paintIcon();
    show();
}

void Banner::showError(const Error& error)
{
    showText(Role::Deny, errorText(error));
}

void Banner::setAction(const QString& text)
{
    m_action->setText(text);
    m_action->setVisible(!text.isEmpty());
}

void Banner::clear()
{
    m_text->clear();
    hide();
}

QString Banner::text() const
{
    return m_text->text();
}

void Banner::paintIcon()
{
    const Icon icon = m_tone == Role::Alarm || m_tone == Role::Deny ? Icon::Alarm
        : m_tone == Role::Ask                                       ? Icon::Warning
        : m_tone == Role::Allow                                     ? Icon::StateAllow
                                                                    : Icon::Info;
    m_icon->setPixmap(
        m_appearance.pixmap(icon, m_tone == Role::Text ? Role::Accent : m_tone, IconSize, devicePixelRatioF()));
}

} // namespace gatehouse::ui
