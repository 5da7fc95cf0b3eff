#include "ui/common/EmptyState.h"

#include <QVBoxLayout>

namespace gatehouse::ui {

EmptyState::EmptyState(const Appearance& appearance, Icon icon, const QString& title, const QString& text,
    const QString& action, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_icon(icon)
    , m_picture(new QLabel)
    , m_title(new Label(appearance, {}, TextSize::Title))
    , m_text((new Label(appearance, {}, TextSize::Body, Role::Muted))->wrapped())
    , m_action(new Button(appearance, ButtonLook::Primary, {}))
{
    const Theme& theme = appearance.theme();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.margins(Gap::Wide));
    column->setSpacing(theme.px(Gap::Medium));
    column->addStretch(2);
    column->addWidget(m_picture, 0, Qt::AlignHCenter);
    column->addWidget(m_title->wrapped());
    column->addWidget(m_text);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch(3);
    m_title->setAlignment(Qt::AlignCenter);
    m_text->setAlignment(Qt::AlignCenter);

    const auto paint = [this] {
        m_picture->setPixmap(m_appearance.pixmap(m_icon, Role::Muted, 40, devicePixelRatioF()));
    };
    connect(&appearance, &Appearance::changed, this, paint);
    paint();
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionTriggered);
    setTexts(title, text, action);
}

void EmptyState::setTexts(const QString& title, const QString& text, const QString& action)
{
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
}

} // namespace gatehouse::ui
