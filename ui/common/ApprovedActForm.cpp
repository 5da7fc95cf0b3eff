#include "ui/common/ApprovedActForm.h"

#include "ui/common/Background.h"
#include "ui/common/Banner.h"

#include <QVBoxLayout>

#include <utility>

namespace gatehouse::ui {

ApprovedActForm::ApprovedActForm(const SiteContext& context, ApprovedAct act, QWidget* parent)
    : PanelForm(parent)
    , m_act(std::move(act))
    , m_banner(new Banner(context.appearance))
    , m_second(new SecondPerson(context, m_act.proposal.act))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, context.appearance.theme().px(Gap::Small), 0);
    column->setSpacing(context.appearance.theme().px(Gap::Large));
    column->addWidget(m_banner);
    column->addWidget((new Label(context.appearance, m_act.consequence))->wrapped());
    column->addWidget(m_second);
    column->addStretch(1);
    connect(m_second, &SecondPerson::returnPressed, this, &ApprovedActForm::save);
}

void ApprovedActForm::save()
{
    if (m_isBusy)
        return;
    m_banner->clear();
    setBusy(true);
    m_second->ask(
        m_act.proposal.object, [this](const std::shared_ptr<security::Approval>& approval) { carryOut(approval); },
        [this] { setBusy(false); });
}

void ApprovedActForm::carryOut(const std::shared_ptr<security::Approval>& approval)
{
    runInBackground(
        this, [command = m_act.command, approval] { return command(std::move(*approval)); },
        [this](const Result<void>& outcome) {
            setBusy(false);
            m_second->settle();
            if (outcome)
                Q_EMIT saved(m_act.row);
            else
                m_banner->showError(outcome.error());
        });
}

void ApprovedActForm::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    setEnabled(!isBusy);
    Q_EMIT stateChanged();
}

} // namespace gatehouse::ui
