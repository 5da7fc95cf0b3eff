#pragma once

#include "ui/common/PanelForm.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"
#include "ui/people/PersonRecord.h"

namespace gatehouse::ui {

class CaptureStep;
class ConsentStep;
class FaceStudio;

// Enrols a person by face: the consents first, where none to recognition is in force or a further one is asked for,
// then the pictures. All is stored in one transaction. A consent without pictures can be recorded too.
class EnrolForm : public PanelForm
{
    Q_OBJECT

public:
    // Whether consents are asked for although one to recognition is in force: those that are not.
    enum class Consents { WhereNeeded, Further };
    EnrolForm(const SiteContext& context, FaceStudio& studio, const PersonRecord& record, Consents consents,
        QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString saveWord() const override;
    [[nodiscard]] bool canSave() const override;
    [[nodiscard]] bool isDirty() const override;
    void save() override;

private:
    const SiteContext& m_context;
    const people::Person m_person;
    const bool m_hasFaceConsent;
    ConsentStep* m_consent = nullptr; // null where none is asked for
    CaptureStep* m_capture;
    Label* m_failure;
    bool m_isSaving = false;
};

} // namespace gatehouse::ui
