#include "ui/shell/AlarmBar.h"

#include <QHBoxLayout>

namespace gatehouse::ui {

AlarmBar::AlarmBar(const Appearance& appearance, QWidget* parent)
    : Panel(Ground::Raised, parent)
    , m_appearance(appearance)
    , m_icon(new QLabel)
    , m_text((new Label(appearance, {}, TextSize::Body, Role::Alarm))->wrapped())
    , m_more(new Label(appearance, {}, TextSize::Body, Role::Muted))
{
    setObjectName(QStringLiteral("alarmBar"));
    const Theme& theme = appearance.theme();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(Gap::Large), theme.px(Gap::Tight), theme.px(Gap::Large), theme.px(Gap::Tight));
    row->setSpacing(theme.px(Gap::Small));
    m_text->setWeight(QFont::DemiBold);
    m_text->setObjectName(QStringLiteral("alarmText"));
    auto* details = new Button(appearance, ButtonLook::Plain, tr("Details  F9"));
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_more);
    row->addWidget(details);
    connect(details, &QPushButton::clicked, this, &AlarmBar::detailsRequested);
    connect(&appearance, &Appearance::changed, this, &AlarmBar::paintIcon);
    paintIcon();
    hide();
}

void AlarmBar::setAlarms(const QList<SiteAlarm>& alarms)
{
    setVisible(!alarms.isEmpty());
    if (alarms.isEmpty())
        return;
    m_text->setText(alarmText(alarms.first()));
    setAccessibleName(m_text->text());
    m_more->setText(alarms.size() > 1 ? tr("and %n more", nullptr, int(alarms.size()) - 1) : QString());
}

void AlarmBar::paintIcon()
{
    m_icon->setPixmap(m_appearance.pixmap(Icon::Warning, Role::Alarm, IconSize, devicePixelRatioF()));
}

} // namespace gatehouse::ui
