#include "ui/login/RecoveryStep.h"

#include "ui/common/RecoveryCodeView.h"

#include <QCheckBox>
#include <QVBoxLayout>

namespace gatehouse::ui {

RecoveryStep::RecoveryStep(const Appearance& look, Prompts& prompts, QWidget* parent)
    : LoginCard(look, tr("The recovery code"),
        tr("Step 3 of 3. If every administrator's passphrase is lost, this code opens the site again. It is shown only "
           "now "
           "and kept nowhere on this machine. Put it where the keys of the house are."),
        560, parent)
    , m_code(new RecoveryCodeView(look, prompts))
{
    auto* confirmed = new QCheckBox(tr("I have written it down, printed it or saved it away from this machine."));
    auto* next = new Button(look, ButtonLook::Primary, tr("Open the console"));
    confirmed->setObjectName(QStringLiteral("recoveryConfirmed"));
    next->setObjectName(QStringLiteral("recoveryContinue"));
    next->setEnabled(false);
    column()->addWidget(m_code);
    column()->addWidget(confirmed);
    column()->addWidget(next);
    connect(confirmed, &QCheckBox::toggled, next, &QPushButton::setEnabled);
    connect(next, &QPushButton::clicked, this, [this] {
        m_code->clear();
        Q_EMIT completed();
    });
}

void RecoveryStep::setCode(const QString& siteName, const QString& siteFolder, const security::Passphrase& code)
{
    m_code->setCode(siteName, siteFolder, code);
}

} // namespace gatehouse::ui
