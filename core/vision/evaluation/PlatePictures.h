#pragma once

#include "core/vision/PlateRecogniser.h"
#include "core/vision/evaluation/PlateEvaluation.h"

#include <functional>
#include <vector>

namespace gatehouse::vision {

// Whether the reader is told which region a picture's plates are of.
enum class RegionKnowledge { FoundOut, Told };

struct PlatePictureOptions
{
    PlateOptions plates; // with FoundOut: plates.regions are what the reader chooses from
    RegionKnowledge regions = RegionKnowledge::FoundOut;
    // Called after each picture with how many are done and how many there are.
    std::function<void(int, int)> onProgress;
};

// Reads every labelled picture of a folder once (with Told: once for each region its labels name). Times hold the
// search and the reading, not the decoding of the file. Errors: those of PlateRecogniser::create(); PictureUnreadable
// with "LINE: why" for a label whose picture cannot be read, before any is.
Result<std::vector<PlateFrame>> readLabelledPictures(const ModelCatalogue& catalogue, const QString& folder,
    const std::vector<PlateLabel>& labels, const PlatePictureOptions& options);

} // namespace gatehouse::vision
