#include "ui/common/FilterLayout.h"

#include <QWidget>

#include <algorithm>

namespace gatehouse::ui {

FilterLayout::FilterLayout(int spacing, int stretchWidth, QWidget* parent)
    : QLayout(parent)
    , m_stretchWidth(stretchWidth)
{
    setSpacing(spacing);
    setContentsMargins(0, 0, 0, 0);
}

FilterLayout::~FilterLayout() = default;

void FilterLayout::add(QWidget* widget, int stretch)
{
    addChildWidget(widget);
    addItem(new QWidgetItem(widget));
    m_items.back().stretch = stretch;
}

void FilterLayout::addItem(QLayoutItem* item)
{
    m_items.push_back({ std::unique_ptr<QLayoutItem>(item), 0 });
    invalidate();
}

QLayoutItem* FilterLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[std::size_t(index)].item.get() : nullptr;
}

QLayoutItem* FilterLayout::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    QLayoutItem* taken = m_items[std::size_t(index)].item.release();
    m_items.erase(m_items.begin() + index);
    return taken;
}

QSize FilterLayout::sizeHint() const
{
    int width = 0;
    for (const Item& item : m_items) {
        if (!item.item->isEmpty())
            width += widthOf(item) + (width > 0 ? spacing() : 0);
    }
    return { width, heightForWidth(width) };
}

QSize FilterLayout::minimumSize() const
{
    QSize least;
    for (const Item& item : m_items) {
        if (!item.item->isEmpty())
            least = least.expandedTo({ widthOf(item), item.item->minimumSize().height() });
    }
    return least;
}

void FilterLayout::setGeometry(const QRect& place)
{
    QLayout::setGeometry(place);
    arrange(place, Act::Place);
}

int FilterLayout::widthOf(const Item& item) const
{
    return item.stretch > 0 ? std::max(m_stretchWidth, item.item->minimumSize().width())
                            : item.item->sizeHint().width();
}

std::vector<FilterLayout::Row> FilterLayout::rowsWithin(int width) const
{
    std::vector<Row> rows;
    int used = 0;
    for (const Item& item : m_items) {
        if (item.item->isEmpty())
            continue;
        const int needed = widthOf(item);
        if (rows.empty() || used + spacing() + needed > width) {
            rows.emplace_back();
            used = needed;
        } else {
            used += spacing() + needed;
        }
        rows.back().push_back(&item);
    }
    return rows;
}

int FilterLayout::arrange(const QRect& place, Act act) const
{
    int top = place.top();
    for (const Row& row : rowsWithin(place.width())) {
        if (top > place.top())
            top += spacing();
        top += arrangeRow(row, { place.left(), top }, place.width(), act);
    }
    return top - place.top();
}

int FilterLayout::arrangeRow(const Row& row, QPoint start, int width, Act act) const
{
    int left = width - spacing() * (int(row.size()) - 1);
    int shares = 0;
    for (const Item* item : row) {
        left -= widthOf(*item);
        shares += item->stretch;
    }
    std::vector<int> widths;
    int height = 0;
    for (const Item* item : row) {
        const int extra = shares > 0 ? std::max(0, left) * item->stretch / shares : 0;
        widths.push_back(std::min(widthOf(*item) + extra, width));
        const int hinted = item->item->hasHeightForWidth() ? item->item->heightForWidth(widths.back())
                                                           : item->item->sizeHint().height();
        height = std::max(height, hinted);
    }
    if (act == Act::Measure)
        return height;
    int x = start.x();
    for (std::size_t index = 0; index < row.size(); ++index) {
        const int hinted = row[index]->item->hasHeightForWidth() ? height : row[index]->item->sizeHint().height();
        row[index]->item->setGeometry(QRect(x, start.y() + (height - hinted) / 2, widths[index], hinted));
        x += widths[index] + spacing();
    }
    return height;
}

} // namespace gatehouse::ui
