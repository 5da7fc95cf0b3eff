#include "ui/admin/AccountPage.h"

#include "ui/admin/PassphraseForm.h"
#include "ui/admin/SecondFactorForm.h"
#include "ui/common/Widgets.h"
#include "ui/words/ReasonText.h"
#include "ui/words/RoleWords.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int CardWidth = 460;

Panel* makeCard(const Theme& theme, const QList<QWidget*>& content)
{
    auto* card = new Panel(Ground::Card);
    card->setFixedWidth(theme.px(CardWidth));
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(theme.margins(Gap::Large));
    column->setSpacing(theme.px(Gap::Large));
    for (QWidget* widget : content)
        column->addWidget(widget);
    return card;
}

} // namespace

AccountPage::AccountPage(const SiteContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_form(new PassphraseForm(context))
    , m_secondFactor(new SecondFactorForm(context))
{
    const Appearance& look = context.appearance;
    const Theme& theme = look.theme();
    const security::ActingOperator actor = context.session.actor();
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(theme.margins(Gap::Large));
    column->setSpacing(theme.px(Gap::Large));
    column->addWidget(new Label(look, actor.name, TextSize::Headline));
    auto* cards = new QHBoxLayout;
    cards->setSpacing(theme.px(Gap::Large));
    auto* own = new QVBoxLayout;
    own->setSpacing(theme.px(Gap::Large));
    own->addWidget(makeCard(theme, { new Label(look, tr("Your passphrase"), TextSize::Title), m_form }));
    own->addWidget(makeCard(theme, { new Label(look, tr("Your second factor"), TextSize::Title), m_secondFactor }));
    own->addStretch(1);
    cards->addLayout(own);
    cards->addWidget(
        makeCard(
            theme, { new Label(look, tr("Your role: %1").arg(roleText(actor.role)), TextSize::Title), makeRights() }),
        0, Qt::AlignTop);
    cards->addStretch(1);
    column->addLayout(cards);
    column->addStretch(1);

    auto* scroll = makeScrollArea(content);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
    connect(m_secondFactor, &SecondFactorForm::known, m_form, &PassphraseForm::setBeside);
    connect(m_secondFactor, &SecondFactorForm::offered, this, [this, scroll, margin = theme.px(Gap::Large)] {
        // Laid out first. Picture, fields and button are to be seen together.
        QTimer::singleShot(0, this, [this, scroll, margin] { scroll->ensureWidgetVisible(m_secondFactor, 0, margin); });
    });
    connect(m_form, &PassphraseForm::changed, this, [this] { m_context.prompts.tell(tr("Passphrase changed.")); });
}

PageEntry AccountPage::entry()
{
    // ViewEvents is what every role holds.
    return { QStringLiteral("account"), [] { return tr("Account"); }, Icon::User, security::Permission::ViewEvents,
        [](const SiteContext& context) -> Page* { return new AccountPage(context); }, PageLifetime::Operator };
}

bool AccountPage::hasUnsavedInput() const
{
    return m_form->hasInput() || m_secondFactor->hasInput();
}

QWidget* AccountPage::makeRights() const
{
    const Appearance& look = m_context.appearance;
    const security::Role role = m_context.session.actor().role;
    auto* rights = new QWidget;
    auto* column = new QVBoxLayout(rights);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(look.theme().px(Gap::Small));
    column->addWidget((new Label(look, roleHelp(role), TextSize::Body, Role::Muted))->wrapped());
    for (const security::Permission permission : security::AllPermissions) {
        const bool isHeld = security::isAllowed(role, permission);
        column->addWidget(
            new Label(look, (isHeld ? QStringLiteral("✓  ") : QStringLiteral("–  ")) + permissionText(permission),
                TextSize::Body, isHeld ? Role::Text : Role::Muted));
    }
    return rights;
}

} // namespace gatehouse::ui
