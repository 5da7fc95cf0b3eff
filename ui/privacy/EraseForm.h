#pragma once

#include "core/privacy/SubjectErasure.h"
#include "ui/common/PanelForm.h"
#include "ui/common/SiteContext.h"

class QLineEdit;

namespace gatehouse::ui {

class Banner;
class FormField;
class SecondPerson;

// Erases somebody for good: what goes is named, their name is to be typed, and a second person approves. The
// certificate then stands in its list.
class EraseForm : public PanelForm
{
    Q_OBJECT

public:
    // `held` says in one sentence what there is.
    EraseForm(const SiteContext& context, const privacy::Subject& subject, const QString& name, const QString& held,
        QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString saveWord() const override { return tr("Erase for good"); }
    [[nodiscard]] bool canSave() const override;
    [[nodiscard]] bool isDirty() const override;
    void save() override;

private:
    void erase(const std::shared_ptr<security::Approval>& approval);
    void setBusy(bool isBusy);

    const SiteContext& m_context;
    const privacy::Subject m_subject;
    const QString m_name;
    Banner* m_banner;
    QLineEdit* m_typed;
    SecondPerson* m_second;
    bool m_isBusy = false;
};

} // namespace gatehouse::ui
