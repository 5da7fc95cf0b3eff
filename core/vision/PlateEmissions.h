#pragma once

#include "core/vision/PlateAlphabet.h"

#include <cstddef>
#include <vector>

namespace gatehouse::vision {

// What the reading network said about one crop of a plate, step by step from left to right: the probability of each
// plate symbol (PlateAlphabet.h), and in column 0 of "nothing here".
class Emissions
{
public:
    static constexpr int Columns = 1 + PlateSymbolCount;

    explicit Emissions(int steps)
        : m_values(static_cast<std::size_t>(steps * Columns), 0.0F)
    {
    }
    [[nodiscard]] int steps() const { return static_cast<int>(m_values.size()) / Columns; }
    [[nodiscard]] float nothing(int step) const { return m_values[offset(step)]; }
    [[nodiscard]] float symbol(int step, int symbol) const
    {
        return m_values[offset(step) + 1 + static_cast<std::size_t>(symbol)];
    }
    void addNothing(int step, float probability) { m_values[offset(step)] += probability; }
    void addSymbol(int step, int symbol, float probability)
    {
        m_values[offset(step) + 1 + static_cast<std::size_t>(symbol)] += probability;
    }
    // The steps of `below` after these: a plate of two lines read as one.
    [[nodiscard]] Emissions followedBy(const Emissions& below) const;
    // With what a camera cannot tell apart lent to each other (O and 0, I and 1 almost fully, B and 8 or 5 and S a
    // little), so that the formats can decide; and with a small chance that any step shows nothing of the plate (an
    // emblem, a screw).
    [[nodiscard]] Emissions softened() const;

private:
    [[nodiscard]] static std::size_t offset(int step) { return static_cast<std::size_t>(step * Columns); }
    std::vector<float> m_values;
};

} // namespace gatehouse::vision
