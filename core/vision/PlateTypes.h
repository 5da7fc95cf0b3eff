#pragma once

#include "core/base/PlateText.h"
#include "core/base/Region.h"
#include "core/vision/FaceTypes.h"
#include "core/vision/Quality.h"

#include <QPointF>
#include <QRectF>

#include <array>
#include <vector>

namespace gatehouse::vision {

// Corners clockwise from the top left as the text reads; pixels of the frame.
using PlateCorners = std::array<QPointF, 4>;

struct DetectedPlate
{
    PlateCorners corners;
    QRectF box; // bounds of the corners
    float score = 0; // 0..1
};

struct PlateCandidate
{
    PlateText text;
    Region region = Region::Europe;
    float confidence = 0; // 0..1
};

// One reading of one plate in one frame. `candidates` are ordered, the best first; empty when nothing fits a format of
// the expected regions. `raw` is what the network read before any format.
struct PlateReading
{
    DetectedPlate plate;
    QString raw;
    std::vector<PlateCandidate> candidates;
    // Probability of each character of the best candidate, for votes over a track.
    std::vector<float> characterConfidence;
    double height = 0; // px, of the plate in the frame
    double sharpness = 0;
    Findings findings;
};

// A glance looks at a line of text once or twice (up to four times where a Chinese plate may be) and tells only what is
// settled by that: clear at once, or read alike with more around it. Anything else takes a thorough reading, which may
// cost nine looks.
enum class PlateEffort { Glance, Thorough };

// What a track of a plate has come to.
struct PlateVerdict
{
    Certainty certainty = Certainty::Unknown; // Known: the text is settled; says nothing about registration
    std::optional<PlateCandidate> best;
    std::optional<PlateCandidate> second;
    int reads = 0; // attempts
    int agreeing = 0; // reads whose best equals the verdict's
    Findings findings;
};

} // namespace gatehouse::vision
