#include "ui/admin/LostFactorForm.h"

#include "ui/common/Background.h"
#include "ui/common/Banner.h"
#include "ui/common/NewPassphrase.h"
#include "ui/common/SecondPerson.h"

#include <QVBoxLayout>

namespace gatehouse::ui {

LostFactorForm::LostFactorForm(const SiteContext& context, OperatorId id, const QString& name, QWidget* parent)
    : PanelForm(parent)
    , m_context(context)
    , m_id(id)
    , m_name(name)
    , m_banner(new Banner(context.appearance))
    , m_passphrase(new NewPassphrase(context.appearance))
    , m_second(new SecondPerson(context, security::ProtectedAct::ChangeOthersKeySlot))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, context.appearance.theme().px(Gap::Small), 0);
    column->setSpacing(context.appearance.theme().px(Gap::Large));
    column->addWidget(m_banner);
    column->addWidget((new Label(context.appearance,
                           tr("The codes of the lost phone open nothing any more. Let them choose a passphrase of "
                              "their own here; it has "
                              "to stand alone until they set up a new phone.")))
                          ->wrapped());
    column->addWidget(m_passphrase);
    column->addWidget(m_second);
    column->addStretch(1);
    m_passphrase->setOperatorName(name);
    m_passphrase->setSiteName(context.site.info().name);
    connect(m_passphrase, &NewPassphrase::returnPressed, this, &LostFactorForm::save);
    connect(m_second, &SecondPerson::returnPressed, this, &LostFactorForm::save);
}

bool LostFactorForm::isDirty() const
{
    return m_passphrase->hasInput() || m_second->hasInput();
}

void LostFactorForm::save()
{
    if (m_isBusy)
        return;
    m_banner->clear();
    const auto passphrase = m_passphrase->accepted();
    if (!passphrase)
        return;
    setBusy(true);
    const auto carryOut = [this, passphrase = *passphrase](const std::shared_ptr<security::Approval>& approval) {
        runInBackground(
            this,
            [&site = m_context.site, actor = m_context.session.actor(), id = m_id, passphrase, approval] {
                return site.removeSecondFactor(actor, std::move(*approval), id, passphrase);
            },
            [this](const Result<void>& outcome) {
                setBusy(false);
                m_second->settle();
                if (outcome)
                    Q_EMIT saved(m_id.value());
                else
                    m_banner->showError(outcome.error());
            });
    };
    m_second->ask(security::Proposal::removeSecondFactor(m_id).object, carryOut, [this] { setBusy(false); });
}

void LostFactorForm::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    setEnabled(!isBusy);
    Q_EMIT stateChanged();
}

} // namespace gatehouse::ui
