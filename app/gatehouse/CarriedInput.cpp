#include "app/gatehouse/CarriedInput.h"

#include <QComboBox>
#include <QLineEdit>
#include <QRadioButton>
#include <QWidget>

namespace gatehouse {

void carryInput(const QWidget& from, QWidget& to)
{
    for (const QComboBox* box : from.findChildren<QComboBox*>()) {
        auto* same = box->objectName().isEmpty() ? nullptr : to.findChild<QComboBox*>(box->objectName());
        if (same && box->isEditable())
            same->setCurrentText(box->currentText());
    }
    for (const QRadioButton* choice : from.findChildren<QRadioButton*>()) {
        auto* same = choice->objectName().isEmpty() ? nullptr : to.findChild<QRadioButton*>(choice->objectName());
        if (same && choice->isChecked())
            same->setChecked(true);
    }
    for (const QLineEdit* line : from.findChildren<QLineEdit*>()) {
        auto* same = line->objectName().isEmpty() ? nullptr : to.findChild<QLineEdit*>(line->objectName());
        // A copy of its own: a passphrase field overwrites its text when it goes.
        if (same && !line->isReadOnly())
            same->setText(QString(line->text().constData(), line->text().size()));
    }
}

} // namespace gatehouse
