#pragma once

#include "core/access/gates/Gate.h"
#include "ui/common/RecordForm.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace gatehouse::ui {

// Adds a gate (whose id is invalid) or changes one.
class GateForm : public RecordForm
{
    Q_OBJECT

public:
    GateForm(const SiteContext& context, const access::GateSettings& gate, QWidget* parent = nullptr);
    void save() override;

protected:
    void readAgain() override;

private:
    [[nodiscard]] access::GateSettings typed() const;
    void kindChosen();

    const access::GateSettings m_gate;
    QLineEdit* m_name;
    QComboBox* m_kind;
    QLineEdit* m_host;
    QSpinBox* m_port;
    QSpinBox* m_unit;
    QSpinBox* m_coil;
    QSpinBox* m_pulse;
    QCheckBox* m_hasFeedback;
    QSpinBox* m_feedback;
    QSpinBox* m_timeout;
    QList<QWidget*> m_modbusOnly;
};

} // namespace gatehouse::ui
