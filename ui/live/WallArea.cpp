#include "ui/live/WallArea.h"

namespace gatehouse::ui {

namespace {

constexpr QSize Picture(16, 9);

// Cuts `whole` into `parts` along one direction, the gaps between them left out.
QList<QRect> cut(const QRect& whole, int parts, int gap, Qt::Orientation along)
{
    QList<QRect> cells;
    const int length = along == Qt::Horizontal ? whole.width() : whole.height();
    const auto edge = [&](int part) { return part * (length + gap) / parts; };
    for (int part = 0; part < parts; ++part) {
        const int from = edge(part);
        const int extent = edge(part + 1) - gap - from;
        cells << (along == Qt::Horizontal ? QRect(whole.left() + from, whole.top(), extent, whole.height())
                                          : QRect(whole.left(), whole.top() + from, whole.width(), extent));
    }
    return cells;
}

QList<QRect> inRows(int count, int rows, const QRect& whole, int gap)
{
    QList<QRect> cells;
    int left = count;
    const QList<QRect> bands = cut(whole, rows, gap, Qt::Vertical);
    for (int row = 0; row < rows; ++row) {
        const int here = left / (rows - row); // the fuller rows come last
        cells += cut(bands[row], here, gap, Qt::Horizontal);
        left -= here;
    }
    return cells;
}

// One large tile and two small ones: the large one has two of three parts.
QList<QRect> oneLarge(const QRect& whole, int gap, Qt::Orientation along)
{
    const QList<QRect> thirds = cut(whole, 3, gap, along);
    const Qt::Orientation across = along == Qt::Horizontal ? Qt::Vertical : Qt::Horizontal;
    return QList<QRect> { thirds[0].united(thirds[1]) } + cut(thirds[2], 2, gap, across);
}

qint64 shownPixels(const QList<QRect>& cells)
{
    qint64 pixels = 0;
    for (const QRect& cell : cells) {
        const QSize shown = Picture.scaled(cell.size(), Qt::KeepAspectRatio);
        pixels += qint64(shown.width()) * shown.height();
    }
    return pixels;
}

} // namespace

QList<QRect> wallCells(int count, QSize area, int gap)
{
    const QRect whole(QPoint(), area);
    QList<QRect> best;
    qint64 most = -1;
    const auto propose = [&](const QList<QRect>& cells) {
        if (const qint64 pixels = shownPixels(cells); pixels > most) {
            most = pixels;
            best = cells;
        }
    };
    for (int rows = 1; rows <= count; ++rows)
        propose(inRows(count, rows, whole, gap));
    if (count == 3) {
        propose(oneLarge(whole, gap, Qt::Horizontal));
        propose(oneLarge(whole, gap, Qt::Vertical));
    }
    return best;
}

WallArea::WallArea(int gap, QWidget* parent)
    : QWidget(parent)
    , m_gap(gap)
{
}

void WallArea::setTiles(const QList<QWidget*>& tiles)
{
    m_tiles = tiles;
    for (QWidget* tile : m_tiles) {
        if (tile->parentWidget() != this)
            tile->setParent(this);
        tile->show();
    }
    place();
}

void WallArea::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    place();
}

void WallArea::place()
{
    const QList<QRect> cells = wallCells(int(m_tiles.size()), size(), m_gap);
    for (int at = 0; at < m_tiles.size(); ++at)
        m_tiles[at]->setGeometry(cells[at]);
}

} // namespace gatehouse::ui
