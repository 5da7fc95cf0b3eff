#include "ui/login/SignInForm.h"

#include "ui/common/Banner.h"
#include "ui/common/FormField.h"
#include "ui/common/PassphraseField.h"
#include "ui/words/SiteTime.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QProgressBar>
#include <QVBoxLayout>

#include <algorithm>

namespace gatehouse::ui {

namespace {

constexpr int TickMilliseconds = 250;

} // namespace

SignInForm::SignInForm(
    const Appearance& look, SignInMode mode, const QString& siteName, const QString& operatorName, QWidget* parent)
    : LoginCard(look, {}, {}, 500, parent)
    , m_mode(mode)
    , m_name(new QLineEdit(operatorName))
    , m_passphrase(new PassphraseField(look))
    , m_passphraseField(new FormField(look, tr("Passphrase"), m_passphrase))
    , m_code(new QLineEdit)
    , m_codeField(new FormField(look, tr("Code"), m_code,
          tr("The six digits your authenticator app shows now. They change every 30 seconds.")))
    , m_again(nullptr)
    , m_failure(new Banner(look))
    , m_notice((new Label(look, {}, TextSize::Body, Role::Ask))->wrapped())
    , m_aside((new Label(look, {}, TextSize::Body, Role::Muted, this))->wrapped())
    , m_go(new Button(look, ButtonLook::Primary, {}))
    , m_progress(new QProgressBar)
{
    switch (mode) {
    case SignInMode::SignIn:
        setTexts(siteName.isEmpty() ? tr("Sign in") : siteName,
            tr("The site's records are closed until somebody signs in."));
        break;
    case SignInMode::Unlock:
        setTexts(tr("Locked"), tr("The lanes go on working. %1, type your passphrase to continue.").arg(operatorName));
        break;
    case SignInMode::ChangeOperator:
        setTexts(tr("Change operator"), tr("The lanes go on working. The screen stays locked until you take over."));
        break;
    }
    setObjectName(QStringLiteral("signIn"));
    setFocusPolicy(Qt::ClickFocus);
    m_name->setObjectName(QStringLiteral("operatorName"));
    m_passphrase->setObjectName(QStringLiteral("passphrase"));
    m_go->setObjectName(QStringLiteral("go"));
    m_code->setObjectName(QStringLiteral("code"));
    m_code->setFont(look.theme().codeFont());
    m_code->setInputMethodHints(Qt::ImhDigitsOnly);
    m_code->setMaxLength(10);
    m_name->setMaxLength(100);
    m_name->setReadOnly(mode == SignInMode::Unlock);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    QSizePolicy kept = m_progress->sizePolicy();
    kept.setRetainSizeWhenHidden(true); // the card must not jump under a finger
    m_progress->setSizePolicy(kept);
    m_progress->hide();
    m_notice->hide();
    m_aside->setObjectName(QStringLiteral("aside"));
    m_aside->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_aside->hide();

    column()->addWidget(m_notice);
    auto* nameField = new FormField(look, tr("Operator"), m_name);
    column()->addWidget(nameField);
    if (mode == SignInMode::Unlock)
        nameField->hide(); // the card says whose lock it is
    column()->addWidget(m_passphraseField);
    column()->addWidget(m_codeField);
    m_codeField->hide();
    column()->addWidget(m_failure);
    column()->addWidget(m_progress);
    column()->addWidget(m_go);

    m_again = addLink(tr("Type the passphrase again"));
    m_again->hide();
    connect(m_again, &QPushButton::clicked, this, &SignInForm::askForPassphrase);
    if (mode == SignInMode::SignIn)
        connect(addLink(tr("Passphrase lost? Use the recovery code")), &QPushButton::clicked, this,
            &SignInForm::recoverRequested);
    if (mode == SignInMode::Unlock)
        connect(addLink(tr("I am somebody else: change operator")), &QPushButton::clicked, this,
            &SignInForm::changeOperatorRequested);
    if (mode == SignInMode::ChangeOperator)
        connect(addLink(tr("Back to the lock (Esc)")), &QPushButton::clicked, this, &SignInForm::cancelled);

    connect(m_go, &QPushButton::clicked, this, &SignInForm::submit);
    connect(m_passphrase, &QLineEdit::returnPressed, this, &SignInForm::submit);
    connect(m_name, &QLineEdit::returnPressed, this, [this] { m_passphrase->setFocus(Qt::TabFocusReason); });
    connect(m_name, &QLineEdit::textChanged, this, &SignInForm::refresh);
    connect(m_passphrase, &QLineEdit::textChanged, this, &SignInForm::refresh);
    connect(m_code, &QLineEdit::returnPressed, this, &SignInForm::submit);
    connect(m_code, &QLineEdit::textChanged, this, &SignInForm::refresh);
    connect(&m_countdown, &QTimer::timeout, this, &SignInForm::tick);
    refresh();
}

void SignInForm::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    if (isBusy)
        setFocus(Qt::OtherFocusReason); // or a second Enter would press the link below
    m_progress->setVisible(isBusy);
    m_name->setEnabled(!isBusy && !m_asksForCode);
    m_passphrase->setEnabled(!isBusy);
    m_code->setEnabled(!isBusy);
    m_again->setEnabled(!isBusy);
    refresh();
    if (!isBusy)
        focusFirst();
}

void SignInForm::showFailure(const Error& error)
{
    if (error.code == ErrorCode::SecondFactorNeeded) {
        askForCode(m_sent);
        return;
    }
    // A wrong code leaves the passphrase right; anything else begins again.
    if (m_asksForCode && error.code != ErrorCode::SecondFactorRefused && error.code != ErrorCode::SignInLockedOut)
        askForPassphrase();
    setBusy(false);
    m_lockedFor = error.code == ErrorCode::SignInLockedOut ? error.detail.toLongLong() : 0;
    m_failure->showError(error);
    if (m_lockedFor > 0)
        m_countdown.start(TickMilliseconds);
    focusFirst();
    refresh();
}

void SignInForm::askForCode(const security::Passphrase& passphrase)
{
    m_sent = passphrase;
    m_asksForCode = true;
    m_passphraseField->hide();
    m_codeField->show();
    m_again->show();
    m_failure->clear();
    setBusy(false);
}

void SignInForm::askForPassphrase()
{
    m_sent = {};
    m_asksForCode = false;
    m_code->clear();
    m_codeField->hide();
    m_again->hide();
    m_passphraseField->show();
    m_failure->clear();
    setBusy(false);
}

void SignInForm::setNotice(const QString& text)
{
    m_notice->setText(text);
    m_notice->setVisible(!text.isEmpty());
}

void SignInForm::setAside(const QString& text)
{
    m_aside->setText(text);
    m_aside->setVisible(!text.isEmpty());
    column()->addWidget(m_aside); // below the links that are there
}

void SignInForm::focusFirst()
{
    QWidget* first = m_passphrase;
    if (m_asksForCode)
        first = m_code;
    else if (m_name->text().isEmpty() && !m_name->isReadOnly())
        first = m_name;
    first->setFocus(Qt::OtherFocusReason);
}

Button* SignInForm::addLink(const QString& text)
{
    auto* link = new Button(appearance(), ButtonLook::Link, text);
    column()->addWidget(link);
    return link;
}

void SignInForm::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_mode == SignInMode::ChangeOperator && !m_isBusy) {
        Q_EMIT cancelled();
        return;
    }
    LoginCard::keyPressEvent(event);
}

void SignInForm::submit()
{
    if (!m_go->isEnabled())
        return;
    m_failure->clear();
    if (!m_asksForCode)
        m_sent = m_passphrase->take();
    const QString code = m_code->text();
    m_code->clear();
    setBusy(true);
    Q_EMIT submitted(m_name->text().trimmed(), m_sent, code);
}

void SignInForm::tick()
{
    m_lockedFor = std::max<qint64>(0, m_lockedFor - TickMilliseconds);
    if (m_lockedFor == 0) {
        m_countdown.stop();
        m_failure->clear();
    } else {
        m_failure->showError(failure(ErrorCode::SignInLockedOut, QString::number(m_lockedFor)));
    }
    refresh();
}

void SignInForm::refresh()
{
    const QString typed = m_asksForCode ? m_code->text().trimmed() : m_passphrase->text();
    m_go->setEnabled(!m_isBusy && m_lockedFor == 0 && !m_name->text().trimmed().isEmpty() && !typed.isEmpty());
    if (m_lockedFor > 0)
        m_go->setText(tr("Wait %1").arg(SiteTime::age(m_lockedFor + 999)));
    else if (m_isBusy)
        m_go->setText(m_mode == SignInMode::SignIn ? tr("Opening the store…") : tr("Checking…"));
    else
        m_go->setText(m_mode == SignInMode::SignIn ? tr("Sign in")
                : m_mode == SignInMode::Unlock     ? tr("Unlock")
                                                   : tr("Take over"));
}

} // namespace gatehouse::ui
