#pragma once

#include <QRect>
#include <QRectF>
#include <QSize>

namespace gatehouse::lane {

// Between fractions of a frame, as lanes and overlays hold places, and its pixels, as recognition does. Pure.
QRect pixelRegion(const QRectF& fractions, QSize frame);
QRectF fractionsOf(const QRectF& pixels, QSize frame);
// `box` grown on every side by that share of its height, within the frame.
QRect grownBox(const QRectF& box, double share, QSize frame);

} // namespace gatehouse::lane
