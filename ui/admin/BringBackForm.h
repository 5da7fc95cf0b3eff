#pragma once

#include "core/security/CarriedKeys.h"
#include "core/security/DualControl.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

#include <QWidget>

#include <memory>

class QVBoxLayout;

namespace gatehouse::ui {

class Banner;
class SecondPerson;
class SecretOfThen;

// A copy is brought back, in the place of the page's overview: it is looked through first, then the form says what
// comes and what is lost, a second person signs in for it, and it is done. What the copy is, is the subclass's matter.
// GUI thread.
class BringBackForm : public QWidget
{
    Q_OBJECT

public:
    [[nodiscard]] bool hasInput() const;

Q_SIGNALS:
    // Given up, or done: back to the overview.
    void left(const QString& word);

protected:
    struct Words
    {
        QString title; // "Bring back the backup of 3 March, 10:15"
        QString act; // on the button
    };
    BringBackForm(const SiteContext& context, const Words& words, QWidget* parent);

    // Looks through the copy in the background; ends in showPreview() or showRefusal(). The subclass calls it once from
    // its constructor, the form again with a secret of then.
    virtual void look() = 0;
    // Does it, in the background; ends in done() or showRefusal().
    virtual void carryOut(const std::shared_ptr<security::Approval>& approval) = 0;

    void setBusy(const QString& word);
    // What comes, line by line; what is lost; what the second person says yes to.
    void showPreview(const QStringList& comes, const QStringList& lost, const security::Proposal& proposal);
    void showRefusal(const Error& error);
    void done(const QString& word);
    [[nodiscard]] const SiteContext& context() const { return m_context; }
    [[nodiscard]] std::optional<security::CarriedSecret> secret() const;

private:
    void proceed();
    void takeButtons(QVBoxLayout* column);

    const SiteContext& m_context;
    Banner* m_banner;
    Label* m_comes;
    Label* m_lost;
    Label* m_state;
    SecretOfThen* m_secret;
    SecondPerson* m_second;
    Button* m_act;
    Button* m_cancel;
    const QString m_actWord;
    QString m_object; // of the proposal; empty until it was looked through
};

} // namespace gatehouse::ui
