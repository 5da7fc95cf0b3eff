#pragma once

#include "core/privacy/RetentionBook.h"
#include "ui/common/PanelForm.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

class QSpinBox;

namespace gatehouse::ui {

class Banner;
class SecondPerson;

// How long one class is kept. Longer asks for a second person.
class RetentionForm : public PanelForm
{
    Q_OBJECT

public:
    RetentionForm(const SiteContext& context, const privacy::RetentionLine& line, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString saveWord() const override { return tr("Save"); }
    [[nodiscard]] bool canSave() const override { return !m_isSaving; }
    [[nodiscard]] bool isDirty() const override;
    void save() override;

private:
    void daysChanged();
    void store(const std::shared_ptr<security::Approval>& approval);
    void setSaving(bool isSaving);

    const SiteContext& m_context;
    const privacy::RetentionLine m_line;
    Banner* m_banner;
    QSpinBox* m_days;
    Label* m_told;
    SecondPerson* m_second;
    bool m_isSaving = false;
};

} // namespace gatehouse::ui
