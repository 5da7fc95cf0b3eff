#pragma once

#include "core/security/DualControl.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

#include <QWidget>

#include <functional>
#include <memory>

class QLineEdit;

namespace gatehouse::ui {

class FormField;
class PassphraseField;

// The part of a form in which a second person signs in for one act: whom it takes, their name and passphrase, and the
// code of their authenticator where they have one. Where nobody else at the site could approve it says that the act is
// done alone and that the trail will say so. It stands in the form, never over anything live; who is at the console
// stays. GUI thread; the key derivation runs in the background.
class SecondPerson : public QWidget
{
    Q_OBJECT

public:
    SecondPerson(const SiteContext& context, security::ProtectedAct act, QWidget* parent = nullptr);

    // Hands on an approval of the act on this object (security::Proposal), or says beside the field why there is none
    // and calls `refused`. An approval that was given before for the same and that no command has used up is handed on
    // again.
    using Given = std::function<void(std::shared_ptr<security::Approval>)>;
    void ask(const QString& object, const Given& given, const std::function<void()>& refused);
    // A command has come back: when it has used the approval up, the second person is asked for anew.
    void settle();
    [[nodiscard]] bool hasInput() const;

Q_SIGNALS:
    void returnPressed();

private:
    enum class Need { Unknown, Second, Alone };
    void findOut();
    void showNeed(Need need);
    bool isFilledIn();
    void take(const std::shared_ptr<Result<security::Approval>>& outcome);
    void showRefusal(const Error& error);

    const SiteContext& m_context;
    const security::ProtectedAct m_act;
    Label* m_title;
    Label* m_what;
    QLineEdit* m_name;
    FormField* m_nameField;
    PassphraseField* m_passphrase;
    FormField* m_passphraseField;
    QLineEdit* m_code;
    FormField* m_codeField;
    Need m_need = Need::Unknown;
    std::shared_ptr<security::Approval> m_approval;
    QString m_object; // of the question that waits for an answer
    Given m_given; // set while somebody waits for an answer
    std::function<void()> m_refused;
};

} // namespace gatehouse::ui
