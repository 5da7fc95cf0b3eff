#pragma once

#include "core/vision/PlateTypes.h"
#include "core/vision/evaluation/PlateLabels.h"

#include <QJsonObject>

#include <vector>

namespace gatehouse::vision {

// Measures of plate recognition over tables of results. Pure; any thread.

// What a frame shows and what was read in it.
struct PlateFrame
{
    std::vector<PlateLabel> labels;
    std::vector<PlateReading> readings;
    double milliseconds = 0;
};

// Shares are 0..1; a share of nothing is 0. The answer to a label is the reading whose box overlaps the label's most,
// by an IoU of 0.3 at least; where a label has no answer its text counts as empty.
struct PlateMeasures
{
    int plates = 0; // labels
    double recall = 0; // labels that a reading overlaps with IoU >= 0.5
    double precision = 0; // readings with IoU >= 0.3 to a label, of all readings
    double exact = 0; // labels whose answer's best candidate is the same text
    double exactMerged = 0; // … with O = 0 = Q and I = 1
    double topExactMerged = 0; // frames whose most confident reading is one of the frame's labels, merged
    double characterAccuracy =
        0; // 1 - edit distance / length, over all labels together; a distance is never more than the length
    double accepted = 0; // labels answered with at least the accept threshold
    double acceptedWrong = 0; // of these, the answers that are wrong, merged
    double msMedian = 0; // a frame
    double msP95 = 0;
};

PlateMeasures measurePlates(const std::vector<PlateFrame>& frames, double acceptThreshold);

// {"all": measures, "regions": {"eu": measures, …}} with a region for each that has labels. A frame counts for every
// region it has labels of, with these labels and all of its readings.
QJsonObject plateMeasuresJson(const std::vector<PlateFrame>& frames, double acceptThreshold);

// Insertions, deletions and replacements that make one text of the other (Levenshtein).
int editDistance(QStringView left, QStringView right);

} // namespace gatehouse::vision
