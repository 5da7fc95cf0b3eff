#include "ui/shell/BottomBar.h"

#include "ui/words/ReasonText.h"

#include <QHBoxLayout>

namespace gatehouse::ui {

BottomBar::BottomBar(const SiteContext& context, QWidget* parent)
    : Panel(Ground::Surface, parent)
    , m_context(context)
    , m_operator(new Label(context.appearance, {}))
{
    const Appearance& look = context.appearance;
    const Theme& theme = look.theme();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(Gap::Large), theme.px(2), theme.px(Gap::Small), theme.px(2));
    row->setSpacing(theme.px(Gap::Tight));
    m_operator->setObjectName(QStringLiteral("operator"));
    m_operator->setWeight(QFont::Medium);
    row->addWidget(m_operator);
    row->addStretch(1);
    const auto add = [&](Icon icon, const QString& text, const QString& name, void (BottomBar::*signal)()) {
        auto* button = new Button(look, ButtonLook::Quiet, icon, text);
        button->setObjectName(name);
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, signal);
        m_choices.append({ button, text, 0 });
    };
    add(Icon::Lock, tr("Lock  Ctrl+L"), QStringLiteral("lock"), &BottomBar::lockRequested);
    add(Icon::Users, tr("Change operator  Ctrl+U"), QStringLiteral("changeOperator"),
        &BottomBar::changeOperatorRequested);
    add(Icon::Search, tr("Find  Ctrl+K"), QStringLiteral("find"), &BottomBar::findRequested);
    add(Icon::Contrast, tr("Display and sound"), QStringLiteral("display"), &BottomBar::displayRequested);
    add(Icon::Help, tr("Help  F1"), QStringLiteral("help"), &BottomBar::helpRequested);
    add(Icon::SignOut, tr("Sign out"), QStringLiteral("signOut"), &BottomBar::signOutRequested);
    connect(&context.session, &OperatorSession::changed, this, &BottomBar::showOperator);
    showOperator();
}

void BottomBar::resizeEvent(QResizeEvent* event)
{
    Panel::resizeEvent(event);
    fitWords();
}

void BottomBar::fitWords()
{
    int needed = m_operator->sizeHint().width() + m_context.appearance.theme().px(Gap::Wide) * 2;
    for (Choice& choice : m_choices) {
        if (choice.fullWidth == 0) {
            choice.button->ensurePolished();
            choice.fullWidth = choice.button->sizeHint().width();
        }
        needed += choice.fullWidth + m_context.appearance.theme().px(Gap::Tight);
    }
    for (const Choice& choice : std::as_const(m_choices)) {
        if (needed > width())
            choice.button->setIconOnly(choice.words);
        else
            choice.button->setText(u' ' + choice.words);
    }
}

void BottomBar::showOperator()
{
    const security::ActingOperator& actor = m_context.session.actor();
    m_operator->setText(QStringLiteral("%1 · %2").arg(actor.name, roleText(actor.role)));
    fitWords();
}

} // namespace gatehouse::ui
