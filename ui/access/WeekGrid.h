#pragma once

#include "core/access/AccessTypes.h"
#include "ui/common/Appearance.h"

#include <QWidget>

#include <optional>

namespace gatehouse::ui {

// A week as seven rows of 24 hours, the hours of a schedule filled. Editable: dragging over empty time fills it, over
// filled time empties it, in steps of half an hour; arrow keys move a cell, Space changes it. Windows that begin or end
// between the half hours are shown as they are. GUI thread.
class WeekGrid : public QWidget
{
    Q_OBJECT

public:
    enum class Use { Show, Edit };

    WeekGrid(const Appearance& appearance, Use use, QWidget* parent = nullptr);

    void setWindows(const QList<access::WeeklyWindow>& windows);
    [[nodiscard]] const QList<access::WeeklyWindow>& windows() const { return m_windows; }
    // Where a half hour is painted (0…47), for tests and keyboard help.
    [[nodiscard]] QRect cellRect(int weekday, int halfHour) const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    // By the person, never by setWindows().
    void edited();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Cell
    {
        int weekday = 1;
        int halfHour = 16;

        friend bool operator==(const Cell&, const Cell&) = default;
    };
    [[nodiscard]] std::optional<Cell> cellAt(QPoint place) const;
    [[nodiscard]] bool isFilled(Cell cell) const;
    [[nodiscard]] QRect gridRect() const;
    void paintCells(Cell first, Cell last);
    void describeCursor();

    const Appearance& m_appearance;
    const Use m_use;
    QList<access::WeeklyWindow> m_windows;
    QList<access::WeeklyWindow> m_beforeDrag;
    std::optional<Cell> m_dragFrom;
    bool m_dragFills = true;
    Cell m_cursor;
};

} // namespace gatehouse::ui
