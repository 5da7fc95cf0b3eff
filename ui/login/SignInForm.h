#pragma once

#include "core/base/Error.h"
#include "core/security/Passphrase.h"
#include "ui/login/LoginCard.h"

#include <QTimer>

class QLineEdit;
class QProgressBar;

namespace gatehouse::ui {

class Banner;
class FormField;
class PassphraseField;

enum class SignInMode {
    SignIn, // the store is closed
    Unlock, // the screen is locked, lanes go on; the name stands there already
    ChangeOperator, // the store is open, somebody else takes over
};

// Name and passphrase, and after a right passphrase the code of the authenticator where the operator has one. The
// caller does the slow part off the GUI thread between submitted() and setBusy(false) or showFailure(). What went wrong
// is one generic message, whatever it was; a running back-off counts down on the button.
class SignInForm : public LoginCard
{
    Q_OBJECT

public:
    // `siteName` may be empty (the store is closed and the name is inside it).
    SignInForm(const Appearance& appearance, SignInMode mode, const QString& siteName, const QString& operatorName,
        QWidget* parent = nullptr);

    [[nodiscard]] SignInMode mode() const { return m_mode; }
    void setBusy(bool isBusy);
    // SignInRefused, SignInLockedOut (counts its milliseconds down) or what stands in the way of the store. At
    // SecondFactorNeeded the code is asked for and the passphrase kept until it is there.
    void showFailure(const Error& error);
    // A word from behind the lock: how many lanes wait. Empty takes it away.
    void setNotice(const QString& text);
    // One quiet line below the links: nothing that needs anybody. A link that is added after it belongs to it.
    void setAside(const QString& text);
    void focusFirst();
    // One more link under the others, for what only the caller knows of.
    Button* addLink(const QString& text);

Q_SIGNALS:
    void submitted(const QString& name, const gatehouse::security::Passphrase& passphrase, const QString& code);
    void cancelled(); // ChangeOperator only: back to the lock
    void changeOperatorRequested(); // Unlock only
    void recoverRequested(); // SignIn only

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void submit();
    void askForCode(const security::Passphrase& passphrase);
    void askForPassphrase();
    void tick();
    void refresh();

    const SignInMode m_mode;
    QLineEdit* m_name;
    PassphraseField* m_passphrase;
    FormField* m_passphraseField;
    QLineEdit* m_code;
    FormField* m_codeField;
    Button* m_again;
    // What was sent last, and whether it was right and only its code is to come.
    security::Passphrase m_sent;
    bool m_asksForCode = false;
    Banner* m_failure;
    Label* m_notice;
    Label* m_aside;
    Button* m_go;
    QProgressBar* m_progress;
    QTimer m_countdown;
    qint64 m_lockedFor = 0; // milliseconds left
    bool m_isBusy = false;
};

} // namespace gatehouse::ui
