#pragma once

#include "core/vision/PlateReader.h"
#include "core/vision/PlateScoring.h"

#include <vector>

namespace gatehouse::vision {

// One plate as proposed by one line of text, or by two that belong together.
struct PlateProposal
{
    PlateCorners text {}; // around the serial, pixels of the picture
    bool isStacked = false; // two lines, one above the other
    float detectorScore = 0;
    PlateLook look;
    QString raw;
    std::vector<Emissions> looks; // what the choices were made from
    std::vector<PlateChoice> choices; // the best first; empty when nothing fits a format

    [[nodiscard]] double score() const { return choices.empty() ? 0 : choices.front().score; }
    [[nodiscard]] double confidence() const
    {
        return choices.empty() ? 0 : static_cast<double>(choices.front().candidate.confidence);
    }
};

// Reads the lines of a picture (8-bit BGR), at most `maximumLines` of them, and puts together those that are one plate:
// cut by a gap, or written in two rows. Every line is part of one proposal at most; ordered by score, those without any
// choice last. Internal to core/vision; the reader's thread.
std::vector<PlateProposal> proposePlates(PlateReader& reader, const PlateFormats& formats, const cv::Mat& picture,
    std::vector<DetectedPlate> lines, int maximumLines, PlateEffort effort = PlateEffort::Thorough);

} // namespace gatehouse::vision
