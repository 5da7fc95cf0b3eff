#pragma once

#include "core/base/Result.h"
#include "core/vision/Network.h"
#include "core/vision/PlateEmissions.h"
#include "core/vision/PlateTypes.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace gatehouse::vision {

struct PlateReadout
{
    Emissions emissions; // softened
    QString raw; // the network's own best text, of all characters it knows
};

// Reads one line of text: PP-OCRv4's recogniser with its input fixed to 48×192, of which a plate fills 160 columns.
// Internal to core/vision; owned by one thread.
class PlateReader
{
public:
    // ModelMissing, ModelInvalid.
    static Result<PlateReader> create(const ModelCatalogue& catalogue);

    // What the network says about the part of the picture (8-bit BGR) inside the corners; nothing when OpenCV failed,
    // which is logged.
    std::optional<PlateReadout> read(const cv::Mat& picture, const PlateCorners& corners);

private:
    PlateReader(Network network, QStringList characters);
    [[nodiscard]] PlateReadout readout(const cv::Mat& output) const;

    Network m_network;
    QStringList m_characters; // by class; class 0 is "nothing"
    std::vector<int> m_columns; // by class: the column of Emissions it counts for, or -1
};

} // namespace gatehouse::vision
