#include "core/vision/MotionGate.h"

#include "core/vision/FrameMat.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>

namespace gatehouse::vision {

namespace {

// Rows and columns looked at in each cell: enough that sensor noise averages out, few enough that a 1080p region costs
// well under a millisecond.
constexpr int SamplesPerCell = 6;

// Every n-th pixel so that about SamplesPerCell remain per cell in each direction.
cv::Mat thinned(const cv::Mat& luma, int columns, int rows)
{
    const int stepX = std::max(1, luma.cols / (columns * SamplesPerCell));
    const int stepY = std::max(1, luma.rows / (rows * SamplesPerCell));
    if (stepX == 1 && stepY == 1)
        return luma;
    cv::Mat result(luma.rows / stepY, luma.cols / stepX, CV_8UC1);
    for (int y = 0; y < result.rows; ++y) {
        const uchar* from = luma.ptr(y * stepY);
        uchar* to = result.ptr(y);
        for (int x = 0; x < result.cols; ++x)
            to[x] = from[x * stepX];
    }
    return result;
}

} // namespace

MotionGate::MotionGate(MotionGateOptions options)
    : m_options(options)
{
}

MotionGate::Verdict MotionGate::look(const video::Frame& frame, QRect region, qint64 now)
{
    std::vector<float> cells = thumbnail(frame, region);
    if (cells.empty())
        return Verdict::Still;
    const bool isComparable = m_reference && m_reference->size == frame.size() && m_reference->region == region;
    const bool isMotion = !isComparable || differs(cells);
    if (isMotion)
        m_movedAt = now;
    const bool isHeld = m_movedAt && now - *m_movedAt < m_options.holdFor;
    const bool isDue = !isComparable || now - m_reference->takenAt >= m_options.passEvery;
    if (!isHeld && !isDue)
        return Verdict::Still;
    m_reference = Reference { frame.size(), region, std::move(cells), now };
    return isHeld ? Verdict::Motion : Verdict::Refresh;
}

std::vector<float> MotionGate::thumbnail(const video::Frame& frame, QRect region) const
{
    const cv::Mat luma = lumaPicture(frame, region);
    if (luma.empty())
        return {};
    cv::Mat small;
    const cv::Size grid(m_options.columns, m_options.rows);
    cv::resize(thinned(luma, grid.width, grid.height), small, grid, 0, 0, cv::INTER_AREA);
    cv::Mat cells;
    small.convertTo(cells, CV_32F);
    return { cells.begin<float>(), cells.end<float>() };
}

bool MotionGate::differs(const std::vector<float>& cells) const
{
    std::vector<float> change(cells.size());
    for (std::size_t index = 0; index < cells.size(); ++index)
        change[index] = cells[index] - m_reference->cells[index];
    // Clouds, exposure and lamps change every cell alike: that is not motion. The median is what they have in common.
    std::vector<float> ordered = change;
    const auto middle = ordered.begin() + static_cast<std::ptrdiff_t>(ordered.size() / 2);
    std::nth_element(ordered.begin(), middle, ordered.end());
    const float common = *middle;
    const auto changed = std::count_if(change.begin(), change.end(),
        [&](float value) { return std::abs(value - common) > static_cast<float>(m_options.cellDifference); });
    return static_cast<double>(changed) > m_options.changedShare * static_cast<double>(cells.size());
}

} // namespace gatehouse::vision
