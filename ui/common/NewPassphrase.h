#pragma once

#include "core/security/Passphrase.h"
#include "core/security/PassphraseRules.h"
#include "ui/common/Widgets.h"

#include <QWidget>

#include <optional>

namespace gatehouse::ui {

class FormField;
class PassphraseField;

// Choosing a passphrase: typed twice, the rules in plain words and checked while typing (security::checkPassphrase).
class NewPassphrase : public QWidget
{
    Q_OBJECT

public:
    enum class Purpose { First, Replacement };
    explicit NewPassphrase(const Appearance& appearance, Purpose purpose = Purpose::First, QWidget* parent = nullptr);

    void setOperatorName(const QString& name);
    void setSiteName(const QString& name);
    // What else is asked for at sign-in; nothing at first.
    void setBeside(security::BesidePassphrase beside);
    void focusFirst();
    // The passphrase when it is good and typed the same twice; otherwise the fields say what is wrong.
    std::optional<security::Passphrase> accepted();
    [[nodiscard]] bool hasInput() const;
    void clear();

Q_SIGNALS:
    void returnPressed();

private:
    void check();
    PassphraseField* m_first;
    PassphraseField* m_second;
    FormField* m_firstField;
    FormField* m_secondField;
    Label* m_state;
    QString m_operatorName;
    QString m_siteName;
    security::BesidePassphrase m_beside = security::BesidePassphrase::Nothing;
    bool m_isGood = false;
};

} // namespace gatehouse::ui
