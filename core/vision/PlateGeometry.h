#pragma once

#include "core/base/Region.h"
#include "core/vision/PlateTypes.h"

#include <QRectF>

#include <optional>

namespace gatehouse::vision {

// Geometry of lines of text and of the plates they stand on. Corners as in PlateCorners; pure; any thread.

// The mean of the two opposite sides, in px.
double lineWidth(const PlateCorners& corners);
double lineHeight(const PlateCorners& corners);
// How far the line runs from level, in degrees, 0..90.
double lineTilt(const PlateCorners& corners);
QPointF centreOf(const PlateCorners& corners);
QRectF boundsOf(const PlateCorners& corners);
// `box` is the bounds.
DetectedPlate plateFrom(const PlateCorners& corners, float score);

// Stretched about the centre, along the line and across it.
PlateCorners stretched(const PlateCorners& corners, double along, double across);
// With `share` of its width added on the left.
PlateCorners extendedLeft(const PlateCorners& corners, double share);
PlateCorners moved(const PlateCorners& corners, QPointF offset);

// One line that a gap cut in two (an emblem, a screw): `left` and `right` become one when they stand side by side.
std::optional<PlateCorners> joinedLine(const PlateCorners& left, const PlateCorners& right);
// The two lines of one plate: as wide as the lower, from the top of the upper.
std::optional<PlateCorners> stackedLines(const PlateCorners& upper, const PlateCorners& lower);

// Where the upper row of a Chinese plate of two rows stands, seen from its lower row (GA 36: large rear plates).
PlateCorners rowAbove(const PlateCorners& lower);

// The plate around its serial: the line of text grown by the proportions of the region's plates.
PlateCorners plateAround(const PlateCorners& text, Region region);

// Whether the point lies in the corners' outline.
bool contains(const PlateCorners& outline, QPointF point);

} // namespace gatehouse::vision
