#include "ui/login/AdministratorStep.h"

#include "ui/common/Banner.h"
#include "ui/common/FormField.h"
#include "ui/common/NewPassphrase.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace gatehouse::ui {

AdministratorStep::AdministratorStep(const Appearance& look, QWidget* parent)
    : LoginCard(look, tr("Who administers the site?"),
        tr("Step 2 of 3. Nobody else knows this passphrase, and there is none built in."), 480, parent)
    , m_name(new QLineEdit)
    , m_nameField(new FormField(look, tr("Your name"), m_name, tr("You sign in with it.")))
    , m_passphrase(new NewPassphrase(look))
    , m_failure(new Banner(look))
    , m_next(new Button(look, ButtonLook::Primary, {}))
    , m_back(new Button(look, ButtonLook::Link, tr("Back")))
{
    m_name->setObjectName(QStringLiteral("administratorName"));
    m_next->setObjectName(QStringLiteral("administratorContinue"));
    m_name->setMaxLength(100);
    column()->addWidget(m_nameField);
    column()->addWidget(m_passphrase);
    column()->addWidget(m_failure);
    column()->addWidget(m_next);
    column()->addWidget(m_back);
    connect(m_name, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_nameField->setError({});
        m_passphrase->setOperatorName(text.trimmed());
    });
    connect(m_name, &QLineEdit::returnPressed, this, [this] { m_passphrase->focusFirst(); });
    connect(m_passphrase, &NewPassphrase::returnPressed, this, &AdministratorStep::check);
    connect(m_next, &QPushButton::clicked, this, &AdministratorStep::check);
    connect(m_back, &QPushButton::clicked, this, &AdministratorStep::backRequested);
    setBusy(false);
}

void AdministratorStep::setSiteName(const QString& siteName)
{
    m_passphrase->setSiteName(siteName);
}

QString AdministratorStep::name() const
{
    return m_name->text().simplified();
}

void AdministratorStep::setBusy(bool isBusy)
{
    for (QWidget* each : std::initializer_list<QWidget*> { m_name, m_passphrase, m_next, m_back })
        each->setEnabled(!isBusy);
    m_next->setText(isBusy ? tr("Making the encrypted store…") : tr("Make the site"));
}

void AdministratorStep::showFailure(const Error& error)
{
    m_failure->showError(error);
}

void AdministratorStep::focusFirst()
{
    m_name->setFocus(Qt::OtherFocusReason);
}

void AdministratorStep::check()
{
    m_failure->clear();
    if (name().isEmpty()) {
        m_nameField->setError(tr("Type your name."));
        m_name->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (const auto passphrase = m_passphrase->accepted())
        Q_EMIT completed(*passphrase);
}

} // namespace gatehouse::ui
