#pragma once

#include <QList>

namespace gatehouse::vision {

// What stood in the way of a recognition, each with the measured value and the value it would need, so that a person can
// be told "plate 14 px high, needs 16".
enum class Obstacle {
    TooSmall,       // px (face: between the eyes; plate: height)
    Blurred,        // sharpness, variance of the Laplacian at working size
    Turned,         // degrees of yaw, pitch or plate tilt (measured above needed)
    TooDark,        // mean luma 0..255
    TooBright,      // mean luma 0..255 (measured above needed)
    BelowThreshold, // score
    TooCloseToSecond, // margin between best and second
    NotLive,        // liveness 0..1
    FormatUnknown,  // the text fits no format of the expected regions
    TooFewReads,    // agreeing reads
};

struct Finding
{
    Obstacle obstacle = Obstacle::BelowThreshold;
    double measured = 0;
    double needed = 0;

    friend bool operator==(const Finding&, const Finding&) = default;
};

using Findings = QList<Finding>;

} // namespace gatehouse::vision
