#pragma once

#include "core/security/OpenSite.h"
#include "ui/common/PanelForm.h"
#include "ui/common/SiteContext.h"

#include <memory>
#include <optional>

class QComboBox;
class QLineEdit;

namespace gatehouse::ui {

class Banner;
class FormField;
class NewPassphrase;
class SecondPerson;

// A new operator: name, role with what it is for, the first passphrase, checked while it is typed, and the second
// person it takes. Also gives a disabled operator a new key: then name and role stand fixed. The work is done in the
// background; on an error the form keeps what was typed and says what to do.
class OperatorForm : public PanelForm
{
    Q_OBJECT

public:
    explicit OperatorForm(const SiteContext& context, QWidget* parent = nullptr);
    OperatorForm(const SiteContext& context, const security::OperatorRow& disabled, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString saveWord() const override;
    [[nodiscard]] bool canSave() const override { return !m_isBusy; }
    [[nodiscard]] bool isDirty() const override;
    void save() override;

private:
    OperatorForm(const SiteContext& context, const std::optional<security::OperatorRow>& disabled, QWidget* parent);
    void showRoleHelp();
    void setBusy(bool isBusy);
    void carryOut(const QString& name, const security::Passphrase& passphrase,
        const std::shared_ptr<security::Approval>& approval);
    void take(const Result<OperatorId>& outcome);

    const SiteContext& m_context;
    const std::optional<security::OperatorRow> m_disabled;
    Banner* m_banner;
    QLineEdit* m_name;
    FormField* m_nameField;
    QComboBox* m_role;
    FormField* m_roleField;
    NewPassphrase* m_passphrase;
    SecondPerson* m_second;
    bool m_isBusy = false;
};

} // namespace gatehouse::ui
