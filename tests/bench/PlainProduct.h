#pragma once

#include "tests/bench/FigureTable.h"

#include <random>
#include <vector>

namespace gatehouse::bench {

// So that no compiler leaves the work out.
inline volatile float sink = 0;

inline std::vector<float> randomValues(std::size_t count, unsigned seed)
{
    std::mt19937 random(seed);
    std::normal_distribution<float> normal;
    std::vector<float> values(count);
    for (float& value : values)
        value = normal(random);
    return values;
}

inline const QString PlainProduct = QStringLiteral("plain float matrix product 192×192×192");

// ms: what the machine makes of floating point without any library.
inline double plainProduct()
{
    constexpr std::size_t Side = 192;
    const std::vector<float> left = randomValues(Side * Side, 1);
    const std::vector<float> right = randomValues(Side * Side, 2);
    std::vector<float> result(Side * Side);
    return milliseconds(31, [&] {
        std::ranges::fill(result, 0.0F);
        for (std::size_t row = 0; row < Side; ++row) {
            for (std::size_t inner = 0; inner < Side; ++inner) {
                const float factor = left[row * Side + inner];
                for (std::size_t column = 0; column < Side; ++column)
                    result[row * Side + column] += factor * right[inner * Side + column];
            }
        }
        sink = result[Side];
    });
}

} // namespace gatehouse::bench
