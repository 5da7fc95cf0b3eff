#pragma once

#include "ui/common/PanelForm.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

class QComboBox;
class QDateEdit;
class QPlainTextEdit;

namespace gatehouse::ui {

class Banner;
class FormField;
class SubjectPicker;

// Notes a request that came in: whom it is about, what they ask for, when it came.
class RequestForm : public PanelForm
{
    Q_OBJECT

public:
    explicit RequestForm(const SiteContext& context, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("New request"); }
    [[nodiscard]] QString saveWord() const override { return tr("Note the request"); }
    [[nodiscard]] bool isDirty() const override;
    void save() override;

private:
    const SiteContext& m_context;
    Banner* m_banner;
    SubjectPicker* m_subject;
    FormField* m_subjectField;
    QComboBox* m_kind;
    QDateEdit* m_received;
    QPlainTextEdit* m_note;
    bool m_isSaving = false;
};

} // namespace gatehouse::ui
