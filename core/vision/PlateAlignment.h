#pragma once

#include "core/vision/PlateEmissions.h"

#include <QStringView>

#include <span>
#include <vector>

namespace gatehouse::vision {

// How a known text lies in what the reading network said. Pure; any thread.

// The probability of exactly this text in softened emissions, summed over all alignments.
double textProbability(const Emissions& look, QStringView text);

// For each character of the text how clearly it was seen, 0..1: the mean over the looks of its best step on the most
// probable alignment.
std::vector<float> characterConfidence(std::span<const Emissions> looks, QStringView text);

// What is left of a text's confidence when its least clear character is considered, 0..1: an emblem read as a letter or
// a stroke under dirt spoils one character of a text that is likely as a whole. The square of that character's
// confidence; no characters leave all of it.
float clarityOf(std::span<const float> characters);

} // namespace gatehouse::vision
