#include "ui/admin/BringBackForm.h"

#include "ui/admin/SecretOfThen.h"
#include "ui/common/Banner.h"
#include "ui/common/SecondPerson.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int FormWidth = 640;

} // namespace

BringBackForm::BringBackForm(const SiteContext& context, const Words& words, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_banner(new Banner(context.appearance))
    , m_comes((new Label(context.appearance, {}))->wrapped())
    , m_lost((new Label(context.appearance, {}, TextSize::Body, Role::Deny))->wrapped())
    , m_state((new Label(context.appearance, {}, TextSize::Body, Role::Muted))->wrapped())
    , m_secret(new SecretOfThen(context))
    , m_second(new SecondPerson(context, security::ProtectedAct::RestoreBackup))
    , m_act(new Button(context.appearance, ButtonLook::Deny, words.act))
    , m_cancel(new Button(context.appearance, ButtonLook::Plain, tr("Cancel")))
    , m_actWord(words.act)
{
    const Theme& theme = context.appearance.theme();
    m_comes->setObjectName(QStringLiteral("bringBackComes"));
    m_lost->setObjectName(QStringLiteral("bringBackLost"));
    m_state->setObjectName(QStringLiteral("bringBackState"));
    m_act->setObjectName(QStringLiteral("bringBack"));
    m_cancel->setObjectName(QStringLiteral("cancelBringBack"));
    auto* card = new Panel(Ground::Card);
    card->setMaximumWidth(theme.px(FormWidth));
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(theme.margins(Gap::Large));
    column->setSpacing(theme.px(Gap::Medium));
    column->addWidget((new Label(context.appearance, words.title, TextSize::Title))->wrapped());
    column->addWidget(m_banner);
    for (QWidget* part : { static_cast<QWidget*>(m_comes), static_cast<QWidget*>(m_lost),
             static_cast<QWidget*>(m_secret), static_cast<QWidget*>(m_second), static_cast<QWidget*>(m_state) })
        column->addWidget(part);
    takeButtons(column);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(theme.margins(Gap::Large));
    whole->addWidget(card);
    whole->addStretch(1);
    m_comes->hide();
    m_lost->hide();
    m_second->hide();
    connect(m_second, &SecondPerson::returnPressed, this, &BringBackForm::proceed);
    connect(m_secret, &SecretOfThen::returnPressed, this, &BringBackForm::proceed);
}

void BringBackForm::takeButtons(QVBoxLayout* column)
{
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_act);
    buttons->addWidget(m_cancel);
    buttons->addStretch(1);
    column->addLayout(buttons);
    connect(m_act, &QPushButton::clicked, this, &BringBackForm::proceed);
    connect(m_cancel, &QPushButton::clicked, this, [this] { Q_EMIT left({}); });
}

bool BringBackForm::hasInput() const
{
    return m_second->hasInput() || m_secret->hasInput();
}

std::optional<security::CarriedSecret> BringBackForm::secret() const
{
    return m_secret->entered();
}

void BringBackForm::setBusy(const QString& word)
{
    m_state->setText(word);
    m_state->setVisible(!word.isEmpty());
    m_act->setEnabled(word.isEmpty());
    m_cancel->setEnabled(word.isEmpty());
    m_secret->setEnabled(word.isEmpty());
    m_second->setEnabled(word.isEmpty());
}

void BringBackForm::showPreview(const QStringList& comes, const QStringList& lost, const security::Proposal& proposal)
{
    setBusy({});
    m_object = proposal.object;
    m_comes->setText(comes.join(u'\n'));
    m_comes->show();
    m_lost->setText(lost.join(u'\n'));
    m_lost->setVisible(!lost.isEmpty());
    m_secret->setEnabled(false);
    m_second->show();
    m_act->setText(m_actWord);
    m_act->setLook(ButtonLook::Deny);
}

void BringBackForm::showRefusal(const Error& error)
{
    setBusy({});
    m_second->settle();
    const bool takesSecret =
        error.code == ErrorCode::BackupKeyNeeded || (m_secret->entered() && error.code == ErrorCode::SignInRefused);
    if (takesSecret) {
        m_object.clear();
        m_act->setText(tr("Look again"));
        m_act->setLook(ButtonLook::Primary);
        m_secret->ask(error);
        return;
    }
    m_banner->showError(error);
    // What cannot be looked through cannot be brought back.
    m_act->setEnabled(!m_object.isEmpty());
}

void BringBackForm::done(const QString& word)
{
    Q_EMIT left(word);
}

void BringBackForm::proceed()
{
    if (!m_act->isEnabled())
        return;
    m_banner->clear();
    if (m_object.isEmpty()) {
        look();
        return;
    }
    setBusy(tr("Asking for the second person's approval…"));
    m_second->ask(
        m_object, [this](const std::shared_ptr<security::Approval>& approval) { carryOut(approval); },
        [this] { setBusy({}); });
}

} // namespace gatehouse::ui
