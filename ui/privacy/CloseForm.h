#pragma once

#include "core/privacy/SubjectRequests.h"
#include "ui/common/PanelForm.h"
#include "ui/common/SiteContext.h"

class QComboBox;
class QPlainTextEdit;

namespace gatehouse::ui {

class Banner;
class FormField;

// Says how a request ended.
class CloseForm : public PanelForm
{
    Q_OBJECT

public:
    CloseForm(const SiteContext& context, const privacy::SubjectRequest& request, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString saveWord() const override { return tr("Close the request"); }
    [[nodiscard]] bool isDirty() const override;
    void save() override;

private:
    const SiteContext& m_context;
    const privacy::SubjectRequest m_request;
    Banner* m_banner;
    QComboBox* m_outcome;
    QPlainTextEdit* m_note;
    FormField* m_noteField;
    bool m_isSaving = false;
};

} // namespace gatehouse::ui
