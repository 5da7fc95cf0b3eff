#pragma once

#include "core/security/DualControl.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

#include <QWidget>

#include <functional>

class QLineEdit;

namespace gatehouse::ui {

class FormField;
class PassphraseField;

// The fields in which a second person signs in for one act, as a part of the form of that act: nobody leaves the
// console, and the form stays as it is. Where the site has nobody else who may approve, it says so and asks for
// nothing. GUI thread.
class SecondPerson : public QWidget
{
    Q_OBJECT

public:
    SecondPerson(const SiteContext& context, security::ProtectedAct act, QWidget* parent = nullptr);

    [[nodiscard]] bool hasInput() const;
    // Asks for the approval with what is entered; `given` is called on the GUI thread when it was given. Otherwise the
    // reason stands beside the field and `refused` is called.
    void ask(std::function<void(std::shared_ptr<security::Approval>)> given, std::function<void()> refused);

private:
    void setNeeded(bool isNeeded);
    void showRefusal(const Error& error);

    const SiteContext& m_context;
    const security::ProtectedAct m_act;
    bool m_isNeeded = true;
    QLineEdit* m_name;
    PassphraseField* m_passphrase;
    FormField* m_nameField;
    FormField* m_passphraseField;
    Label* m_note;
};

} // namespace gatehouse::ui
