#include "ui/admin/OperatorForm.h"

#include "ui/common/Background.h"
#include "ui/common/Banner.h"
#include "ui/common/FormField.h"
#include "ui/common/NewPassphrase.h"
#include "ui/common/SecondPerson.h"
#include "ui/words/ReasonText.h"
#include "ui/words/RoleWords.h"

#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

#include <utility>

namespace gatehouse::ui {

OperatorForm::OperatorForm(const SiteContext& context, QWidget* parent)
    : OperatorForm(context, std::optional<security::OperatorRow>(), parent)
{
}

OperatorForm::OperatorForm(const SiteContext& context, const security::OperatorRow& disabled, QWidget* parent)
    : OperatorForm(context, std::optional(disabled), parent)
{
}

OperatorForm::OperatorForm(
    const SiteContext& context, const std::optional<security::OperatorRow>& disabled, QWidget* parent)
    : PanelForm(parent)
    , m_context(context)
    , m_disabled(disabled)
    , m_banner(new Banner(context.appearance))
    , m_name(new QLineEdit)
    , m_nameField(new FormField(context.appearance, tr("Name"), m_name,
          tr("The person's own name: it stands in the audit trail. They sign in with it.")))
    , m_role(new QComboBox)
    , m_roleField(new FormField(context.appearance, tr("Role"), m_role))
    , m_passphrase(new NewPassphrase(context.appearance))
    , m_second(new SecondPerson(context, security::ProtectedAct::ChangeOthersKeySlot))
{
    m_name->setObjectName(QStringLiteral("operatorName"));
    m_name->setMaxLength(80);
    m_role->setObjectName(QStringLiteral("operatorRole"));
    for (const security::Role role : security::AllRoles)
        m_role->addItem(roleText(role), int(role));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, context.appearance.theme().px(Gap::Small), 0);
    column->setSpacing(context.appearance.theme().px(Gap::Large));
    column->addWidget(m_banner);
    column->addWidget(m_nameField);
    column->addWidget(m_roleField);
    column->addWidget(m_passphrase);
    column->addWidget(m_second);
    column->addStretch(1);

    m_passphrase->setSiteName(context.site.info().name);
    if (disabled) {
        m_name->setText(disabled->name);
        m_name->setEnabled(false);
        m_nameField->setHelp({});
        m_role->setCurrentIndex(m_role->findData(int(disabled->role)));
        m_role->setEnabled(false);
        m_passphrase->setOperatorName(disabled->name);
    }
    showRoleHelp();
    connect(m_role, &QComboBox::currentIndexChanged, this, &OperatorForm::showRoleHelp);
    connect(m_name, &QLineEdit::textChanged, this, [this](const QString& name) {
        m_nameField->setError({});
        m_passphrase->setOperatorName(name);
    });
    connect(m_name, &QLineEdit::returnPressed, m_passphrase, &NewPassphrase::focusFirst);
    connect(m_passphrase, &NewPassphrase::returnPressed, this, &OperatorForm::save);
    connect(m_second, &SecondPerson::returnPressed, this, &OperatorForm::save);
}

void OperatorForm::showRoleHelp()
{
    m_roleField->setHelp(roleHelp(static_cast<security::Role>(m_role->currentData().toInt())));
}

QString OperatorForm::title() const
{
    return m_disabled ? tr("A new key for %1").arg(m_disabled->name) : tr("A new operator");
}

QString OperatorForm::saveWord() const
{
    if (m_isBusy)
        return tr("Making the key…");
    return m_disabled ? tr("Enable") : tr("Add");
}

bool OperatorForm::isDirty() const
{
    return (!m_disabled && !m_name->text().isEmpty()) || m_passphrase->hasInput() || m_second->hasInput();
}

void OperatorForm::save()
{
    if (m_isBusy)
        return;
    m_banner->clear();
    const QString name = m_name->text().simplified();
    if (name.isEmpty()) {
        m_nameField->setError(tr("Enter a name."));
        m_name->setFocus(Qt::OtherFocusReason);
        return;
    }
    const auto passphrase = m_passphrase->accepted();
    if (!passphrase)
        return;
    setBusy(true);
    const auto role = static_cast<security::Role>(m_role->currentData().toInt());
    const security::Proposal proposal =
        m_disabled ? security::Proposal::enableOperator(m_disabled->id) : security::Proposal::addOperator(name, role);
    m_second->ask(
        proposal.object,
        [this, name, passphrase = *passphrase](
            const std::shared_ptr<security::Approval>& approval) { carryOut(name, passphrase, approval); },
        [this] { setBusy(false); });
}

void OperatorForm::carryOut(
    const QString& name, const security::Passphrase& passphrase, const std::shared_ptr<security::Approval>& approval)
{
    const auto role = static_cast<security::Role>(m_role->currentData().toInt());
    const auto work = [&site = m_context.site, actor = m_context.session.actor(), name, role, disabled = m_disabled,
                          passphrase, approval]() -> Result<OperatorId> {
        if (!disabled)
            return site.addOperator(actor, std::move(*approval), name, role, passphrase);
        GATEHOUSE_TRY(site.enableOperator(actor, std::move(*approval), disabled->id, passphrase));
        return disabled->id;
    };
    runInBackground(this, work, [this](const Result<OperatorId>& outcome) { take(outcome); });
}

void OperatorForm::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    setEnabled(!isBusy);
    Q_EMIT stateChanged();
}

void OperatorForm::take(const Result<OperatorId>& outcome)
{
    setBusy(false);
    m_second->settle();
    if (outcome) {
        Q_EMIT saved(outcome->value());
        return;
    }
    if (outcome.error().code == ErrorCode::AlreadyExists) {
        m_nameField->setError(tr("There is an operator of this name already, perhaps a disabled one."));
        m_name->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (outcome.error().code == ErrorCode::InvalidArgument) {
        m_nameField->setError(tr("A name has letters, and at most 80 of them."));
        m_name->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_banner->showError(outcome.error());
}

} // namespace gatehouse::ui
