#pragma once

#include "core/vision/PlateLineReader.h"

#include <vector>

namespace gatehouse::vision {

// Reads the lines of a picture, at most `maximumLines` of them, and puts together those that are one plate: cut by a
// gap, or written in two rows. All lines get one look, only those most like a plate get more. Every line is part of one
// proposal at most; ordered by score, those without any choice last. Internal to core/vision; the reader's thread.
std::vector<PlateProposal> proposePlates(PlateLineReader& reader, std::vector<DetectedPlate> lines, int maximumLines);

// The plates among these lines that are clear at a glance, ordered by score.
std::vector<PlateProposal> glanceAtPlates(PlateLineReader& reader, std::vector<DetectedPlate> lines, int maximumLines);

} // namespace gatehouse::vision
