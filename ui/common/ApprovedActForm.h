#pragma once

#include "ui/common/PanelForm.h"
#include "ui/common/SecondPerson.h"

namespace gatehouse::ui {

class Banner;

// One act that takes two people, and nothing else to enter.
struct ApprovedAct
{
    security::Proposal proposal;
    QString title; // "Disable Gus?"
    QString consequence; // what is lost, in plain words
    QString word; // on the button
    qint64 row = 0; // shown when it is done
    std::function<Result<void>(security::Approval&&)> command; // runs in the background
};

// What is lost, the second person, and the button. On an error what was typed stays.
class ApprovedActForm : public PanelForm
{
    Q_OBJECT

public:
    ApprovedActForm(const SiteContext& context, ApprovedAct act, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return m_act.title; }
    [[nodiscard]] QString saveWord() const override { return m_act.word; }
    [[nodiscard]] bool canSave() const override { return !m_isBusy; }
    [[nodiscard]] bool isDirty() const override { return m_second->hasInput(); }
    void save() override;

private:
    void setBusy(bool isBusy);
    void carryOut(const std::shared_ptr<security::Approval>& approval);

    const ApprovedAct m_act;
    Banner* m_banner;
    SecondPerson* m_second;
    bool m_isBusy = false;
};

} // namespace gatehouse::ui
