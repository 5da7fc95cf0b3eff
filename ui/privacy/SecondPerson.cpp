#include "ui/privacy/SecondPerson.h"

#include "ui/common/Background.h"
#include "ui/common/FormField.h"
#include "ui/common/PassphraseField.h"
#include "ui/words/ErrorText.h"
#include "ui/words/ReasonText.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace gatehouse::ui {

SecondPerson::SecondPerson(const SiteContext& context, security::ProtectedAct act, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_act(act)
    , m_name(new QLineEdit)
    , m_passphrase(new PassphraseField(context.appearance))
    , m_nameField(new FormField(context.appearance, tr("Second person"), m_name))
    , m_passphraseField(new FormField(context.appearance, tr("Their passphrase"), m_passphrase))
    , m_note((new Label(context.appearance, {}, TextSize::Caption, Role::Muted))->wrapped())
{
    m_name->setObjectName(QStringLiteral("secondName"));
    m_passphrase->setObjectName(QStringLiteral("secondPassphrase"));
    QStringList roles;
    for (const security::Role role : security::approvingRoles(act))
        roles.append(roleText(role));
    m_nameField->setHelp(tr("Two people are needed: %1.").arg(roles.join(QStringLiteral(", "))));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(context.appearance.theme().px(Gap::Medium));
    column->addWidget(m_nameField);
    column->addWidget(m_passphraseField);
    column->addWidget(m_note);
    m_note->hide();
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_nameField->setError({}); });
    connect(m_passphrase, &QLineEdit::textEdited, this, [this] { m_passphraseField->setError({}); });
    runInBackground(
        this,
        [&site = context.site, actor = context.session.actor(), act] { return site.needsSecondPerson(actor, act); },
        [this](const Result<bool>& isNeeded) { setNeeded(!isNeeded || *isNeeded); });
}

bool SecondPerson::hasInput() const
{
    return !m_name->text().isEmpty() || !m_passphrase->text().isEmpty();
}

void SecondPerson::setNeeded(bool isNeeded)
{
    m_isNeeded = isNeeded;
    m_nameField->setVisible(isNeeded);
    m_passphraseField->setVisible(isNeeded);
    m_note->setVisible(!isNeeded);
    m_note->setText(tr("Nobody else at this site may approve this: you do it alone, and the audit trail says so."));
}

void SecondPerson::ask(std::function<void(std::shared_ptr<security::Approval>)> given, std::function<void()> refused)
{
    if (m_isNeeded && m_name->text().trimmed().isEmpty()) {
        m_nameField->setError(tr("Enter the name of the second person."));
        m_name->setFocus(Qt::OtherFocusReason);
        return refused();
    }
    const auto work = [&site = m_context.site, actor = m_context.session.actor(), act = m_act, isNeeded = m_isNeeded,
                          name = m_name->text().trimmed(),
                          passphrase = m_passphrase->take()]() -> Result<std::shared_ptr<security::Approval>> {
        auto approval = isNeeded ? site.approve(actor, act, name, passphrase) : site.approveAlone(actor, act);
        if (!approval)
            return approval.error();
        return std::make_shared<security::Approval>(std::move(*approval));
    };
    runInBackground(this, work,
        [this, given = std::move(given), refused = std::move(refused)](
            const Result<std::shared_ptr<security::Approval>>& approval) {
            if (approval)
                return given(*approval);
            showRefusal(approval.error());
            refused();
        });
}

void SecondPerson::showRefusal(const Error& error)
{
    if (error.code == ErrorCode::SecondPersonNeeded)
        setNeeded(true);
    const bool isAboutThem = error.code == ErrorCode::SecondPersonUnfit || error.code == ErrorCode::SecondPersonNeeded;
    (isAboutThem ? m_nameField : m_passphraseField)->setError(errorText(error));
    (isAboutThem ? static_cast<QWidget*>(m_name) : m_passphrase)->setFocus(Qt::OtherFocusReason);
}

} // namespace gatehouse::ui
