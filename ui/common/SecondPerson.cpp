#include "ui/common/SecondPerson.h"

#include "ui/common/Background.h"
#include "ui/common/FormField.h"
#include "ui/common/PassphraseField.h"
#include "ui/words/ErrorText.h"
#include "ui/words/ReasonText.h"
#include "ui/words/RoleWords.h"

#include <QApplication>
#include <QLineEdit>
#include <QVBoxLayout>

#include <utility>

namespace gatehouse::ui {

namespace {

constexpr int LongestCode = 8; // six digits, and room for a space in the middle

QString roleList(const QList<security::Role>& roles)
{
    QStringList names;
    for (const security::Role role : roles)
        names.append(roleText(role));
    return names.join(QStringLiteral(", "));
}

} // namespace

SecondPerson::SecondPerson(const SiteContext& context, security::ProtectedAct act, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_act(act)
    , m_title(new Label(context.appearance, {}, TextSize::Title))
    , m_what((new Label(context.appearance, {}, TextSize::Body, Role::Muted))->wrapped())
    , m_name(new QLineEdit)
    , m_nameField(new FormField(context.appearance, tr("Second person"), m_name))
    , m_passphrase(new PassphraseField(context.appearance))
    , m_passphraseField(new FormField(context.appearance, tr("Their passphrase"), m_passphrase))
    , m_code(new QLineEdit)
    , m_codeField(new FormField(context.appearance, tr("The code of their authenticator"), m_code))
{
    m_name->setObjectName(QStringLiteral("secondName"));
    m_name->setMaxLength(100);
    m_passphrase->setObjectName(QStringLiteral("secondPassphrase"));
    m_code->setObjectName(QStringLiteral("secondCode"));
    m_code->setMaxLength(LongestCode);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(context.appearance.theme().px(Gap::Small));
    column->addWidget(m_title->wrapped());
    column->addWidget(m_what);
    column->addWidget(m_nameField);
    column->addWidget(m_passphraseField);
    column->addWidget(m_codeField);
    connect(m_name, &QLineEdit::textChanged, this, [this] { m_nameField->setError({}); });
    connect(m_passphrase, &QLineEdit::textChanged, this, [this] { m_passphraseField->setError({}); });
    connect(m_code, &QLineEdit::textChanged, this, [this] { m_codeField->setError({}); });
    connect(m_name, &QLineEdit::returnPressed, this, [this] { m_passphrase->setFocus(Qt::TabFocusReason); });
    connect(m_passphrase, &QLineEdit::returnPressed, this, &SecondPerson::returnPressed);
    connect(m_code, &QLineEdit::returnPressed, this, &SecondPerson::returnPressed);
    showNeed(Need::Unknown);
    findOut();
}

void SecondPerson::findOut()
{
    runInBackground(
        this,
        [&site = m_context.site, actor = m_context.session.actor(), act = m_act] {
            return site.needsSecondPerson(actor, act);
        },
        [this](const Result<bool>& isNeeded) {
            showNeed(!isNeeded || *isNeeded ? Need::Second : Need::Alone);
            // What they type must not land in whatever was pressed last.
            if (m_need == Need::Second && isVisible() && !qobject_cast<QLineEdit*>(QApplication::focusWidget()))
                m_name->setFocus(Qt::OtherFocusReason);
            if (m_given)
                ask(m_object, std::exchange(m_given, {}), std::exchange(m_refused, {}));
        });
}

void SecondPerson::showNeed(Need need)
{
    m_need = need;
    m_nameField->setVisible(need == Need::Second);
    m_passphraseField->setVisible(need == Need::Second);
    m_codeField->hide();
    m_title->setText(need == Need::Alone ? tr("You do this alone") : tr("A second person signs in for this one act"));
    if (need == Need::Second) {
        const QString who = tr("It has to be somebody else than you. Who may approve: %1.")
                                .arg(roleList(security::approvingRoles(m_act)));
        // A restore ends everybody's sign-in.
        const bool staysOpen = m_act != security::ProtectedAct::RestoreBackup;
        m_what->setText(staysOpen ? who + u' ' + tr("You stay signed in.") : who);
    } else if (need == Need::Alone) {
        m_what->setText(tr("Nobody else at this site may approve this. You may do it alone; the audit trail says so."));
    }
}

bool SecondPerson::hasInput() const
{
    return !m_name->text().isEmpty() || !m_passphrase->text().isEmpty();
}

bool SecondPerson::isFilledIn()
{
    if (m_name->text().simplified().isEmpty()) {
        m_nameField->setError(tr("Who approves it? Enter their name."));
        m_name->setFocus(Qt::OtherFocusReason);
        return false;
    }
    if (m_passphrase->text().isEmpty()) {
        m_passphraseField->setError(tr("They type their own passphrase here."));
        m_passphrase->setFocus(Qt::OtherFocusReason);
        return false;
    }
    return true;
}

void SecondPerson::ask(const QString& object, const Given& given, const std::function<void()>& refused)
{
    settle();
    if (m_approval && m_approval->proposal().object == object) {
        given(m_approval);
        return;
    }
    if (m_need == Need::Second && !isFilledIn()) {
        refused();
        return;
    }
    m_object = object;
    m_given = given;
    m_refused = refused;
    if (m_need == Need::Unknown)
        return; // findOut() asks again
    const bool isAlone = m_need == Need::Alone;
    const auto work = [&site = m_context.site, actor = m_context.session.actor(),
                          proposal = security::Proposal { m_act, object }, isAlone, name = m_name->text(),
                          passphrase = m_passphrase->passphrase(), code = m_code->text()] {
        return std::make_shared<Result<security::Approval>>(
            isAlone ? site.approveAlone(actor, proposal) : site.approve(actor, proposal, name, passphrase, code));
    };
    runInBackground(this, work, [this](const std::shared_ptr<Result<security::Approval>>& outcome) { take(outcome); });
}

void SecondPerson::take(const std::shared_ptr<Result<security::Approval>>& outcome)
{
    const Given given = std::exchange(m_given, {});
    const std::function<void()> refused = std::exchange(m_refused, {});
    if (!*outcome) {
        refused(); // first: it may take the focus, which belongs to the field in question
        showRefusal(outcome->error());
        return;
    }
    m_approval = std::make_shared<security::Approval>(std::move(*outcome).value());
    m_passphrase->take();
    m_code->clear();
    given(m_approval);
}

void SecondPerson::settle()
{
    if (m_approval && m_approval->isSpent())
        m_approval.reset();
}

void SecondPerson::showRefusal(const Error& error)
{
    const auto say = [&](FormField* field, QLineEdit* editor) {
        field->setError(errorText(error));
        editor->setFocus(Qt::OtherFocusReason);
        editor->selectAll();
    };
    switch (error.code) {
    case ErrorCode::SecondFactorNeeded:
    case ErrorCode::SecondFactorRefused:
        m_codeField->show();
        say(m_codeField, m_code);
        break;
    case ErrorCode::SecondPersonUnfit:
        say(m_nameField, m_name);
        break;
    case ErrorCode::SecondPersonNeeded: // somebody who could was added meanwhile
        showNeed(Need::Second);
        say(m_nameField, m_name);
        break;
    default:
        m_passphrase->take();
        say(m_passphraseField, m_passphrase);
    }
}

} // namespace gatehouse::ui
