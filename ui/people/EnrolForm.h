#pragma once

#include "ui/common/PanelForm.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"
#include "ui/people/PersonRecord.h"

namespace gatehouse::ui {

class CaptureStep;
class ConsentStep;
class FaceStudio;

// Enrols a person by face: the consent first, where there is none in force, then the pictures. Both are stored in one
// transaction. A consent without pictures can be recorded too.
class EnrolForm : public PanelForm
{
    Q_OBJECT

public:
    EnrolForm(const SiteContext& context, FaceStudio& studio, const PersonRecord& record, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString saveWord() const override;
    [[nodiscard]] bool canSave() const override;
    [[nodiscard]] bool isDirty() const override;
    void save() override;

private:
    const SiteContext& m_context;
    const people::Person m_person;
    ConsentStep* m_consent = nullptr; // null where a consent is in force
    CaptureStep* m_capture;
    Label* m_failure;
    bool m_isSaving = false;
};

} // namespace gatehouse::ui
