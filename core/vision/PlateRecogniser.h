#pragma once

#include "core/base/Result.h"
#include "core/video/Frame.h"
#include "core/vision/ModelCatalogue.h"
#include "core/vision/PlateTypes.h"

#include <QList>
#include <QRect>

#include <memory>
#include <vector>

namespace gatehouse::vision {

struct PlateOptions
{
    // Which plates may come; with several the text itself, its proportions and the plate's colour decide.
    QList<Region> regions { Region::China, Region::Europe, Region::UnitedStates, Region::Brazil };
    // The longer side, in px, that the region of interest is shrunk to, when it is larger, before text is searched in
    // it. 1280 finds plates 60 px wide in a whole 720p frame; 960 takes half the time and is enough for a lane's
    // region.
    int longSide = 1280;
    // Candidates with less confidence are not accepted (finding BelowThreshold); 0 takes the catalogue's threshold.
    double accept = 0;
    // Lines of text read in one frame, the most promising first.
    int maximumLines = 12;
    // px of plate height and variance of the Laplacian below which a reading says TooSmall or Blurred.
    double minimumHeight = 14;
    double minimumSharpness = 40;
};

// Finds and reads number plates in a frame. Owns its networks: create one for each worker thread and use it there only.
// The networks keep the sizes they have seen ready, so frames and regions of a steady size are quickest.
class PlateRecogniser
{
public:
    // Errors: ModelMissing, ModelInvalid; InvalidArgument when no region is given.
    static Result<std::unique_ptr<PlateRecogniser>> create(const ModelCatalogue& catalogue, PlateOptions options);
    ~PlateRecogniser();

    // Every plate in the region (pixels of the frame; null = all of it), the most confident first. A line of text that
    // fits no format is not reported, unless it is the only thing there that looks like a plate.
    std::vector<PlateReading> read(const video::Frame& frame, QRect regionOfInterest = {});

    // The two halves of read(), for a worker that tracks lines of text and reads only some of them: the lines that may
    // be plates, and the plates of these lines.
    std::vector<DetectedPlate> detect(const video::Frame& frame, QRect regionOfInterest = {});
    std::vector<PlateReading> read(
        const video::Frame& frame, const std::vector<DetectedPlate>& lines, PlateEffort effort = PlateEffort::Thorough);

    // The confidence from which on a candidate is accepted. The catalogue's value was set on the labelled pictures this
    // project is developed with, two labels aside that their pictures contradict: on one half of them 0.25 is the least
    // without a wrong answer in any region; the other half then still has one, and none from 0.35 on.
    [[nodiscard]] double acceptThreshold() const;

private:
    struct Parts;
    explicit PlateRecogniser(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace gatehouse::vision
