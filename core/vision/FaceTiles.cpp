#include "core/vision/FaceDetector.h"
#include "core/vision/Tracker.h"

#include <algorithm>
#include <cmath>

namespace gatehouse::vision {

namespace {

// The least face the network finds, in lines of its input, and that input's size.
constexpr double LeastFace = 14;
constexpr double InputWidth = 320;
constexpr double InputHeight = 240;
// A box that lies inside a better one by this share of itself is a part of the same face.
constexpr double MostlyInside = 0.7;
// More tiles than this are not worth a person's wait.
constexpr int MostTilesASide = 8;

// Where `count` spans of `length` begin so that they cover 0..total evenly.
std::vector<int> spans(int total, int length, int count)
{
    std::vector<int> begins;
    for (int index = 0; index < count; ++index)
        begins.push_back(count == 1 ? 0 : static_cast<int>(std::lround(double(total - length) * index / (count - 1))));
    return begins;
}

int spansNeeded(int total, int length, int shared)
{
    if (total <= length)
        return 1;
    return std::min(MostTilesASide, 1 + static_cast<int>(std::ceil(double(total - length) / (length - shared))));
}

double areaOf(const QRectF& box)
{
    return box.width() * box.height();
}

bool isSameFace(const QRectF& better, const QRectF& other, double overlap)
{
    if (intersectionOverUnion(better, other) > overlap)
        return true;
    const QRectF shared = better.intersected(other);
    const double smaller = std::min(areaOf(better), areaOf(other));
    return smaller > 0 && areaOf(shared) > MostlyInside * smaller;
}

} // namespace

std::vector<QRect> faceTiles(QSize picture, int minimumHeight)
{
    const double reach = minimumHeight / LeastFace;
    const QSize tile(static_cast<int>(InputWidth * reach), static_cast<int>(InputHeight * reach));
    const int shared = minimumHeight * 3 / 2;
    const int columns = spansNeeded(picture.width(), tile.width(), shared);
    const int rows = spansNeeded(picture.height(), tile.height(), shared);
    if (columns == 1 && rows == 1)
        return {};
    const QSize size(std::min(tile.width(), picture.width()), std::min(tile.height(), picture.height()));
    std::vector<QRect> tiles;
    for (const int top : spans(picture.height(), size.height(), rows)) {
        for (const int left : spans(picture.width(), size.width(), columns))
            tiles.emplace_back(QPoint(left, top), size);
    }
    return tiles;
}

std::vector<FaceBox> withoutDoubles(std::vector<FaceBox> boxes, double overlap)
{
    std::ranges::stable_sort(boxes, [](const FaceBox& left, const FaceBox& right) { return left.score > right.score; });
    std::vector<FaceBox> kept;
    for (const FaceBox& candidate : boxes) {
        const bool isDouble = std::ranges::any_of(
            kept, [&](const FaceBox& better) { return isSameFace(better.box, candidate.box, overlap); });
        if (!isDouble)
            kept.push_back(candidate);
    }
    return kept;
}

} // namespace gatehouse::vision
