#include "ui/access/WeekGrid.h"

#include "core/access/WeeklyWindows.h"
#include "ui/words/HoursText.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace gatehouse::ui {

namespace {

constexpr int Days = 7;
constexpr int Cells = 48;
constexpr int CellMinutes = 30;
constexpr int DayColumn = 40; // px at 100 %
constexpr int HourRow = 20;
constexpr int RowHeight = 26;
constexpr int LeastWidth = 340;

} // namespace

WeekGrid::WeekGrid(const Appearance& appearance, Use use, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_use(use)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    if (use == Use::Edit) {
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::CrossCursor);
    }
    connect(&appearance, &Appearance::changed, this, [this] {
        updateGeometry();
        update();
    });
    describeCursor();
}

void WeekGrid::setWindows(const QList<access::WeeklyWindow>& windows)
{
    m_windows = access::normalized(windows);
    describeCursor();
    update();
}

QSize WeekGrid::sizeHint() const
{
    const Theme& theme = m_appearance.theme();
    return { theme.px(LeastWidth), theme.px(HourRow + Days * RowHeight) + 2 };
}

QRect WeekGrid::gridRect() const
{
    const Theme& theme = m_appearance.theme();
    return rect().adjusted(theme.px(DayColumn), theme.px(HourRow), -1, -1);
}

QRect WeekGrid::cellRect(int weekday, int halfHour) const
{
    const QRect grid = gridRect();
    const int left = grid.left() + grid.width() * halfHour / Cells;
    const int right = grid.left() + grid.width() * (halfHour + 1) / Cells;
    const int top = grid.top() + grid.height() * (weekday - 1) / Days;
    const int bottom = grid.top() + grid.height() * weekday / Days;
    return { left, top, right - left, bottom - top };
}

std::optional<WeekGrid::Cell> WeekGrid::cellAt(QPoint place) const
{
    const QRect grid = gridRect();
    if (!grid.contains(place))
        return std::nullopt;
    const int weekday = 1 + (place.y() - grid.top()) * Days / std::max(1, grid.height());
    const int halfHour = (place.x() - grid.left()) * Cells / std::max(1, grid.width());
    return Cell { std::clamp(weekday, 1, Days), std::clamp(halfHour, 0, Cells - 1) };
}

bool WeekGrid::isFilled(Cell cell) const
{
    const int middle = cell.halfHour * CellMinutes + CellMinutes / 2;
    return std::any_of(m_windows.cbegin(), m_windows.cend(), [&](const access::WeeklyWindow& window) {
        return window.weekday == cell.weekday && window.startMinute <= middle && middle < window.endMinute;
    });
}

void WeekGrid::paintCells(Cell first, Cell last)
{
    QList<access::WeeklyWindow> windows = m_dragFrom ? m_beforeDrag : m_windows;
    const auto [fromDay, toDay] = std::minmax(first.weekday, last.weekday);
    const auto [from, to] = std::minmax(first.halfHour, last.halfHour);
    for (int weekday = fromDay; weekday <= toDay; ++weekday) {
        const access::WeeklyWindow part { weekday, from * CellMinutes, (to + 1) * CellMinutes };
        if (m_dragFills)
            windows.append(part);
        else
            windows = access::without(windows, part);
    }
    m_windows = access::normalized(windows);
    update();
}

void WeekGrid::mousePressEvent(QMouseEvent* event)
{
    const auto cell = cellAt(event->pos());
    if (m_use == Use::Show || event->button() != Qt::LeftButton || !cell)
        return;
    m_beforeDrag = m_windows;
    m_dragFrom = cell;
    m_cursor = *cell;
    m_dragFills = !isFilled(*cell);
    paintCells(*cell, *cell);
}

void WeekGrid::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_dragFrom)
        return;
    const QRect grid = gridRect();
    const QPoint inside(std::clamp(event->pos().x(), grid.left(), grid.right()),
        std::clamp(event->pos().y(), grid.top(), grid.bottom()));
    if (const auto cell = cellAt(inside)) {
        m_cursor = *cell;
        paintCells(*m_dragFrom, *cell);
    }
}

void WeekGrid::mouseReleaseEvent(QMouseEvent*)
{
    if (!m_dragFrom)
        return;
    m_dragFrom.reset();
    describeCursor();
    Q_EMIT edited();
}

void WeekGrid::keyPressEvent(QKeyEvent* event)
{
    Cell cursor = m_cursor;
    switch (event->key()) {
    case Qt::Key_Left:
        cursor.halfHour = std::max(0, cursor.halfHour - 1);
        break;
    case Qt::Key_Right:
        cursor.halfHour = std::min(Cells - 1, cursor.halfHour + 1);
        break;
    case Qt::Key_Up:
        cursor.weekday = std::max(1, cursor.weekday - 1);
        break;
    case Qt::Key_Down:
        cursor.weekday = std::min(Days, cursor.weekday + 1);
        break;
    case Qt::Key_Space:
        m_dragFills = !isFilled(cursor);
        paintCells(cursor, cursor);
        describeCursor();
        Q_EMIT edited();
        return;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    m_cursor = cursor;
    describeCursor();
    update();
}

void WeekGrid::describeCursor()
{
    const QString week = hoursText(m_windows);
    setAccessibleName(tr("Week"));
    setAccessibleDescription(m_use == Use::Show
            ? week
            : tr("%1 %2: %3. All: %4")
                  .arg(weekdayText(m_cursor.weekday), wallMinuteText(m_cursor.halfHour * CellMinutes),
                      isFilled(m_cursor) ? tr("filled") : tr("empty"), week));
}

void WeekGrid::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    const QRect grid = gridRect();
    painter.fillRect(grid, theme.color(Role::Surface));

    QColor fill = theme.color(Role::Accent);
    fill.setAlphaF(0.45F);
    for (const access::WeeklyWindow& window : m_windows) {
        const QRect day = cellRect(window.weekday, 0);
        const int left = grid.left() + grid.width() * window.startMinute / (24 * 60);
        const int right = grid.left() + grid.width() * window.endMinute / (24 * 60);
        painter.fillRect(QRect(left, day.top() + 2, right - left, day.height() - 3), fill);
    }

    painter.setPen(QPen(theme.color(Role::Line), theme.lineWidth()));
    for (int day = 0; day <= Days; ++day) {
        const int y = grid.top() + grid.height() * day / Days;
        painter.drawLine(grid.left(), y, grid.right(), y);
    }
    painter.setFont(theme.font(TextSize::Caption));
    for (int hour = 0; hour <= 24; hour += 3) {
        const int x = grid.left() + grid.width() * hour / 24;
        painter.setPen(QPen(theme.color(Role::Line), theme.lineWidth()));
        painter.drawLine(x, grid.top(), x, grid.bottom());
        painter.setPen(theme.color(Role::Muted));
        const QRect label(x - theme.px(20), 0, theme.px(40), grid.top());
        if (hour % 6 == 0) {
            const Qt::Alignment side = hour == 24 ? Qt::AlignRight : Qt::AlignHCenter;
            painter.drawText(hour == 24 ? QRect(grid.right() - theme.px(40), 0, theme.px(40), grid.top()) : label,
                side | Qt::AlignVCenter, QString::number(hour));
        }
    }
    painter.setPen(theme.color(Role::Text));
    for (int weekday = 1; weekday <= Days; ++weekday) {
        const QRect cell = cellRect(weekday, 0);
        painter.drawText(QRect(0, cell.top(), theme.px(DayColumn - 6), cell.height()), Qt::AlignLeft | Qt::AlignVCenter,
            weekdayText(weekday));
    }
    if (hasFocus() && m_use == Use::Edit) {
        painter.setPen(QPen(theme.color(Role::Accent), theme.px(2)));
        painter.drawRect(cellRect(m_cursor.weekday, m_cursor.halfHour).adjusted(0, 0, -1, -1));
    }
}

} // namespace gatehouse::ui
