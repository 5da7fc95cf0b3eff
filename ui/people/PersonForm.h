#pragma once

#include "core/people/Person.h"
#include "core/people/SealedFields.h"
#include "ui/common/RecordForm.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace gatehouse::ui {

class GroupPicker;
class ValidityFields;

// Adds a person (whose id is invalid) or changes one. Sealed fields are only ever entered here: what is on file is not
// shown, an empty line leaves it as it is, and a check takes it away.
class PersonForm : public RecordForm
{
    Q_OBJECT

public:
    PersonForm(const SiteContext& context, const QList<people::Group>& groups, const people::Person& person,
        QWidget* parent = nullptr);

    void save() override;

protected:
    void readAgain() override;

private:
    [[nodiscard]] people::PersonKind chosenKind() const;
    // A visit has an end; no other stay must have one.
    void boundVisit();
    void addSealedField(const QString& code, const QString& label, QLineEdit* line, bool isOnFile,
        const QString& mistake, QCheckBox* forget);
    // Absent when the birth date is not one.
    [[nodiscard]] std::optional<people::SealedEntry> sealedEntry() const;
    const QList<people::Group> m_siteGroups;
    const people::Person m_person;
    QLineEdit* m_name;
    QComboBox* m_kind;
    QLineEdit* m_ref;
    GroupPicker* m_groups;
    ValidityFields* m_validity;
    QPlainTextEdit* m_note;
    QLineEdit* m_idNumber;
    QLineEdit* m_birthDate;
    QCheckBox* m_forgetIdNumber;
    QCheckBox* m_forgetBirthDate;
    QCheckBox* m_active;
};

} // namespace gatehouse::ui
