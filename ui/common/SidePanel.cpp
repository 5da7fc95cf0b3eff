#include "ui/common/SidePanel.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace gatehouse::ui {

SidePanel::SidePanel(const Appearance& appearance, QWidget* parent)
    : Panel(Ground::Card, parent)
    , m_appearance(appearance)
    , m_title(new Label(appearance, {}, TextSize::Title))
    , m_scroll(new QScrollArea)
    , m_column(new QVBoxLayout(this))
{
    const Theme& theme = appearance.theme();
    auto* head = new QHBoxLayout;
    auto* closeButton = new Button(appearance, ButtonLook::Quiet, Icon::Close, {});
    closeButton->setIconOnly(tr("Close this panel"));
    head->addWidget(m_title->wrapped(), 1);
    head->addWidget(closeButton, 0, Qt::AlignTop);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_column->setContentsMargins(
        theme.px(Gap::Large), theme.px(Gap::Small), theme.px(Gap::Small), theme.px(Gap::Medium));
    m_column->addLayout(head);
    m_column->addWidget(m_scroll, 1);
    setMinimumWidth(theme.px(320));
    hide();
    connect(closeButton, &QPushButton::clicked, this, &SidePanel::close);
}

void SidePanel::setTitle(const QString& title)
{
    m_title->setText(title);
}

void SidePanel::setBody(QWidget* body)
{
    keepFocus();
    if (QWidget* earlier = m_scroll->takeWidget())
        earlier->deleteLater();
    m_scroll->setWidget(body);
}

void SidePanel::setFoot(const QList<QWidget*>& buttons)
{
    if (m_foot) {
        keepFocus();
        m_foot->hide();
        m_foot->deleteLater();
        m_foot = nullptr;
    }
    if (buttons.isEmpty())
        return;
    m_foot = new QWidget;
    auto* row = new QHBoxLayout(m_foot);
    row->setContentsMargins(0, m_appearance.theme().px(Gap::Small), m_appearance.theme().px(Gap::Small), 0);
    row->addStretch(1);
    for (QWidget* button : buttons)
        row->addWidget(button);
    m_column->addWidget(m_foot);
}

void SidePanel::keepFocus()
{
    if (isAncestorOf(QApplication::focusWidget()))
        setFocus(Qt::OtherFocusReason);
}

void SidePanel::open()
{
    show();
    if (QWidget* inside = m_scroll->widget()) {
        for (QWidget* next = inside->nextInFocusChain(); next && next != inside; next = next->nextInFocusChain()) {
            if (inside->isAncestorOf(next) && next->focusPolicy() & Qt::TabFocus && next->isEnabled()
                && next->isVisibleTo(inside)) {
                next->setFocus(Qt::OtherFocusReason);
                break;
            }
        }
    }
}

void SidePanel::close()
{
    if (isHidden()) // also while another page is shown
        return;
    hide();
    Q_EMIT closed();
}

} // namespace gatehouse::ui
