#pragma once

#include "core/video/Frame.h"

#include <vector>

namespace gatehouse::lane {

// Notices that a frame shows another scene than the one before: the next picture of a folder, a camera that was turned
// or came back elsewhere. What was followed then is over, however alike two places look. A car that drives in close
// changes much but not most of the picture. Costs some microseconds; one owner.
class SceneCut
{
public:
    // True for a frame of a new scene; the very first frame is none.
    bool isCut(const video::Frame& frame);

private:
    std::vector<int> m_cells; // luma 0..255 of the last frame, sampled on a grid
    QSize m_size;
};

} // namespace gatehouse::lane
