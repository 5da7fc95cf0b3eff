#pragma once

#include "core/security/Passphrase.h"
#include "ui/common/Prompts.h"
#include "ui/login/LoginCard.h"

class QCheckBox;

namespace gatehouse::ui {

class Banner;

// First start, 3 of 3: the recovery code, shown once and kept nowhere. Print it, save it to a stick, or write it down;
// one cannot go on without saying so.
class RecoveryStep : public LoginCard
{
    Q_OBJECT

public:
    RecoveryStep(const Appearance& appearance, Prompts& prompts, QWidget* parent = nullptr);

    void setCode(const QString& siteName, const security::Passphrase& code);

Q_SIGNALS:
    void completed();

private:
    void save();
    void print();
    [[nodiscard]] QString sheet() const;
    Prompts& m_prompts;
    QString m_siteName;
    Label* m_code;
    QCheckBox* m_confirmed;
    Button* m_next;
    Banner* m_failure;
};

} // namespace gatehouse::ui
