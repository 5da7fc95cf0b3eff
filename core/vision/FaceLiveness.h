#pragma once

#include "core/vision/Network.h"

#include <QRect>
#include <QRectF>
#include <QSize>

#include <optional>

namespace gatehouse::vision {

// The square liveness is judged in: the face's height widened 2.7 times about its centre, because what gives a replay
// away is around the face. Less where the picture is smaller; shifted inside, not cut. Pixels of the frame.
QRect livenessSquare(const QRectF& faceBox, QSize frame);

// Judges one picture of a face. One judgement means little: see LivenessVotes. Internal to core/vision; owned by one
// thread.
class FaceLiveness
{
public:
    static Result<FaceLiveness> create(const ModelCatalogue& catalogue);

    // `surroundings` is the livenessSquare() as 8-bit BGR, any size. How likely it is a living face, 0..1; absent when
    // the network failed.
    std::optional<float> judge(const cv::Mat& surroundings);

private:
    explicit FaceLiveness(Network network);
    Network m_network;
};

} // namespace gatehouse::vision
