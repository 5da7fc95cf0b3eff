#include "ui/common/FormField.h"

#include <QVBoxLayout>

namespace gatehouse::ui {

FormField::FormField(
    const Appearance& appearance, const QString& label, QWidget* editor, const QString& help, QWidget* parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_below((new Label(appearance, {}, TextSize::Caption, Role::Muted))->wrapped())
    , m_help(help)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(appearance.theme().px(Gap::Tight));
    auto* above = (new Label(appearance, label))->wrapped();
    above->setWeight(QFont::Medium);
    above->setBuddy(editor);
    column->addWidget(above);
    column->addWidget(editor);
    column->addWidget(m_below);
    if (editor->accessibleName().isEmpty())
        editor->setAccessibleName(label);
    refresh();
}

void FormField::setHelp(const QString& help)
{
    m_help = help;
    refresh();
}

void FormField::setError(const QString& error)
{
    m_error = error;
    refresh();
}

void FormField::refresh()
{
    const QString text = m_error.isEmpty() ? m_help : m_error;
    m_below->setText(text);
    m_below->setVisible(!text.isEmpty());
    m_below->setTone(m_error.isEmpty() ? Role::Muted : Role::Deny);
    m_editor->setAccessibleDescription(text);
    setTone(m_editor, m_error.isEmpty() ? Role::Text : Role::Deny);
}

} // namespace gatehouse::ui
