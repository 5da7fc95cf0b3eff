#include "ui/shell/NavigationRail.h"

#include <QKeySequence>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace gatehouse::ui {

namespace {

constexpr int RailWidth = 92;
constexpr int RailButtonHeight = 64; // at most; less where the pages would not fit
constexpr int RailIconSize = 22;
constexpr int RailWordHeight = 16;

} // namespace

RailButton::RailButton(const Appearance& appearance, Icon icon, const QString& title, QWidget* parent)
    : QAbstractButton(parent)
    , m_appearance(appearance)
    , m_icon(icon)
{
    setText(title);
    setAccessibleName(title);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setFixedWidth(sizeHint().width());
    connect(&appearance, &Appearance::changed, this, qOverload<>(&QWidget::update));
}

void RailButton::setWaiting(int count)
{
    m_waiting = count;
    setAccessibleDescription(count > 0 ? tr("%n waiting", nullptr, count) : QString());
    update();
}

QSize RailButton::sizeHint() const
{
    return { m_appearance.theme().px(RailWidth), m_appearance.theme().px(RailButtonHeight) };
}

void RailButton::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isChecked() || underMouse())
        painter.fillRect(rect(), isChecked() ? theme.selection() : theme.hover());
    if (isChecked())
        painter.fillRect(QRect(0, 0, theme.px(3), height()), theme.color(Role::Accent));

    const Role role = isChecked() ? Role::Accent : Role::Text;
    const QPixmap icon = m_appearance.pixmap(m_icon, role, RailIconSize, devicePixelRatioF());
    const int side = theme.px(RailIconSize);
    const int gap = height() >= theme.px(RailButtonHeight - 8) ? theme.px(Gap::Tight) : 0;
    const int iconTop = (height() - side - gap - theme.px(RailWordHeight)) / 2;
    painter.drawPixmap(QRect((width() - side) / 2, iconTop, side, side), icon);

    painter.setFont(theme.font(TextSize::Caption, isChecked() ? QFont::DemiBold : QFont::Normal));
    painter.setPen(theme.color(role));
    const QRect word(theme.px(4), iconTop + side + gap, width() - theme.px(8), theme.px(RailWordHeight));
    painter.drawText(word, Qt::AlignCenter | Qt::TextSingleLine,
        painter.fontMetrics().elidedText(text(), Qt::ElideRight, word.width()));

    if (m_waiting > 0) {
        painter.setFont(theme.codeFont(TextSize::Caption, QFont::Bold));
        const QString number = QString::number(m_waiting);
        const int breadth = std::max(theme.px(18), painter.fontMetrics().horizontalAdvance(number) + theme.px(10));
        const QRect badge(width() / 2 + theme.px(6), std::max(0, iconTop - theme.px(6)), breadth, theme.px(18));
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(Role::Ask));
        painter.drawRoundedRect(badge, theme.px(9), theme.px(9));
        painter.setPen(theme.color(Role::Ink));
        painter.drawText(badge, Qt::AlignCenter, number);
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(Role::Accent), theme.px(2)));
        painter.drawRect(rect().adjusted(1, 1, -2, -2));
    }
}

NavigationRail::NavigationRail(const Appearance& appearance, QWidget* parent)
    : Panel(Ground::Surface, parent)
    , m_appearance(appearance)
    , m_scroll(new QScrollArea)
    , m_column(nullptr)
{
    setAccessibleName(tr("Pages"));
    auto* content = new QWidget;
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(0, appearance.theme().px(Gap::Small), 0, appearance.theme().px(Gap::Small));
    m_column->setSpacing(0);
    m_column->addStretch(1);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(content);
    m_scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_scroll);
    setFixedWidth(appearance.theme().px(RailWidth));
    connect(&m_group, &QButtonGroup::buttonClicked, this,
        [this](QAbstractButton* clicked) { Q_EMIT pageChosen(clicked->objectName()); });
}

void NavigationRail::setPages(const std::vector<PageEntry>& pages)
{
    for (QAbstractButton* old : m_group.buttons())
        delete old;
    int place = 0;
    for (const PageEntry& page : pages) {
        auto* made = new RailButton(m_appearance, page.icon, page.title());
        made->setObjectName(page.id);
        const QKeySequence jump(Qt::CTRL | Qt::Key(Qt::Key_1 + place));
        made->setToolTip(place < 9
                ? QStringLiteral("%1  (%2)").arg(page.title(), jump.toString(QKeySequence::NativeText))
                : page.title());
        m_group.addButton(made);
        m_column->insertWidget(place++, made);
    }
    fitButtons();
}

void NavigationRail::resizeEvent(QResizeEvent* event)
{
    Panel::resizeEvent(event);
    fitButtons();
}

void NavigationRail::fitButtons()
{
    const QList<QAbstractButton*> buttons = m_group.buttons();
    if (buttons.isEmpty())
        return;
    const Theme& theme = m_appearance.theme();
    const int room = (height() - 2 * theme.px(Gap::Small)) / int(buttons.size());
    for (QAbstractButton* each : buttons)
        each->setFixedHeight(std::clamp(room, theme.px(TargetHeight), theme.px(RailButtonHeight)));
    // Where even the lowest buttons do not fit the rail scrolls, and makes room for its scroll bar.
    const int bar = room < theme.px(TargetHeight) ? m_scroll->verticalScrollBar()->sizeHint().width() : 0;
    setFixedWidth(theme.px(RailWidth) + bar);
}

void NavigationRail::setCurrent(const QString& pageId)
{
    if (RailButton* wanted = button(pageId)) {
        wanted->setChecked(true);
        m_scroll->ensureWidgetVisible(wanted, 0, 0);
    }
}

void NavigationRail::setWaiting(const QString& pageId, int count)
{
    if (RailButton* wanted = button(pageId))
        wanted->setWaiting(count);
}

RailButton* NavigationRail::button(const QString& pageId) const
{
    for (QAbstractButton* each : m_group.buttons()) {
        if (each->objectName() == pageId)
            return static_cast<RailButton*>(each);
    }
    return nullptr;
}

} // namespace gatehouse::ui
