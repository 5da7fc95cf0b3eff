#pragma once

#include "core/base/Error.h"
#include "core/security/Passphrase.h"
#include "ui/login/LoginCard.h"

class QLineEdit;

namespace gatehouse::ui {

class Banner;
class NewPassphrase;
class PassphraseField;

// The way back in when the passphrase is lost: the recovery code, and a new passphrase for an administrator. The caller
// does the slow part off the GUI thread.
class RecoverForm : public LoginCard
{
    Q_OBJECT

public:
    explicit RecoverForm(const Appearance& appearance, QWidget* parent = nullptr);

    void setBusy(bool isBusy);
    void showFailure(const Error& error);
    void focusFirst();

Q_SIGNALS:
    void submitted(const gatehouse::security::Passphrase& recoveryCode, const QString& administrator,
        const gatehouse::security::Passphrase& newPassphrase);
    void cancelled();

private:
    void submit();
    PassphraseField* m_code;
    QLineEdit* m_name;
    NewPassphrase* m_passphrase;
    Banner* m_failure;
    Button* m_go;
};

} // namespace gatehouse::ui
