#include "app/gatehouse/CarriedInput.h"

#include <QComboBox>
#include <QLineEdit>
#include <QWidget>

namespace gatehouse {

void carryInput(const QWidget& from, QWidget& to)
{
    for (const QComboBox* box : from.findChildren<QComboBox*>()) {
        auto* same = box->objectName().isEmpty() ? nullptr : to.findChild<QComboBox*>(box->objectName());
        if (same && box->isEditable())
            same->setCurrentText(box->currentText());
    }
    for (const QLineEdit* line : from.findChildren<QLineEdit*>()) {
        auto* same = line->objectName().isEmpty() ? nullptr : to.findChild<QLineEdit*>(line->objectName());
        if (same && !line->isReadOnly())
            same->setText(line->text());
    }
}

} // namespace gatehouse
