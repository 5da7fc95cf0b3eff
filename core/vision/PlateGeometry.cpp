#include "core/vision/PlateGeometry.h"

#include <QLineF>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace gatehouse::vision {

namespace {

struct Axes
{
    QPointF centre;
    QPointF along; // half a side
    QPointF across;
};

Axes axesOf(const PlateCorners& corners)
{
    return { centreOf(corners), (corners[1] - corners[0] + corners[2] - corners[3]) / 4,
        (corners[3] - corners[0] + corners[2] - corners[1]) / 4 };
}

double lengthOf(QPointF vector)
{
    return std::hypot(vector.x(), vector.y());
}

// Where `other` lies seen from `line`, in px along and across it.
QPointF offsetAlong(const PlateCorners& line, QPointF other)
{
    const Axes axes = axesOf(line);
    const QPointF along = axes.along / std::max(lengthOf(axes.along), 1e-6);
    const QPointF delta = other - axes.centre;
    return { QPointF::dotProduct(delta, along), QPointF::dotProduct(delta, QPointF(-along.y(), along.x())) };
}

bool isBetween(double value, double low, double high)
{
    return value >= low && value <= high;
}

} // namespace

double lineWidth(const PlateCorners& corners)
{
    return (QLineF(corners[0], corners[1]).length() + QLineF(corners[3], corners[2]).length()) / 2;
}

double lineHeight(const PlateCorners& corners)
{
    return (QLineF(corners[0], corners[3]).length() + QLineF(corners[1], corners[2]).length()) / 2;
}

double lineTilt(const PlateCorners& corners)
{
    const QPointF along = axesOf(corners).along;
    return std::abs(std::atan2(along.y(), std::abs(along.x()))) * 180.0 / M_PI;
}

QPointF centreOf(const PlateCorners& corners)
{
    return (corners[0] + corners[1] + corners[2] + corners[3]) / 4;
}

QRectF boundsOf(const PlateCorners& corners)
{
    const auto [left, right] = std::minmax({ corners[0].x(), corners[1].x(), corners[2].x(), corners[3].x() });
    const auto [top, bottom] = std::minmax({ corners[0].y(), corners[1].y(), corners[2].y(), corners[3].y() });
    return { left, top, right - left, bottom - top };
}

DetectedPlate plateFrom(const PlateCorners& corners, float score)
{
    return { corners, boundsOf(corners), score };
}

PlateCorners stretched(const PlateCorners& corners, double along, double across)
{
    const Axes axes = axesOf(corners);
    const QPointF half = axes.along * along;
    const QPointF up = axes.across * across;
    return { axes.centre - half - up, axes.centre + half - up, axes.centre + half + up, axes.centre - half + up };
}

PlateCorners extendedLeft(const PlateCorners& corners, double share)
{
    PlateCorners extended = corners;
    extended[0] -= (corners[1] - corners[0]) * share;
    extended[3] -= (corners[2] - corners[3]) * share;
    return extended;
}

PlateCorners moved(const PlateCorners& corners, QPointF offset)
{
    PlateCorners result = corners;
    for (QPointF& corner : result)
        corner += offset;
    return result;
}

std::optional<PlateCorners> joinedLine(const PlateCorners& left, const PlateCorners& right)
{
    const double height = (lineHeight(left) + lineHeight(right)) / 2;
    const QPointF offset = offsetAlong(left, centreOf(right));
    const double gap = offset.x() - (lineWidth(left) + lineWidth(right)) / 2;
    const bool isSideBySide = isBetween(gap, -0.3 * height, 1.2 * height) && std::abs(offset.y()) < 0.3 * height
        && isBetween(lineHeight(left) / lineHeight(right), 0.65, 1.55);
    if (!isSideBySide)
        return std::nullopt;
    return PlateCorners { left[0], right[1], right[2], left[3] };
}

std::optional<PlateCorners> stackedLines(const PlateCorners& upper, const PlateCorners& lower)
{
    const QPointF offset = offsetAlong(lower, centreOf(upper));
    const double gap = -offset.y() - (lineHeight(upper) + lineHeight(lower)) / 2;
    const bool isStacked = offset.y() < 0 && std::abs(offset.x()) < 0.2 * lineWidth(lower)
        && isBetween(lineWidth(upper) / lineWidth(lower), 0.3, 1.0)
        && isBetween(lineHeight(upper) / lineHeight(lower), 0.35, 1.15)
        && isBetween(gap / lineHeight(lower), -0.3, 0.6);
    if (!isStacked)
        return std::nullopt;
    const QPointF rise = (upper[0] + upper[1] - lower[0] - lower[1]) / 2;
    return PlateCorners { lower[0] + rise, lower[1] + rise, lower[2], lower[3] };
}

PlateCorners rowAbove(const PlateCorners& lower)
{
    const QPointF middle = (lower[0] + lower[1]) / 2;
    const QPointF half = (lower[1] - lower[0]) * 0.3;
    const QPointF up = (lower[0] - lower[3] + lower[1] - lower[2]) / 2;
    const QPointF top = middle + up * 0.5;
    const QPointF bottom = middle - up * 0.02;
    return { top - half, top + half, bottom + half, bottom - half };
}

// Proportions measured between the boxes of the text detector and labelled plates of each region (the medians); they
// agree with the standards: 520×110 mm (Europe), 12×6 in (United States), 400×130 mm (Brazil), 440×140 mm (China).
PlateCorners plateAround(const PlateCorners& text, Region region)
{
    const Axes axes = axesOf(text);
    const double width = lineWidth(text);
    const double height = std::max(lineHeight(text), 1e-6);
    double along = 1;
    double across = 1;
    double left = 0; // share of the width the plate's centre lies left of the text's
    double up = 0; // of the added height, how much more of it stands above than below
    switch (region) {
    case Region::Europe:
        along = 1.14;
        across = 1.18;
        left = 0.04;
        break;
    case Region::UnitedStates:
        along = 1.07;
        across = std::clamp(width * along / 2.0 / height, 0.95, 2.1);
        up = 0.15;
        break;
    case Region::Brazil:
        along = 1.08;
        across = std::clamp(width * along / 3.1 / height, 1.0, 1.8);
        up = 0.36;
        break;
    case Region::China:
        across = 0.97;
        break;
    }
    const PlateCorners grown = stretched(text, along, across);
    return moved(grown, -axes.along * 2 * left - axes.across * 2 * std::max(across - 1, 0.0) * up);
}

bool contains(const PlateCorners& outline, QPointF point)
{
    return QPolygonF({ outline[0], outline[1], outline[2], outline[3] }).containsPoint(point, Qt::OddEvenFill);
}

} // namespace gatehouse::vision
