#pragma once

#include "ui/common/Widgets.h"

#include <QImage>
#include <QPointer>

namespace gatehouse::ui {

// A picture as large as the page it lies over; the shell's strips, with the lanes' alarms, stay free. The wheel and + /
// - look closer, dragging moves, a click on the cross or Esc gives the page and its focus back.
class LargePicture : public QWidget
{
    Q_OBJECT

public:
    // Covers `page` and lives until it is closed.
    LargePicture(const Appearance& appearance, const QImage& picture, const QString& caption, QWidget* page);
    [[nodiscard]] double zoom() const { return m_zoom; }

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void zoomTo(double zoom);
    void leave();

    const Appearance& m_appearance;
    const QImage m_picture;
    const QString m_caption;
    Button* m_close;
    QPointer<QWidget> m_focusBefore;
    double m_zoom = 1; // 1: the whole picture
    QPointF m_middle { 0.5, 0.5 }; // of the picture, in fractions of it, that is in the middle
    QPoint m_grabbed;
};

} // namespace gatehouse::ui
