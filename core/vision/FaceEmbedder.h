#pragma once

#include "core/vision/FaceTypes.h"
#include "core/vision/Network.h"

namespace gatehouse::vision {

// Turns an aligned face into its vector. Internal to core/vision; owned by one thread.
class FaceEmbedder
{
public:
    static Result<FaceEmbedder> create(const ModelCatalogue& catalogue);

    // `aligned` is 112×112, 8-bit BGR (the network was trained on BGR: RGB measures worse). An empty vector when the
    // network failed or gave nothing of length.
    FaceEmbedding embed(const cv::Mat& aligned);

private:
    explicit FaceEmbedder(Network network);
    Network m_network;
};

} // namespace gatehouse::vision
