#include "core/vision/FaceQualityRules.h"

#include <algorithm>
#include <cmath>

namespace gatehouse::vision {

namespace {

// What a value just good enough contributes; an ideal one contributes 1, so one weak value leaves LeastEnrolmentQuality
// within reach and two do not.
constexpr double JustEnough = 0.5;

// Clarity of what is no face, with room: false ones have 0, one in a hundred real ones less than 0.35.
constexpr double NoIdentity = 0.05;

// 0 at nothing, JustEnough at `least`, 1 from `ideal` on.
double rising(double value, double least, double ideal)
{
    if (value < least)
        return std::max(0.0, value / least) * JustEnough;
    return std::min(1.0, JustEnough + (1 - JustEnough) * (value - least) / (ideal - least));
}

// 1 up to half of `most`, JustEnough at it, 0 from half as much again.
double falling(double value, double most)
{
    return std::clamp(1.5 - value / most, 0.0, 1.0);
}

} // namespace

FaceQuality judged(FaceQuality measured, const FaceQualityRules& rules)
{
    const double lumaRoom = std::min(rising(measured.luma, rules.leastLuma, 2 * rules.leastLuma),
        rising(255 - measured.luma, 255 - rules.mostLuma, 2 * (255 - rules.mostLuma)));
    const double turn = std::min({ falling(std::abs(measured.yaw), rules.mostYaw),
        falling(std::abs(measured.pitch), rules.mostPitch), falling(std::abs(measured.roll), rules.mostRoll) });
    measured.overall = rising(measured.eyeDistance, rules.leastEyeDistance, rules.idealEyeDistance)
        * rising(measured.sharpness, rules.leastSharpness, rules.idealSharpness) * lumaRoom * turn;

    measured.findings.clear();
    const auto needsAtLeast = [&](Obstacle obstacle, double value, double needed) {
        if (value < needed)
            measured.findings.append({ obstacle, value, needed });
    };
    const auto needsAtMost = [&](Obstacle obstacle, double value, double needed) {
        if (value > needed)
            measured.findings.append({ obstacle, value, needed });
    };
    needsAtLeast(Obstacle::TooSmall, measured.eyeDistance, rules.leastEyeDistance);
    needsAtLeast(Obstacle::Blurred, measured.sharpness, rules.leastSharpness);
    needsAtLeast(Obstacle::TooDark, measured.luma, rules.leastLuma);
    needsAtMost(Obstacle::TooBright, measured.luma, rules.mostLuma);
    needsAtMost(Obstacle::Turned, std::abs(measured.yaw), rules.mostYaw);
    needsAtMost(Obstacle::Turned, std::abs(measured.pitch), rules.mostPitch);
    needsAtMost(Obstacle::Turned, std::abs(measured.roll), rules.mostRoll);
    return measured;
}

bool showsAFace(const FaceQuality& quality, double clarity)
{
    return clarity > NoIdentity || !quality.findings.isEmpty();
}

} // namespace gatehouse::vision
