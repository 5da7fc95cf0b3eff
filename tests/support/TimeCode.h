#pragma once

#include "core/video/Frame.h"

namespace gatehouse::test {

// Reads the moment a picture of tests/support/camera_picture.py was made: milliseconds of the machine's monotonic
// clock.
inline double timeCodeOf(const video::Frame& frame)
{
    constexpr int Bits = 40;
    const video::Frame::Plane& luma = frame.plane(0);
    const int row = std::max(1, frame.size().height() / 8) / 2;
    quint64 code = 0;
    for (int index = 0; index < Bits; ++index) {
        const int column = (frame.size().width() * index / Bits + frame.size().width() * (index + 1) / Bits) / 2;
        code = code << 1 | (luma.data[row * luma.stride + column] > 125 ? 1U : 0U);
    }
    return static_cast<double>(code) / 10.0;
}

} // namespace gatehouse::test
