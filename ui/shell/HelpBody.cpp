#include "ui/shell/HelpBody.h"

#include "ui/common/Widgets.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace gatehouse::ui {

HelpBody::HelpBody(const Appearance& look, const std::vector<PageEntry>& pages, QWidget* parent)
    : QWidget(parent)
{
    const Theme& theme = look.theme();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, theme.px(Gap::Small), 0);
    column->setSpacing(theme.px(Gap::Small));

    QGridLayout* grid = nullptr;
    const auto group = [&](const QString& title) {
        column->addSpacing(theme.px(Gap::Small));
        column->addWidget(new Label(look, title, TextSize::Body, Role::Accent));
        grid = new QGridLayout;
        grid->setHorizontalSpacing(theme.px(Gap::Large));
        grid->setVerticalSpacing(theme.px(Gap::Tight));
        grid->setColumnStretch(1, 1);
        column->addLayout(grid);
    };
    const auto key = [&](const QString& keys, const QString& what) {
        auto* left = new Label(look, keys);
        left->setFace(Face::Code);
        const int row = grid->rowCount();
        grid->addWidget(left, row, 0, Qt::AlignTop);
        grid->addWidget((new Label(look, what))->wrapped(), row, 1);
    };

    group(tr("At the lane that asks"));
    key(QStringLiteral("F5"), tr("open"));
    key(QStringLiteral("F6"), tr("refuse"));
    key(QStringLiteral("F7"), tr("correct the plate, or say “not this person”"));
    key(QStringLiteral("F4"), tr("why? the reasons and what was measured"));
    key(QStringLiteral("Tab"), tr("the next lane that waits"));
    group(tr("Everywhere"));
    key(QStringLiteral("Esc"), tr("back to Live"));
    key(QStringLiteral("Ctrl+K"), tr("find a page, a person, a plate"));
    key(QStringLiteral("Ctrl+L"), tr("lock the screen, the lanes go on"));
    key(QStringLiteral("Ctrl+U"), tr("change operator"));
    key(QStringLiteral("F9"), tr("all alarms"));
    key(QStringLiteral("F1"), tr("this help"));
    group(tr("Pages"));
    int place = 0;
    for (const PageEntry& page : pages) {
        if (++place <= 9)
            key(QStringLiteral("Ctrl+%1").arg(place), page.title());
    }
    group(tr("In tables"));
    key(QStringLiteral("↑ ↓ ← →"), tr("to every cell"));
    key(QStringLiteral("Enter"), tr("opens the row"));
    column->addSpacing(theme.px(Gap::Medium));
    column->addWidget((new Label(look,
                           tr("✓ allowed, ? asks you, ✕ refused. A stranger is never refused by the machine: it asks "
                              "you. If nothing can be "
                              "recorded, no gate opens by itself."),
                           TextSize::Body, Role::Muted))
                          ->wrapped());
    column->addWidget(
        (new Label(look, tr("Gatehouse %1").arg(QStringLiteral(GATEHOUSE_VERSION)), TextSize::Caption, Role::Muted)));
    column->addStretch(1);
}

} // namespace gatehouse::ui
