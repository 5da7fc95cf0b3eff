#pragma once

#include "core/people/Person.h"
#include "ui/common/RecordForm.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace gatehouse::ui {

class GroupPicker;
class OwnerPicker;
class ValidityFields;

// Adds a vehicle (whose id is invalid) or changes one.
class VehicleForm : public RecordForm
{
    Q_OBJECT

public:
    VehicleForm(const SiteContext& context, const QList<people::Group>& groups, const people::Vehicle& vehicle,
        QWidget* parent = nullptr);

    void save() override;

protected:
    void readAgain() override;

private:
    const QList<people::Group> m_siteGroups;
    const people::Vehicle m_vehicle;
    QLineEdit* m_plate;
    QComboBox* m_region;
    OwnerPicker* m_owner;
    QLineEdit* m_description;
    GroupPicker* m_groups;
    ValidityFields* m_validity;
    QCheckBox* m_active;
};

} // namespace gatehouse::ui
