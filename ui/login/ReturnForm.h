#pragma once

#include "core/backup/SiteReturn.h"
#include "ui/common/Prompts.h"
#include "ui/login/LoginCard.h"

#include <QTimer>

#include <memory>
#include <optional>

class QLineEdit;
class QProgressBar;

namespace gatehouse::ui {

class Banner;
class FormField;
class PassphraseField;
class ReturnQuestions;

// A site on its way back to a machine that has none: a backup, the copy of the key ring where there is one, and what
// opened the site then (an operator's passphrase, or the recovery code). It is looked through first, with what comes
// and what does not; a second person signs in where the backup knows one, and it is put in its place. Esc ends what is
// under way, goes back a step, and never loses what was typed. GUI thread; the work is done in the background, which
// `clock` and the form's folder outlive.
class ReturnForm : public LoginCard
{
    Q_OBJECT

public:
    ReturnForm(const Appearance& appearance, Prompts& prompts, security::SitePaths paths, const Clock& clock,
        QWidget* parent = nullptr);
    ~ReturnForm() override;

    void focusFirst();
    // What is on its way is given up with the form, so that it stays while something is.
    [[nodiscard]] bool isUnderWay() const { return m_step != Step::Asking; }
    // For a screen that shows what somebody looked through; the form does it by itself.
    void showPreview(const backup::ReturnPreview& preview);

Q_SIGNALS:
    void cancelled();
    // Looking through, shown, or being put in place: isUnderWay() has changed.
    void underWayChanged(bool isUnderWay);
    // It is there: the sign-in comes next.
    void finished();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class Step { Asking, Looking, Shown, Placing, Done };
    struct Watched; // how far it is, and whether it is still wanted; shared with the thread that works
    using Staged = std::shared_ptr<Result<backup::SiteReturn>>;

    QWidget* makeSecondPerson();
    void setStep(Step step);
    void goBack();
    void proceed();
    void look();
    void place();
    void showProgress();
    void takeStaged(const Staged& staged);
    void takePlaced(const Result<void>& placed);
    void showRefusal(const Error& error);
    [[nodiscard]] std::optional<security::CarriedSecret> second() const;

    const security::SitePaths m_paths;
    const Clock& m_clock;
    Step m_step = Step::Asking;
    Staged m_staged;
    std::shared_ptr<Watched> m_watched;
    QTimer m_watch;

    ReturnQuestions* m_questions;
    QLineEdit* m_secondName;
    PassphraseField* m_secondWords;
    QLineEdit* m_secondFactor;
    FormField* m_secondFactorField;
    Label* m_comes;
    Label* m_missing;
    Label* m_who;
    Label* m_state;
    QProgressBar* m_progress;
    Banner* m_banner;
    Button* m_go;
    Button* m_back;
    QWidget* m_secondPerson;
};

} // namespace gatehouse::ui
