#include "core/vision/PlateAlignment.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gatehouse::vision {

namespace {

std::vector<int> symbolsOf(QStringView text)
{
    std::vector<int> symbols;
    for (const QChar character : text)
        symbols.push_back(plateSymbol(character).value_or(-1));
    return symbols;
}

double logarithm(float probability)
{
    return std::log(std::max(static_cast<double>(probability), 1e-12));
}

// States of an alignment: 2i is "nothing before character i", 2i + 1 is character i.
std::vector<float> clearestSteps(const Emissions& look, const std::vector<int>& symbols)
{
    const int states = static_cast<int>(symbols.size()) * 2 + 1;
    constexpr double Never = -std::numeric_limits<double>::infinity();
    std::vector<double> score(static_cast<std::size_t>(states), Never);
    score[0] = 0;
    std::vector<std::vector<int>> cameFrom;
    const auto emission = [&](int step, int state) {
        return state % 2 == 0 ? look.nothing(step) : look.symbol(step, symbols[static_cast<std::size_t>(state / 2)]);
    };
    for (int step = 0; step < look.steps(); ++step) {
        std::vector<double> next(static_cast<std::size_t>(states), Never);
        std::vector<int> from(static_cast<std::size_t>(states), 0);
        for (int state = 0; state < states; ++state) {
            const bool canSkip = state >= 3 && state % 2 == 1
                && symbols[static_cast<std::size_t>(state / 2)] != symbols[static_cast<std::size_t>(state / 2 - 1)];
            for (int back = 0; back <= (canSkip ? 2 : 1) && back <= state; ++back) {
                const double value = score[static_cast<std::size_t>(state - back)] + logarithm(emission(step, state));
                if (value > next[static_cast<std::size_t>(state)]) {
                    next[static_cast<std::size_t>(state)] = value;
                    from[static_cast<std::size_t>(state)] = state - back;
                }
            }
        }
        score.swap(next);
        cameFrom.push_back(std::move(from));
    }
    int state = states >= 2 && score[static_cast<std::size_t>(states - 2)] > score[static_cast<std::size_t>(states - 1)]
        ? states - 2
        : states - 1;
    std::vector<float> clearest(symbols.size(), 0.0F);
    for (int step = look.steps() - 1; step >= 0; --step) {
        if (state % 2 == 1) {
            float& value = clearest[static_cast<std::size_t>(state / 2)];
            value = std::max(value, std::min(1.0F, emission(step, state)));
        }
        state = cameFrom[static_cast<std::size_t>(step)][static_cast<std::size_t>(state)];
    }
    return clearest;
}

} // namespace

double textProbability(const Emissions& look, QStringView text)
{
    const std::vector<int> symbols = symbolsOf(text);
    const std::size_t length = symbols.size();
    std::vector<double> nothing(length + 1, 0.0);
    std::vector<double> symbol(length + 1, 0.0);
    nothing[0] = 1;
    for (int step = 0; step < look.steps(); ++step) {
        for (std::size_t index = length; index >= 1; --index) {
            const bool doubled = index >= 2 && symbols[index - 1] == symbols[index - 2];
            const double before = nothing[index - 1] + (doubled ? 0.0 : symbol[index - 1]);
            const double ended = nothing[index] + symbol[index];
            symbol[index] = (symbol[index] + before) * static_cast<double>(look.symbol(step, symbols[index - 1]));
            nothing[index] = ended * static_cast<double>(look.nothing(step));
        }
        nothing[0] *= static_cast<double>(look.nothing(step));
    }
    return nothing[length] + symbol[length];
}

std::vector<float> characterConfidence(std::span<const Emissions> looks, QStringView text)
{
    const std::vector<int> symbols = symbolsOf(text);
    std::vector<float> confidence(symbols.size(), 0.0F);
    for (const Emissions& look : looks) {
        const std::vector<float> clearest = clearestSteps(look, symbols);
        for (std::size_t index = 0; index < confidence.size(); ++index)
            confidence[index] += clearest[index] / static_cast<float>(looks.size());
    }
    return confidence;
}

float clarityOf(std::span<const float> characters)
{
    const float least = characters.empty() ? 1.0F : *std::ranges::min_element(characters);
    return least * least;
}

} // namespace gatehouse::vision
