#pragma once

#include <QString>
#include <QWidget>

namespace gatehouse::ui {

// The body of a side panel in which something is entered. The page gives it its buttons and asks it before it is thrown
// away; nothing typed goes without a question.
class PanelForm : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    [[nodiscard]] virtual QString title() const = 0;
    // The word on the main button, such as "Save" or "Import 12 people".
    [[nodiscard]] virtual QString saveWord() const = 0;
    [[nodiscard]] virtual bool canSave() const { return true; }
    // Something was entered that would be lost.
    [[nodiscard]] virtual bool isDirty() const = 0;
    // What goes with it when it is given up; empty: what was entered.
    [[nodiscard]] virtual QString lossText() const { return {}; }
    // There is nothing left to cancel: what stands there is to be read, and the main button closes it.
    [[nodiscard]] virtual bool isDone() const { return false; }
    // Saves and then emits saved(), or says beside the field why not. Does nothing while a save is under way.
    virtual void save() = 0;

Q_SIGNALS:
    // saveWord() or canSave() changed.
    void stateChanged();
    // It is in the store; `id` is the row to show, 0 when there is no single one.
    void saved(qint64 id);
};

} // namespace gatehouse::ui
