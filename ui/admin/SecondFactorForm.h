#pragma once

#include "core/security/PassphraseRules.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;

namespace gatehouse::ui {

class Banner;
class FormField;
class PassphraseField;

// One's own second factor: whether there is one; setting it up with a QR code for the authenticator app, or its secret
// as text, proved by the first code; turning it off. Wrong guesses are slowed down as at sign-in. GUI thread; the key
// derivation runs in the background.
class SecondFactorForm : public QWidget
{
    Q_OBJECT

public:
    explicit SecondFactorForm(const SiteContext& context, QWidget* parent = nullptr);
    ~SecondFactorForm() override;

    [[nodiscard]] bool hasInput() const;
    void submit();

protected:
    void resizeEvent(QResizeEvent* event) override;

Q_SIGNALS:
    // Known now, or changed: what a passphrase may count on.
    void known(gatehouse::security::BesidePassphrase beside);
    // The picture to scan is there, and the form has grown.
    void offered();

private:
    enum class Step { Asking, Off, Offered, On };
    void findOut();
    void showStep(Step step);
    void fitState();
    void offer();
    void cancel();
    void forgetOffer();
    void clearFields();
    void take(const Result<void>& outcome);

    const SiteContext& m_context;
    Label* m_state;
    QLabel* m_picture;
    Label* m_secret;
    Banner* m_banner;
    PassphraseField* m_current;
    FormField* m_currentField;
    QLineEdit* m_code;
    FormField* m_codeField;
    Button* m_go;
    Button* m_cancel;
    Step m_step = Step::Asking;
    std::optional<security::SecondFactorOffer> m_offer;
    bool m_isBusy = false;
};

} // namespace gatehouse::ui
