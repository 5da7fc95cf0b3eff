#include "core/lane/FramePlace.h"

namespace gatehouse::lane {

QRect pixelRegion(const QRectF& fractions, QSize frame)
{
    const QRectF pixels(fractions.x() * frame.width(), fractions.y() * frame.height(),
        fractions.width() * frame.width(), fractions.height() * frame.height());
    return pixels.toAlignedRect().intersected(QRect(QPoint(0, 0), frame));
}

QRectF fractionsOf(const QRectF& pixels, QSize frame)
{
    if (frame.isEmpty())
        return {};
    return { pixels.x() / frame.width(), pixels.y() / frame.height(), pixels.width() / frame.width(),
        pixels.height() / frame.height() };
}

QRect grownBox(const QRectF& box, double share, QSize frame)
{
    const double margin = box.height() * share;
    return box.adjusted(-margin, -margin, margin, margin).toAlignedRect().intersected(QRect(QPoint(0, 0), frame));
}

} // namespace gatehouse::lane
