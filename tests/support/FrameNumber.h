#pragma once

#include "core/video/Frame.h"

#include <QColor>
#include <QImage>
#include <QPainter>

#include <optional>

namespace gatehouse::test {

// The number of a picture in its film, written into the picture itself so that it can be followed to the screen: twelve
// black and white blocks in the lower left corner, a Gray code with the highest bit first. From one picture to the next
// a single block changes, which is less than recognition takes for motion.
namespace frame_number {

inline constexpr int Bits = 12;
inline constexpr int Numbers = 1 << Bits;
inline constexpr int Block = 16; // px

inline QPointF centreOfBlock(int index, QSize picture)
{
    return { (index + 0.5) * Block, picture.height() - 0.5 * Block };
}

// `brightnessAt(QPointF)` in 0..255; nothing where a block is neither black nor white.
template <typename BrightnessAt>
std::optional<int> read(QSize picture, BrightnessAt brightnessAt)
{
    int number = 0;
    int bit = 0;
    for (int index = 0; index < Bits; ++index) {
        const int brightness = brightnessAt(centreOfBlock(index, picture));
        if (brightness > 90 && brightness < 165)
            return std::nullopt;
        bit ^= brightness > 125 ? 1 : 0;
        number = number << 1 | bit;
    }
    return number;
}

inline void write(QImage& picture, int number)
{
    QPainter painter(&picture);
    const int code = number ^ (number >> 1);
    for (int index = 0; index < Bits; ++index) {
        const bool isSet = (code >> (Bits - 1 - index) & 1) != 0;
        painter.fillRect(index * Block, picture.height() - Block, Block, Block, isSet ? Qt::white : Qt::black);
    }
}

} // namespace frame_number

} // namespace gatehouse::test
