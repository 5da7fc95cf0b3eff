#pragma once

#include "core/security/Passphrase.h"
#include "ui/login/LoginCard.h"

namespace gatehouse::ui {

class Prompts;
class RecoveryCodeView;

// First start, 3 of 3: the recovery code, shown once and kept nowhere. Print it, save it to a stick, or write it down;
// one cannot go on without saying so.
class RecoveryStep : public LoginCard
{
    Q_OBJECT

public:
    RecoveryStep(const Appearance& appearance, Prompts& prompts, QWidget* parent = nullptr);

    void setCode(const QString& siteName, const QString& siteFolder, const security::Passphrase& code);

Q_SIGNALS:
    void completed();

private:
    RecoveryCodeView* m_code;
};

} // namespace gatehouse::ui
