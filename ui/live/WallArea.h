#pragma once

#include <QList>
#include <QRect>
#include <QWidget>

namespace gatehouse::ui {

// Where `count` tiles stand in `area`, first to last: rows of equal height with tiles of equal width, so that no place
// stays empty; three may also be one large tile and two beside or below it. Chosen is what shows most of 16:9 pictures.
[[nodiscard]] QList<QRect> wallCells(int count, QSize area, int gap);

// The ground of the wall: keeps its tiles where wallCells() says.
class WallArea : public QWidget
{
    Q_OBJECT

public:
    // `gap` in pixels between two tiles.
    explicit WallArea(int gap, QWidget* parent = nullptr);
    // In the order of the wall; they become its children. Call it before a tile is deleted.
    void setTiles(const QList<QWidget*>& tiles);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void place();
    const int m_gap;
    QList<QWidget*> m_tiles;
};

} // namespace gatehouse::ui
