#include "ui/admin/RolesPage.h"

#include "core/security/DualControl.h"
#include "ui/common/Widgets.h"
#include "ui/words/ReasonText.h"
#include "ui/words/RoleWords.h"

#include <QGridLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

QString namesOf(const QList<security::Role>& roles)
{
    QStringList names;
    for (const security::Role role : roles)
        names.append(roleText(role));
    return names.join(QStringLiteral(", "));
}

QList<security::Role> holdersOf(security::Permission permission)
{
    QList<security::Role> roles;
    for (const security::Role role : security::AllRoles) {
        if (security::isAllowed(role, permission))
            roles.append(role);
    }
    return roles;
}

Panel* makeCard(const Appearance& look, const QString& title, const QString& text, QWidget* content)
{
    auto* card = new Panel(Ground::Card);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(look.theme().margins(Gap::Large));
    column->setSpacing(look.theme().px(Gap::Medium));
    column->addWidget(new Label(look, title, TextSize::Title));
    column->addWidget((new Label(look, text, TextSize::Body, Role::Muted))->wrapped());
    column->addWidget(content);
    return card;
}

} // namespace

RolesPage::RolesPage(const SiteContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
{
    const Appearance& look = context.appearance;
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(look.theme().margins(Gap::Large));
    column->setSpacing(look.theme().px(Gap::Large));
    column->addWidget(new Label(look, tr("Roles"), TextSize::Headline));
    column->addWidget(makeCard(look, tr("What takes two people"),
        tr("One person asks, another one signs in for this one act. Both names stand in the audit trail. The yes "
           "counts once, for five minutes. Where nobody else at the site could give it, one person may act alone, and "
           "the trail says so."),
        makeProtectedActs()));
    column->addWidget(makeCard(look, tr("What each role may do"),
        tr("The program checks this at every command, whatever a screen shows."), makeRights()));
    column->addStretch(1);
    auto* scroll = makeScrollArea(content);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
}

PageEntry RolesPage::entry()
{
    return { QStringLiteral("roles"), [] { return tr("Roles"); }, Icon::IdCard, security::Permission::ViewAudit,
        [](const SiteContext& context) -> Page* { return new RolesPage(context); }, PageLifetime::Operator };
}

void RolesPage::addHeading(QGridLayout& grid, int column, const QString& text) const
{
    grid.addWidget((new Label(m_context.appearance, text, TextSize::Caption, Role::Muted))->wrapped(), 0, column);
}

QWidget* RolesPage::makeRights() const
{
    const Appearance& look = m_context.appearance;
    auto* table = new QWidget;
    table->setObjectName(QStringLiteral("rights"));
    auto* grid = new QGridLayout(table);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(look.theme().px(Gap::Large));
    grid->setVerticalSpacing(look.theme().px(Gap::Small));
    grid->setColumnStretch(0, 3);
    addHeading(*grid, 0, tr("Right"));
    int column = 0;
    for (const security::Role role : security::AllRoles) {
        addHeading(*grid, ++column, roleText(role));
        grid->setColumnStretch(column, 1);
    }
    int row = 0;
    for (const security::Permission permission : security::AllPermissions) {
        grid->addWidget((new Label(look, permissionText(permission)))->wrapped(), ++row, 0);
        column = 0;
        for (const security::Role role : security::AllRoles) {
            const bool isHeld = security::isAllowed(role, permission);
            auto* cell = new Label(
                look, isHeld ? tr("✓ yes") : QStringLiteral("–"), TextSize::Body, isHeld ? Role::Text : Role::Muted);
            cell->setObjectName(QStringLiteral("right-%1-%2").arg(int(permission)).arg(security::roleCode(role)));
            cell->setAccessibleName(isHeld ? tr("%1: yes").arg(roleText(role)) : tr("%1: no").arg(roleText(role)));
            grid->addWidget(cell, row, ++column);
        }
    }
    return table;
}

QWidget* RolesPage::makeProtectedActs() const
{
    const Appearance& look = m_context.appearance;
    auto* table = new QWidget;
    table->setObjectName(QStringLiteral("protectedActs"));
    auto* grid = new QGridLayout(table);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(look.theme().px(Gap::Large));
    grid->setVerticalSpacing(look.theme().px(Gap::Small));
    addHeading(*grid, 0, tr("Act"));
    addHeading(*grid, 1, tr("Who may ask"));
    addHeading(*grid, 2, tr("Who may approve, but not for themselves"));
    int row = 0;
    for (const security::ProtectedAct act : security::AllProtectedActs) {
        ++row;
        int column = 0;
        for (const QString& text : { protectedActText(act), namesOf(holdersOf(security::proposalPermission(act))),
                 namesOf(security::approvingRoles(act)) }) {
            auto* cell = (new Label(look, text))->wrapped();
            cell->setObjectName(QStringLiteral("act-%1-%2").arg(security::protectedActCode(act)).arg(column));
            grid->setColumnStretch(column, 1);
            grid->addWidget(cell, row, column++);
        }
    }
    return table;
}

} // namespace gatehouse::ui
