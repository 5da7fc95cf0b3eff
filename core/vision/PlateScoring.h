#pragma once

#include "core/vision/PlateCrop.h"
#include "core/vision/PlateDecoder.h"
#include "core/vision/PlateTypes.h"

#include <optional>
#include <vector>

namespace gatehouse::vision {

// What besides the text speaks for one region or another.
struct PlateEvidence
{
    // Width by height of the line of text; absent for a plate of two lines.
    std::optional<double> aspect;
    // Absent when only one region can come: then the ground decides nothing.
    std::optional<PlateGround> ground;
};

// A candidate with its weight against everything else read in the frame.
struct PlateChoice
{
    PlateCandidate candidate;
    double score = 0; // probability × format's weight × evidence for the region
};

// Ranks decoded texts. Texts that differ only in what a camera cannot tell apart (O and 0, I and 1) count as one,
// written as the most likely format has it. A candidate's confidence is the network's probability, lowered for formats
// that almost any word fits and for grounds that speak against its region. Pure; any thread.
std::vector<PlateChoice> rankTexts(
    const std::vector<DecodedText>& texts, const PlateFormats& formats, const PlateEvidence& evidence);

} // namespace gatehouse::vision
