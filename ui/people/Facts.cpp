#include "ui/people/Facts.h"

#include "ui/common/Widgets.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace gatehouse::ui {

void addFact(QVBoxLayout* column, const Appearance& look, const QString& name, const QString& value)
{
    if (value.isEmpty())
        return;
    auto* row = new QHBoxLayout;
    row->setSpacing(look.theme().px(Gap::Small));
    auto* label = new Label(look, name, TextSize::Body, Role::Muted);
    label->setFixedWidth(look.theme().px(96));
    row->addWidget(label, 0, Qt::AlignTop);
    auto* text = new Label(look, value);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(text->wrapped(), 1);
    column->addLayout(row);
}

void addHeading(QVBoxLayout* column, const Appearance& look, const QString& text)
{
    column->addSpacing(look.theme().px(Gap::Small));
    column->addWidget(new Separator);
    auto* heading = new Label(look, text);
    heading->setWeight(QFont::DemiBold);
    column->addWidget(heading);
}

void addStanding(QVBoxLayout* column, const Appearance& look, const StandingWords& standing)
{
    auto* row = new QHBoxLayout;
    auto* icon = new QLabel;
    icon->setPixmap(look.pixmap(standing.icon, standing.tone, 16));
    row->addWidget(icon);
    row->addWidget(new Label(look, standing.text, TextSize::Body, standing.tone), 1);
    column->addLayout(row);
}

} // namespace gatehouse::ui
