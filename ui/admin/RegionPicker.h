#pragma once

#include "core/video/CameraSource.h"
#include "ui/common/Appearance.h"

#include <QImage>
#include <QWidget>

namespace gatehouse::ui {

// A camera's picture with, when asked for, the region a lane looks at: drag to draw it anew, drag its middle to move
// it, its corners to size it; arrow keys move, Shift and arrow keys size. Everything outside is dimmed. The region is
// in fractions of the picture and never leaves it. GUI thread.
class RegionPicker : public QWidget
{
    Q_OBJECT

public:
    enum class Use { Look, Pick };
    static constexpr double SmallestSide = 0.05;

    RegionPicker(const Appearance& appearance, Use use, QWidget* parent = nullptr);

    void setPicture(const QImage& picture);
    // Greys the picture and says so when it is not live.
    void setState(const video::CameraState& state);
    // Said while there is neither a picture nor a state worth saying.
    void setHint(const QString& hint);
    void setRegion(const QRectF& region);
    [[nodiscard]] QRectF region() const { return m_region; }
    // Where the picture is painted.
    [[nodiscard]] QRect pictureRect() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

Q_SIGNALS:
    void regionEdited();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class Drag { None, Draw, Move, Size };
    [[nodiscard]] QRect regionRect() const;
    [[nodiscard]] QPointF fractionAt(QPoint place) const;
    void change(QRectF region);
    void describe();
    void paintRegion(QPainter& painter) const;

    const Appearance& m_appearance;
    const Use m_use;
    QImage m_picture;
    video::CameraState m_state;
    QString m_hint;
    QRectF m_region { 0, 0, 1, 1 };
    Drag m_drag = Drag::None;
    QPointF m_anchor; // what stays where it is while drawing and sizing, or where the region was grabbed
};

} // namespace gatehouse::ui
