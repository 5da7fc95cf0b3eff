#pragma once

#include "core/vision/PlateEmissions.h"
#include "core/vision/PlateFormats.h"

#include <QString>

#include <span>
#include <vector>

namespace gatehouse::vision {

// A text that fits a format, and how probable the network thinks it is: the mean over the crops it was asked about.
struct DecodedText
{
    QString text;
    PlateFormats::Set formats;
    double probability = 0; // 0..1
};

// Searches the texts that fit `formats` in one or more softened readings of the same plate: prefix beam search of
// connectionist temporal classification (Graves et al. 2006; Hannun 2017), each prefix held to the formats it can still
// become, then the exact probability of every text found. Most probable first; empty when nothing fits. Any thread.
std::vector<DecodedText> decodePlate(std::span<const Emissions> looks, const PlateFormats& formats);

} // namespace gatehouse::vision
