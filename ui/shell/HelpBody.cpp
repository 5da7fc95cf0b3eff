#include "ui/shell/HelpBody.h"

#include "ui/common/Widgets.h"

#include <QGridLayout>
#include <QKeySequence>
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
    const auto line = [&](const QString& keys, const QString& what) {
        auto* left = new Label(look, keys);
        left->setFace(Face::Code);
        const int row = grid->rowCount();
        grid->addWidget(left, row, 0, Qt::AlignTop);
        grid->addWidget((new Label(look, what))->wrapped(), row, 1);
    };
    // A key is named as it stands on the keyboard: Ctrl is Strg on a German one.
    const auto key = [&](const QKeySequence& keys, const QString& what) {
        line(keys.toString(QKeySequence::NativeText), what);
    };

    group(tr("At the lane that asks"));
    key(Qt::Key_F5, tr("open"));
    key(Qt::Key_F6, tr("refuse"));
    key(Qt::Key_F7, tr("correct the plate, or say “not this person”"));
    key(Qt::Key_F4, tr("why? the reasons and what was measured"));
    key(Qt::Key_Tab, tr("the next lane that waits"));
    group(tr("Everywhere"));
    key(Qt::Key_Escape, tr("back to Live"));
    key(Qt::CTRL | Qt::Key_K, tr("find a page, a person, a plate"));
    key(Qt::CTRL | Qt::Key_L, tr("lock the screen, the lanes go on"));
    key(Qt::CTRL | Qt::Key_U, tr("change operator"));
    key(Qt::Key_F9, tr("all alarms"));
    key(Qt::Key_F1, tr("this help"));
    group(tr("Pages"));
    int place = 0;
    for (const PageEntry& page : pages) {
        if (++place <= 9)
            key(Qt::CTRL | Qt::Key(Qt::Key_0 + place), page.title());
    }
    group(tr("In tables"));
    line(QStringLiteral("↑ ↓ ← →"), tr("to every cell"));
    key(Qt::Key_Enter, tr("opens the row"));
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
