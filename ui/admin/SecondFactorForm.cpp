#include "ui/admin/SecondFactorForm.h"

#include "core/reports/QrCode.h"
#include "ui/common/Background.h"
#include "ui/common/Banner.h"
#include "ui/common/FormField.h"
#include "ui/common/PassphraseField.h"
#include "ui/words/ErrorText.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <cstring>

namespace gatehouse::ui {

namespace {

constexpr int ModuleSize = 4; // pixels at 100 %: about 5 cm for the 49 modules of a set-up

// Whole multiples only: a module that is 4 px here and 5 px there is not read at every angle.
QPixmap enlarged(const QImage& code, int moduleSize)
{
    return QPixmap::fromImage(code.scaled(code.size() * moduleSize, Qt::IgnoreAspectRatio, Qt::FastTransformation));
}

// Groups of four are copied by hand with fewer mistakes. One buffer, which is overwritten when it is shown no more.
QString inGroups(const security::Passphrase& secret)
{
    QString text;
    text.reserve(static_cast<qsizetype>(2 * secret.size()));
    for (std::size_t at = 0; at < secret.size(); ++at) {
        if (at > 0 && at % 4 == 0)
            text += u' ';
        text += QLatin1Char(secret.data()[at]);
    }
    return text;
}

// The very letters, wherever the text is shared.
void overwrite(const QString& text)
{
    if (text.capacity() > 0)
        explicit_bzero(const_cast<QChar*>(text.constData()), std::size_t(text.size()) * sizeof(QChar));
}

} // namespace

SecondFactorForm::SecondFactorForm(const SiteContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_state((new Label(context.appearance, {}, TextSize::Body, Role::Muted))->wrapped())
    , m_picture(new QLabel)
    , m_secret((new Label(context.appearance, {}))->wrapped())
    , m_banner(new Banner(context.appearance))
    , m_current(new PassphraseField(context.appearance))
    , m_currentField(new FormField(context.appearance, tr("Passphrase you use now"), m_current))
    , m_code(new QLineEdit)
    , m_codeField(new FormField(context.appearance, tr("Code"), m_code, tr("The six digits the app shows now.")))
    , m_go(new Button(context.appearance, ButtonLook::Primary, {}))
    , m_cancel(new Button(context.appearance, ButtonLook::Plain, tr("Cancel")))
{
    const Theme& theme = context.appearance.theme();
    m_state->setObjectName(QStringLiteral("secondFactorState"));
    m_picture->setObjectName(QStringLiteral("secondFactorPicture"));
    m_picture->setAccessibleName(tr("QR code for the authenticator app; the same is written below it"));
    m_secret->setObjectName(QStringLiteral("secondFactorSecret"));
    m_secret->setFont(theme.codeFont());
    m_current->setObjectName(QStringLiteral("secondFactorPassphrase"));
    m_code->setObjectName(QStringLiteral("secondFactorCode"));
    m_code->setFont(theme.codeFont());
    m_code->setInputMethodHints(Qt::ImhDigitsOnly);
    m_code->setMaxLength(10);
    m_go->setObjectName(QStringLiteral("secondFactorGo"));
    m_cancel->setObjectName(QStringLiteral("secondFactorCancel"));

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(Gap::Large));
    column->addWidget(m_state);
    column->addWidget(m_picture, 0, Qt::AlignHCenter);
    column->addWidget(m_secret);
    column->addWidget(m_banner);
    column->addWidget(m_currentField);
    column->addWidget(m_codeField);
    auto* foot = new QHBoxLayout;
    foot->addStretch(1);
    foot->addWidget(m_cancel);
    foot->addWidget(m_go);
    column->addLayout(foot);

    connect(m_go, &QPushButton::clicked, this, &SecondFactorForm::submit);
    connect(m_cancel, &QPushButton::clicked, this, &SecondFactorForm::cancel);
    connect(m_current, &QLineEdit::returnPressed, this, [this] { m_code->setFocus(Qt::TabFocusReason); });
    connect(m_code, &QLineEdit::returnPressed, this, &SecondFactorForm::submit);
    connect(m_current, &QLineEdit::textChanged, this, [this] { m_currentField->setError({}); });
    connect(m_code, &QLineEdit::textChanged, this, [this] { m_codeField->setError({}); });
    showStep(Step::Asking);
    findOut();
}

SecondFactorForm::~SecondFactorForm()
{
    forgetOffer();
}

bool SecondFactorForm::hasInput() const
{
    return m_offer.has_value() || !m_current->text().isEmpty() || !m_code->text().isEmpty();
}

void SecondFactorForm::findOut()
{
    runInBackground(
        this, [&site = m_context.site, actor = m_context.session.actor()] { return site.hasSecondFactor(actor); },
        [this](const Result<bool>& isOn) {
            if (!isOn) {
                m_banner->showError(isOn.error());
                return;
            }
            showStep(*isOn ? Step::On : Step::Off);
            Q_EMIT known(*isOn ? security::BesidePassphrase::SecondFactor : security::BesidePassphrase::Nothing);
        });
}

void SecondFactorForm::showStep(Step step)
{
    m_step = step;
    const bool isOffered = step == Step::Offered;
    const bool asksProof = isOffered || step == Step::On;
    m_picture->setVisible(isOffered);
    m_secret->setVisible(isOffered);
    m_currentField->setVisible(asksProof);
    m_codeField->setVisible(asksProof);
    m_cancel->setVisible(isOffered);
    m_go->setVisible(step != Step::Asking);
    switch (step) {
    case Step::Asking:
        m_state->setText({});
        break;
    case Step::Off:
        m_state->setText(tr("Off. With an authenticator app on your phone, signing in also takes the code it shows, "
                            "and %1 characters are enough for the passphrase.")
                             .arg(security::shortestPassphrase(security::BesidePassphrase::SecondFactor)));
        m_go->setText(tr("Set up…"));
        break;
    case Step::Offered:
        m_state->setText(tr("Scan this with the app, or type the letters below it, then enter the code it shows. The "
                            "letters are shown only now."));
        m_go->setText(tr("Turn on"));
        break;
    case Step::On:
        m_state->setText(tr("On: signing in takes the code of your authenticator app. If the phone is lost, another "
                            "administrator or the recovery code helps."));
        m_go->setText(tr("Turn off"));
        break;
    }
    fitState();
}

void SecondFactorForm::offer()
{
    m_offer = m_context.site.offerSecondFactor(m_context.session.actor());
    const QString uri = QString::fromUtf8(m_offer->uri.data(), static_cast<qsizetype>(m_offer->uri.size()));
    if (auto code = reports::qrCode(uri)) {
        m_picture->setPixmap(enlarged(*code, m_context.appearance.theme().px(ModuleSize)));
        code->fill(Qt::white);
    }
    overwrite(uri);
    m_secret->setText(inGroups(m_offer->base32));
    showStep(Step::Offered);
    m_current->setFocus(Qt::OtherFocusReason);
    Q_EMIT offered();
}

void SecondFactorForm::cancel()
{
    clearFields();
    showStep(Step::Off);
}

// The secret itself is wiped with the offer. Of what was shown, the letters and the picture are overwritten; what the
// toolkit made of the picture to put it on the screen is not ours to reach.
void SecondFactorForm::forgetOffer()
{
    m_offer.reset();
    const QString letters = m_secret->text();
    m_secret->setText({});
    overwrite(letters);
    QPixmap picture = m_picture->pixmap();
    m_picture->clear();
    if (!picture.isNull())
        picture.fill(Qt::white); // shared with nobody now, so that these very bytes are written
}

void SecondFactorForm::clearFields()
{
    forgetOffer();
    m_current->clear();
    m_code->clear();
    m_banner->clear();
}

void SecondFactorForm::submit()
{
    if (m_isBusy)
        return;
    m_banner->clear();
    if (m_step == Step::Off) {
        offer();
        return;
    }
    if (m_current->text().isEmpty()) {
        m_currentField->setError(tr("Enter the passphrase you signed in with."));
        m_current->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (m_code->text().trimmed().isEmpty()) {
        m_codeField->setError(tr("Enter the code the app shows."));
        m_code->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_isBusy = true;
    setEnabled(false);
    const auto work = [&site = m_context.site, actor = m_context.session.actor(), current = m_current->passphrase(),
                          secret = m_offer ? std::optional(m_offer->secret) : std::nullopt, code = m_code->text(),
                          step = m_step]() -> Result<void> {
        return step == Step::Offered ? site.turnOnSecondFactor(actor, current, *secret, code)
                                     : site.turnOffSecondFactor(actor, current, code);
    };
    runInBackground(this, work, [this](const Result<void>& outcome) { take(outcome); });
}

void SecondFactorForm::take(const Result<void>& outcome)
{
    m_isBusy = false;
    setEnabled(true);
    if (outcome) {
        const bool isOn = m_step == Step::Offered;
        clearFields();
        m_banner->showText(Role::Allow, isOn ? tr("On from now on.") : tr("Off. The passphrase alone signs you in."));
        showStep(isOn ? Step::On : Step::Off);
        Q_EMIT known(isOn ? security::BesidePassphrase::SecondFactor : security::BesidePassphrase::Nothing);
        return;
    }
    switch (outcome.error().code) {
    case ErrorCode::SignInRefused:
        m_currentField->setError(tr("This is not the passphrase you signed in with."));
        m_current->setFocus(Qt::OtherFocusReason);
        m_current->selectAll();
        return;
    case ErrorCode::SecondFactorRefused:
        m_codeField->setError(errorText(outcome.error()));
        m_code->setFocus(Qt::OtherFocusReason);
        m_code->selectAll();
        return;
    case ErrorCode::PassphraseTooWeak:
        m_banner->showText(Role::Ask,
            tr("Your passphrase is too short to stand alone. Change it to one of at least %1 characters first.")
                .arg(security::shortestPassphrase(security::BesidePassphrase::Nothing)));
        return;
    default:
        m_banner->showError(outcome.error());
    }
}

void SecondFactorForm::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitState();
}

// A scrolled page does not ask for the height that wrapped text needs at its width.
void SecondFactorForm::fitState()
{
    m_state->setMinimumHeight(std::max(0, m_state->heightForWidth(m_state->width())));
}

} // namespace gatehouse::ui
