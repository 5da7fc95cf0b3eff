#include "ui/login/RecoverForm.h"

#include "ui/common/Banner.h"
#include "ui/common/FormField.h"
#include "ui/common/NewPassphrase.h"
#include "ui/common/PassphraseField.h"

#include <QVBoxLayout>

namespace gatehouse::ui {

RecoverForm::RecoverForm(const Appearance& look, QWidget* parent)
    : LoginCard(look, tr("Open with the recovery code"),
        tr("The code from the sheet opens the site and gives one administrator a new passphrase."), 480, parent)
    , m_code(new PassphraseField(look))
    , m_name(new QLineEdit)
    , m_passphrase(new NewPassphrase(look))
    , m_failure(new Banner(look))
    , m_go(new Button(look, ButtonLook::Primary, {}))
{
    setObjectName(QStringLiteral("recover"));
    m_code->setObjectName(QStringLiteral("recoveryCodeField"));
    m_name->setObjectName(QStringLiteral("recoverName"));
    m_go->setObjectName(QStringLiteral("recoverGo"));
    m_name->setMaxLength(100);
    auto* back = new Button(look, ButtonLook::Link, tr("Back to sign-in"));
    column()->addWidget(new FormField(look, tr("Recovery code"), m_code, tr("Dashes and blanks do not matter.")));
    column()->addWidget(new FormField(look, tr("Administrator"), m_name, tr("Whose passphrase is set anew.")));
    column()->addWidget(m_passphrase);
    column()->addWidget(m_failure);
    column()->addWidget(m_go);
    column()->addWidget(back);
    connect(m_name, &QLineEdit::textChanged, m_passphrase, &NewPassphrase::setOperatorName);
    connect(m_code, &QLineEdit::returnPressed, this, [this] { m_name->setFocus(Qt::TabFocusReason); });
    connect(m_name, &QLineEdit::returnPressed, this, [this] { m_passphrase->focusFirst(); });
    connect(m_passphrase, &NewPassphrase::returnPressed, this, &RecoverForm::submit);
    connect(m_go, &QPushButton::clicked, this, &RecoverForm::submit);
    connect(back, &QPushButton::clicked, this, &RecoverForm::cancelled);
    setBusy(false);
}

void RecoverForm::setBusy(bool isBusy)
{
    for (QWidget* each : std::initializer_list<QWidget*> { m_code, m_name, m_passphrase, m_go })
        each->setEnabled(!isBusy);
    m_go->setText(isBusy ? tr("Opening the store…") : tr("Open the site"));
}

void RecoverForm::showFailure(const Error& error)
{
    setBusy(false);
    if (error.code == ErrorCode::SignInRefused)
        m_failure->showText(
            Role::Deny, tr("The code or the administrator's name is wrong. Compare it with the sheet."));
    else
        m_failure->showError(error);
    focusFirst(); // the button that was pressed was off meanwhile, and the link below has the focus
}

void RecoverForm::focusFirst()
{
    m_code->setFocus(Qt::OtherFocusReason);
}

void RecoverForm::submit()
{
    m_failure->clear();
    if (m_code->text().isEmpty()) {
        m_failure->showText(Role::Deny, tr("Type the recovery code from the sheet."));
        m_code->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (m_name->text().trimmed().isEmpty()) {
        m_failure->showText(Role::Deny, tr("Type the administrator's name."));
        m_name->setFocus(Qt::OtherFocusReason);
        return;
    }
    const auto replacement = m_passphrase->accepted();
    if (!replacement)
        return;
    setBusy(true);
    Q_EMIT submitted(m_code->passphrase(), m_name->text().simplified(), *replacement);
}

} // namespace gatehouse::ui
