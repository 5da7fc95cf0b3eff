#include "core/vision/FaceAlignment.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace gatehouse::vision {

namespace {

constexpr double DegreesPerRadian = 180 / std::numbers::pi;
// How far the nose's tip stands before the face's plane, in eye distances.
constexpr double NoseDepth = 0.73;
// Down the face the lever is longer: turning up and down also moves the mouth, which stands before the eyes.
constexpr double NoseDepthVertical = 0.98;

enum : std::size_t { LeftEye, RightEye, Nose, LeftMouth, RightMouth };

QPointF middle(QPointF left, QPointF right)
{
    return (left + right) / 2;
}

// The nose and the eye-mouth axis in a frame of reference that turns with the eyes: x along the eyes, y down the face,
// both in eye distances.
struct FaceFrame
{
    QPointF nose; // from the middle between eyes and mouth
    QPointF mouth; // from the middle between the eyes
};

FaceFrame faceFrame(const FivePoints& points)
{
    const QPointF eyes = middle(points[LeftEye], points[RightEye]);
    const QPointF mouth = middle(points[LeftMouth], points[RightMouth]);
    const QPointF along = points[RightEye] - points[LeftEye];
    const double squared = std::max(QPointF::dotProduct(along, along), 1e-9);
    const QPointF down(-along.y(), along.x());
    const auto project = [&](QPointF offset) {
        return QPointF(QPointF::dotProduct(offset, along), QPointF::dotProduct(offset, down)) / squared;
    };
    return { project(points[Nose] - middle(eyes, mouth)), project(mouth - eyes) };
}

double arcSine(double value)
{
    return std::asin(std::clamp(value, -1.0, 1.0)) * DegreesPerRadian;
}

} // namespace

const FivePoints& alignedFacePoints()
{
    static const FivePoints points { QPointF(38.2946, 51.6963), QPointF(73.5318, 51.5014), QPointF(56.0252, 71.7366),
        QPointF(41.5493, 92.3655), QPointF(70.7299, 92.2041) };
    return points;
}

QPointF Similarity::map(QPointF point) const
{
    return QPointF(a * point.x() - b * point.y(), b * point.x() + a * point.y()) + shift;
}

double Similarity::scale() const
{
    return std::hypot(a, b);
}

Similarity Similarity::inverted() const
{
    const double squared = a * a + b * b;
    Similarity result { a / squared, -b / squared, {} };
    result.shift = -result.map(shift);
    return result;
}

Similarity fitSimilarity(const FivePoints& from, const FivePoints& to)
{
    QPointF fromMean;
    QPointF toMean;
    for (std::size_t index = 0; index < from.size(); ++index) {
        fromMean += from[index] / static_cast<double>(from.size());
        toMean += to[index] / static_cast<double>(to.size());
    }
    double aligned = 0;
    double crossed = 0;
    double spread = 0;
    for (std::size_t index = 0; index < from.size(); ++index) {
        const QPointF source = from[index] - fromMean;
        const QPointF target = to[index] - toMean;
        aligned += QPointF::dotProduct(source, target);
        crossed += source.x() * target.y() - source.y() * target.x();
        spread += QPointF::dotProduct(source, source);
    }
    if (spread <= 0)
        return {};
    Similarity result { aligned / spread, crossed / spread, {} };
    result.shift = toMean - result.map(fromMean);
    return result;
}

HeadPose headPose(const FivePoints& points)
{
    const FaceFrame frame = faceFrame(points);
    const QPointF along = points[RightEye] - points[LeftEye];
    return { arcSine(frame.nose.x() / NoseDepth), arcSine(-frame.nose.y() / NoseDepthVertical),
        std::atan2(along.y(), along.x()) * DegreesPerRadian };
}

bool isPlausibleFace(const FivePoints& points)
{
    if (eyeDistance(points) < 1)
        return false;
    const FaceFrame frame = faceFrame(points);
    // From a full left to a full right half-profile and from chin down to chin up, with room to spare.
    return frame.mouth.y() > 0.4 && frame.mouth.y() < 3.0 && std::abs(frame.mouth.x()) < 1.2
        && std::abs(frame.nose.x()) < 1.5 && std::abs(frame.nose.y()) < 0.9;
}

double eyeDistance(const FivePoints& points)
{
    const QPointF along = points[RightEye] - points[LeftEye];
    return std::hypot(along.x(), along.y());
}

} // namespace gatehouse::vision
