#pragma once

#include "ui/common/Appearance.h"

#include <QPolygonF>
#include <QWidget>

namespace gatehouse::ui {

// A field to sign in with mouse, pen or finger. What was drawn is dark on white whatever the theme, as it will be kept
// and printed. Taken away with clear(). Somebody who cannot sign here signs on paper: the form is scanned instead.
class SignaturePad : public QWidget
{
    Q_OBJECT

public:
    explicit SignaturePad(const Appearance& look, QWidget* parent = nullptr);

    // A dot is no signature.
    [[nodiscard]] bool isSigned() const;
    // PNG of what was drawn, cut to it with a small margin; empty when nothing was. Never on the disk.
    [[nodiscard]] QByteArray png() const;
    void clear();

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void changed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    void drawStrokes(QPainter& painter) const;

    const Appearance& m_look;
    QList<QPolygonF> m_strokes;
};

} // namespace gatehouse::ui
