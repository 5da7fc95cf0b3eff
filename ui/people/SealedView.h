#pragma once

#include "core/people/SealedFields.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

class QComboBox;

namespace gatehouse::ui {

// A person's sealed fields in the detail: that they are on file, and, for who may read them, a key that shows them once
// a reason is given. The reason and who looked are in the trail before anything is seen; closing the detail hides it.
class SealedView : public QWidget
{
    Q_OBJECT

public:
    SealedView(const SiteContext& context, const people::Person& person, QWidget* parent = nullptr);

private:
    void ask();
    void shown(const Result<people::ShownFields>& fields);

    const SiteContext& m_context;
    const PersonId m_person;
    Label* m_idNumber;
    Label* m_birthDate;
    QWidget* m_asking;
    QComboBox* m_reason;
    Label* m_failure;
};

} // namespace gatehouse::ui
