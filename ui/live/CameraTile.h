#pragma once

#include "core/lane/LaneTypes.h"
#include "core/video/CameraSource.h"
#include "ui/common/Appearance.h"

#include <QImage>
#include <QWidget>

namespace gatehouse::ui {

// One camera on the wall: its newest picture, what was recognised on it, and its state in words. A picture that is not
// live is greyed and says how old it is; it can never be taken for a live one. Fed with plain values.
class CameraTile : public QWidget
{
    Q_OBJECT

public:
    explicit CameraTile(const Appearance& appearance, QWidget* parent = nullptr);

    void setCamera(CameraId id, const QString& name);
    [[nodiscard]] CameraId camera() const { return m_id; }
    // Already scaled to about the tile; the whole frame.
    void setPicture(const QImage& picture);
    void setOverlays(const QList<lane::Overlay>& overlays);
    void setState(const video::CameraState& state);
    // Pixels a picture should be scaled to for this tile.
    [[nodiscard]] QSize wantedPicture() const;
    [[nodiscard]] QString stateText() const;

Q_SIGNALS:
    void opened(gatehouse::CameraId camera);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QRect pictureRect() const;
    void paintOverlays(QPainter& painter, const QRect& on) const;
    void paintHead(QPainter& painter) const;
    const Appearance& m_appearance;
    CameraId m_id;
    QString m_name;
    QImage m_picture;
    QList<lane::Overlay> m_overlays;
    video::CameraState m_state;
};

} // namespace gatehouse::ui
