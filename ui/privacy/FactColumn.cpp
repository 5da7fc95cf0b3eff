#include "ui/privacy/FactColumn.h"

namespace gatehouse::ui {

FactColumn::FactColumn(const SiteContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_column(new QVBoxLayout(this))
{
    const Theme& theme = context.appearance.theme();
    m_column->setContentsMargins(0, 0, theme.px(Gap::Small), 0);
    m_column->setSpacing(theme.px(Gap::Small));
}

void FactColumn::addFact(const QString& word, const QString& value, Face face)
{
    if (value.isEmpty())
        return;
    auto* pair = new QVBoxLayout;
    pair->setSpacing(0);
    pair->addWidget(new Label(m_context.appearance, word, TextSize::Caption, Role::Muted));
    auto* text = new Label(m_context.appearance, value);
    text->setFace(face);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    pair->addWidget(text->wrapped());
    m_column->addLayout(pair);
}

void FactColumn::addHeading(const QString& text)
{
    m_column->addWidget(new Separator);
    auto* heading = new Label(m_context.appearance, text);
    heading->setWeight(QFont::DemiBold);
    m_column->addWidget(heading->wrapped());
}

Label* FactColumn::addText(const QString& text, Role tone)
{
    auto* label = new Label(m_context.appearance, text, TextSize::Body, tone);
    m_column->addWidget(label->wrapped());
    return label;
}

} // namespace gatehouse::ui
