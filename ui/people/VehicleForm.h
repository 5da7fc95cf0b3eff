#pragma once

#include "core/people/Person.h"
#include "ui/common/FormField.h"
#include "ui/common/SiteContext.h"
#include "ui/people/PanelEditor.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace gatehouse::ui {

class GroupPicker;
class OwnerPicker;
class ValidityFields;

// Adds a vehicle (whose id is invalid) or changes one.
class VehicleForm : public PanelEditor
{
    Q_OBJECT

public:
    VehicleForm(const SiteContext& context, const QList<people::Group>& groups, const people::Vehicle& vehicle,
        QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString saveWord() const override;
    [[nodiscard]] bool canSave() const override { return !m_isSaving; }
    [[nodiscard]] bool isDirty() const override;
    void save() override;

private:
    void refused(const Error& error);

    const SiteContext& m_context;
    const people::Vehicle m_before;
    QLineEdit* m_plate;
    QComboBox* m_region;
    OwnerPicker* m_owner;
    QLineEdit* m_description;
    GroupPicker* m_groups;
    ValidityFields* m_validity;
    QCheckBox* m_active;
    FormField* m_plateField;
    FormField* m_ownerField;
    FormField* m_descriptionField;
    Label* m_failure;
    bool m_isSaving = false;
};

} // namespace gatehouse::ui
