#include "core/lane/SceneCut.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace gatehouse::lane {

namespace {

constexpr int Columns = 40;
constexpr int Rows = 24;
constexpr int SamplesAcross = 4; // a cell
constexpr int CellDifference = 20; // luma, after the picture's common change of light
constexpr double CutShare = 0.6; // of all cells

// A measure of brightness that every format has without conversion: luma, or the green of BGR.
int brightness(const video::Frame& frame, int x, int y)
{
    const video::Frame::Plane& plane = frame.plane(0);
    const uchar* row = plane.data + y * plane.stride;
    return frame.format() == video::PixelFormat::Bgr24 ? row[3 * x + 1] : row[x];
}

std::vector<int> sampledCells(const video::Frame& frame)
{
    std::vector<int> cells;
    cells.reserve(static_cast<std::size_t>(Columns) * Rows);
    const QSize size = frame.size();
    const int across = Columns * SamplesAcross;
    const int down = Rows * SamplesAcross;
    for (int row = 0; row < Rows; ++row) {
        for (int column = 0; column < Columns; ++column) {
            int sum = 0;
            for (int sample = 0; sample < SamplesAcross * SamplesAcross; ++sample) {
                const int x = column * SamplesAcross + sample % SamplesAcross;
                const int y = row * SamplesAcross + sample / SamplesAcross;
                sum += brightness(
                    frame, (2 * x + 1) * size.width() / (2 * across), (2 * y + 1) * size.height() / (2 * down));
            }
            cells.push_back(sum / (SamplesAcross * SamplesAcross));
        }
    }
    return cells;
}

} // namespace

bool SceneCut::isCut(const video::Frame& frame)
{
    if (frame.isNull() || frame.size().isEmpty())
        return false;
    const std::vector<int> before = std::exchange(m_cells, sampledCells(frame));
    if (std::exchange(m_size, frame.size()) != frame.size())
        return !before.empty();
    if (before.empty())
        return false;
    std::vector<int> change(m_cells.size());
    for (std::size_t index = 0; index < change.size(); ++index)
        change[index] = m_cells[index] - before[index];
    std::vector<int> ordered = change;
    const auto middle = ordered.begin() + static_cast<std::ptrdiff_t>(ordered.size() / 2);
    std::nth_element(ordered.begin(), middle, ordered.end());
    const auto changed = std::count_if(change.begin(), change.end(),
        [common = *middle](int value) { return std::abs(value - common) > CellDifference; });
    return static_cast<double>(changed) > CutShare * static_cast<double>(change.size());
}

} // namespace gatehouse::lane
