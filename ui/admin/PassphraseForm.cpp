#include "ui/admin/PassphraseForm.h"

#include "ui/common/Background.h"
#include "ui/common/Banner.h"
#include "ui/common/FormField.h"
#include "ui/common/NewPassphrase.h"
#include "ui/common/PassphraseField.h"
#include "ui/words/ErrorText.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace gatehouse::ui {

PassphraseForm::PassphraseForm(const SiteContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_banner(new Banner(context.appearance))
    , m_current(new PassphraseField(context.appearance))
    , m_currentField(new FormField(context.appearance, tr("Passphrase you use now"), m_current))
    , m_replacement(new NewPassphrase(context.appearance, NewPassphrase::Purpose::Replacement))
    , m_save(new Button(context.appearance, ButtonLook::Primary, tr("Change passphrase")))
{
    m_current->setObjectName(QStringLiteral("currentPassphrase"));
    m_save->setObjectName(QStringLiteral("changePassphrase"));
    const Theme& theme = context.appearance.theme();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(Gap::Large));
    column->addWidget(m_banner);
    column->addWidget(m_currentField);
    column->addWidget(m_replacement);
    auto* foot = new QHBoxLayout;
    foot->addStretch(1);
    foot->addWidget(m_save);
    column->addLayout(foot);

    m_replacement->setOperatorName(context.session.actor().name);
    m_replacement->setSiteName(context.site.info().name);
    connect(m_current, &QLineEdit::textChanged, this, [this] { m_currentField->setError({}); });
    connect(m_current, &QLineEdit::returnPressed, m_replacement, &NewPassphrase::focusFirst);
    connect(m_replacement, &NewPassphrase::returnPressed, this, &PassphraseForm::submit);
    connect(m_save, &QPushButton::clicked, this, &PassphraseForm::submit);
}

bool PassphraseForm::hasInput() const
{
    return !m_current->text().isEmpty() || m_replacement->hasInput();
}

void PassphraseForm::setBeside(security::BesidePassphrase beside)
{
    m_replacement->setBeside(beside);
}

void PassphraseForm::clear()
{
    m_current->clear();
    m_replacement->clear();
}

void PassphraseForm::submit()
{
    if (m_isBusy)
        return;
    m_banner->clear();
    if (m_current->text().isEmpty()) {
        m_currentField->setError(tr("Enter the passphrase you signed in with."));
        m_current->setFocus(Qt::OtherFocusReason);
        return;
    }
    const auto replacement = m_replacement->accepted();
    if (!replacement)
        return;
    m_isBusy = true;
    setEnabled(false);
    const auto work = [&site = m_context.site, actor = m_context.session.actor(), current = m_current->passphrase(),
                          replacement = *replacement] { return site.changePassphrase(actor, current, replacement); };
    runInBackground(this, work, [this](const Result<void>& outcome) { take(outcome); });
}

void PassphraseForm::take(const Result<void>& outcome)
{
    m_isBusy = false;
    setEnabled(true);
    if (outcome) {
        clear();
        m_banner->showText(Role::Allow, tr("Changed. The new passphrase counts from now on."));
        Q_EMIT changed();
        return;
    }
    if (outcome.error().code == ErrorCode::SignInRefused) {
        m_currentField->setError(tr("This is not the passphrase you signed in with."));
        m_current->setFocus(Qt::OtherFocusReason);
        m_current->selectAll();
        return;
    }
    m_banner->showError(outcome.error());
}

} // namespace gatehouse::ui
