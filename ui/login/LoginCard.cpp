#include "ui/login/LoginCard.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace gatehouse::ui {

LoginCard::LoginCard(
    const Appearance& appearance, const QString& title, const QString& text, int width, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_title((new Label(appearance, {}, TextSize::Headline))->wrapped())
    , m_text((new Label(appearance, {}, TextSize::Body, Role::Muted))->wrapped())
    , m_column(nullptr)
{
    const Theme& theme = appearance.theme();
    auto* card = new Panel(Ground::Card);
    card->setFixedWidth(theme.px(width));
    m_column = new QVBoxLayout(card);
    m_column->setContentsMargins(theme.margins(Gap::Wide));
    m_column->setSpacing(theme.px(Gap::Large));
    m_column->addWidget(m_title);
    m_column->addWidget(m_text);

    auto* ground = new QWidget;
    auto* middle = new QVBoxLayout(ground);
    middle->setContentsMargins(theme.margins(Gap::Wide));
    middle->addStretch(1);
    // Centred by stretches: an alignment would ask the wrapped texts for their height at the window's width.
    auto* line = new QHBoxLayout;
    line->addStretch(1);
    line->addWidget(card);
    line->addStretch(1);
    middle->addLayout(line);
    middle->addStretch(1);

    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setWidget(ground);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
    setTexts(title, text);
}

void LoginCard::setTexts(const QString& title, const QString& text)
{
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
}

} // namespace gatehouse::ui
