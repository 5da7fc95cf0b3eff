#pragma once

#include "core/vision/FaceTypes.h"
#include "core/vision/Network.h"

#include <QRect>
#include <QRectF>
#include <QSize>

#include <vector>

namespace gatehouse::vision {

struct FaceBox
{
    QRectF box; // pixels of the picture that was searched; may reach past its edges
    float score = 0; // 0..1
};

struct FaceDetectorOptions
{
    float score = 0.65F; // least score of a face
    float overlap = 0.3F; // IoU above which two boxes are one face
    // Faces of at least this height (px) are to be found in a live search. 56 takes one pass up to 1280×960; less, or a
    // larger region, takes one more for every tile.
    int minimumHeight = 56;
    // At most this many faces are given back, the largest; keeps the time bounded in a crowd.
    std::size_t maximumFaces = 12;
};

// UltraFace RFB-320: boxes and scores of 4,420 fixed places in a picture of 320×240. Internal to core/vision; owned by
// one thread.
class FaceDetector
{
public:
    static Result<FaceDetector> create(const ModelCatalogue& catalogue, FaceDetectorOptions options);

    // `picture` is 8-bit BGR of any size. Ordered by height, the tallest first.
    std::vector<FaceBox> find(const cv::Mat& picture, FaceSearch search);

private:
    FaceDetector(Network network, FaceDetectorOptions options);
    std::vector<FaceBox> findOnce(const cv::Mat& picture, float score);
    std::vector<FaceBox> findInTiles(const cv::Mat& picture, int minimumHeight);
    std::vector<FaceBox> findThoroughly(const cv::Mat& picture);

    Network m_network;
    FaceDetectorOptions m_options;
};

// The parts of a picture that have to be searched one by one so that faces of `minimumHeight` px are seen, overlapping
// by one such face and a half; empty when the picture searched whole shows them already. Measured: the detector finds
// faces of 14 px of its 240-line input.
std::vector<QRect> faceTiles(QSize picture, int minimumHeight);

// Greedy: keeps the best, drops what overlaps it by more than `overlap` (IoU) or lies mostly inside it (a face cut by
// the edge of a tile).
std::vector<FaceBox> withoutDoubles(std::vector<FaceBox> boxes, double overlap);

} // namespace gatehouse::vision
