#pragma once

#include "core/security/CarriedKeys.h"
#include "ui/common/SiteContext.h"

#include <QWidget>

#include <optional>

class QLineEdit;

namespace gatehouse::ui {

class FormField;
class PassphraseField;

// What opens a copy from before the site's key was renewed: a name and the passphrase of then, or the recovery code of
// then. Hidden until it is asked for. GUI thread.
class SecretOfThen : public QWidget
{
    Q_OBJECT

public:
    explicit SecretOfThen(const SiteContext& context, QWidget* parent = nullptr);

    // Absent while it is not asked for.
    [[nodiscard]] std::optional<security::CarriedSecret> entered() const;
    // Asks for it; with a wrong one says so beside the field.
    void ask(const Error& why);
    [[nodiscard]] bool hasInput() const;

Q_SIGNALS:
    void returnPressed();

private:
    bool m_isAsked = false;
    QLineEdit* m_name;
    PassphraseField* m_words;
    FormField* m_wordsField;
};

} // namespace gatehouse::ui
