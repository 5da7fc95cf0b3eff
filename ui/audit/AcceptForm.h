#pragma once

#include "ui/common/PanelForm.h"
#include "ui/common/SiteContext.h"

#include <memory>

class QLineEdit;

namespace gatehouse::security {
class Approval;
}

namespace gatehouse::ui {

class Banner;
class FormField;
class SecondPerson;

// Two people accept a history that does not match what the site has signed: what that means, why, and the second
// person's sign-in. What was typed stays when it is refused.
class AcceptForm : public PanelForm
{
    Q_OBJECT

public:
    // `doubt`: what does not match, in words.
    AcceptForm(const SiteContext& context, const QString& doubt, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString saveWord() const override;
    [[nodiscard]] bool canSave() const override { return !m_isBusy; }
    [[nodiscard]] bool isDirty() const override;
    void save() override;

private:
    void ask(const QString& object);
    void carryOut(const std::shared_ptr<security::Approval>& approval);
    void setBusy(bool isBusy);

    const SiteContext& m_context;
    Banner* m_banner;
    QLineEdit* m_reason;
    FormField* m_reasonField;
    SecondPerson* m_second;
    bool m_isBusy = false;
};

} // namespace gatehouse::ui
