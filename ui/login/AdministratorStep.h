#pragma once

#include "core/base/Error.h"
#include "core/security/Passphrase.h"
#include "ui/login/LoginCard.h"

class QLineEdit;

namespace gatehouse::ui {

class Banner;
class NewPassphrase;
class FormField;

// First start, 2 of 3: who administers the site. There is no default passphrase.
class AdministratorStep : public LoginCard
{
    Q_OBJECT

public:
    explicit AdministratorStep(const Appearance& appearance, QWidget* parent = nullptr);

    void setSiteName(const QString& name);
    [[nodiscard]] QString name() const;
    void setBusy(bool isBusy);
    void showFailure(const Error& error);
    void focusFirst();

Q_SIGNALS:
    void completed(const gatehouse::security::Passphrase& passphrase);
    void backRequested();

private:
    void check();
    QLineEdit* m_name;
    FormField* m_nameField;
    NewPassphrase* m_passphrase;
    Banner* m_failure;
    Button* m_next;
    Button* m_back;
};

} // namespace gatehouse::ui
