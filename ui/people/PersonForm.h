#pragma once

#include "core/people/Person.h"
#include "ui/common/FormField.h"
#include "ui/common/SiteContext.h"
#include "ui/people/PanelEditor.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace gatehouse::ui {

class GroupPicker;
class ValidityFields;

// Adds a person (whose id is invalid) or changes one.
class PersonForm : public PanelEditor
{
    Q_OBJECT

public:
    PersonForm(const SiteContext& context, const QList<people::Group>& groups, const people::Person& person,
        QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString saveWord() const override;
    [[nodiscard]] bool canSave() const override { return !m_isSaving; }
    [[nodiscard]] bool isDirty() const override;
    void save() override;

private:
    void refused(const Error& error);

    const SiteContext& m_context;
    const people::Person m_before;
    QLineEdit* m_name;
    QComboBox* m_kind;
    QLineEdit* m_ref;
    GroupPicker* m_groups;
    ValidityFields* m_validity;
    QPlainTextEdit* m_note;
    QCheckBox* m_active;
    FormField* m_nameField;
    FormField* m_refField;
    FormField* m_noteField;
    Label* m_failure;
    bool m_isSaving = false;
};

} // namespace gatehouse::ui
