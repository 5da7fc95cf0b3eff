#pragma once

#include "ui/common/Widgets.h"

namespace gatehouse::ui {

// One field of a form: its label above, help below, the error in plain words under it with the field marked. The error
// takes the help's place, so that the form does not jump.
class FormField : public QWidget
{
    Q_OBJECT

public:
    // Takes `editor` over and names it for screen readers.
    FormField(const Appearance& appearance, const QString& label, QWidget* editor, const QString& help = {},
        QWidget* parent = nullptr);

    [[nodiscard]] QWidget* editor() const { return m_editor; }
    void setHelp(const QString& help);
    // Empty takes the error away.
    void setError(const QString& error);
    [[nodiscard]] bool hasError() const { return !m_error.isEmpty(); }
    [[nodiscard]] QString shownText() const { return m_below->text(); }

private:
    void refresh();
    QWidget* m_editor;
    Label* m_below;
    QString m_help;
    QString m_error;
};

} // namespace gatehouse::ui
