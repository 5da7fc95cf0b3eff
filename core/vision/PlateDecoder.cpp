#include "core/vision/PlateDecoder.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace gatehouse::vision {

namespace {

constexpr std::size_t BeamWidth = 24;
constexpr std::size_t SymbolsPerStep = 12;
constexpr float LeastSymbol = 1e-4F;
// The chance that a step shows nothing of the plate although the network read something there: a character no plate has
// is an emblem or a screw as often as a character badly seen.
constexpr float StrayShare = 0.01F;
constexpr float ForeignShare = 0.4F;

struct Lookalike
{
    char16_t meant;
    char16_t seen;
    float share; // of the probability of `seen` that `meant` borrows
};

constexpr Lookalike Lookalikes[] = {
    // the same glyph in most plate fonts
    { u'O', u'0', 0.9F }, { u'0', u'O', 0.9F }, { u'I', u'1', 0.9F }, { u'1', u'I', 0.9F },
    // one stroke apart
    { u'0', u'Q', 0.2F }, { u'O', u'Q', 0.1F }, { u'Q', u'0', 0.1F }, { u'Q', u'O', 0.15F }, { u'0', u'D', 0.05F },
    { u'D', u'0', 0.05F }, { u'D', u'O', 0.03F }, { u'B', u'8', 0.08F }, { u'8', u'B', 0.08F }, { u'Z', u'2', 0.08F },
    { u'2', u'Z', 0.08F }, { u'S', u'5', 0.06F }, { u'5', u'S', 0.06F }, { u'G', u'6', 0.04F }, { u'6', u'G', 0.04F },
    { u'1', u'L', 0.03F }, { u'L', u'1', 0.03F }, { u'I', u'L', 0.03F }, { u'E', u'F', 0.03F }, { u'F', u'E', 0.03F },
    { u'F', u'P', 0.02F }, { u'P', u'F', 0.02F }, { u'U', u'V', 0.03F }, { u'V', u'U', 0.02F }, { u'V', u'Y', 0.03F },
    { u'Y', u'V', 0.03F }, { u'M', u'N', 0.03F }, { u'W', u'M', 0.02F }, { u'H', u'M', 0.02F }, { u'M', u'H', 0.02F },
    { u'C', u'G', 0.02F }, { u'G', u'C', 0.02F }, { u'3', u'8', 0.02F }, { u'8', u'3', 0.02F }, { u'6', u'8', 0.02F },
    { u'0', u'8', 0.01F }, { u'9', u'8', 0.01F }, { u'4', u'A', 0.02F }, { u'A', u'4', 0.02F }, { u'7', u'T', 0.02F },
    { u'T', u'7', 0.02F }, { u'7', u'1', 0.02F }, { u'1', u'7', 0.02F }, { u'2', u'7', 0.02F }, { u'1', u'T', 0.01F },
    // 川 is three upright strokes
    { u'川', u'M', 0.1F }, { u'川', u'N', 0.05F }, { u'川', u'W', 0.05F }
};

// A prefix that the steps so far may have spelled; `key` packs its symbols, seven bits each.
struct Prefix
{
    quint64 key = 0;
    int length = 0;
    int last = -1;
    PlateFormats::Set formats;
    double endsInNothing = 0;
    double endsInSymbol = 0;

    [[nodiscard]] double total() const { return endsInNothing + endsInSymbol; }
};

constexpr int KeyBits = 7;
static_assert(PlateSymbolCount < (1 << KeyBits) && PlateFormats::MaximumLength * KeyBits <= 64);

quint64 extendedKey(quint64 key, int length, int symbol)
{
    return key | (static_cast<quint64>(symbol + 1) << (length * KeyBits));
}

QString keyText(quint64 key)
{
    QString text;
    for (; key != 0; key >>= KeyBits)
        text.append(plateCharacter(static_cast<int>(key & ((1U << KeyBits) - 1)) - 1));
    return text;
}

std::vector<int> likelySymbols(const Emissions& look, int step)
{
    std::vector<int> symbols;
    for (int symbol = 0; symbol < PlateSymbolCount; ++symbol) {
        if (look.symbol(step, symbol) > LeastSymbol)
            symbols.push_back(symbol);
    }
    const auto order = [&](int left, int right) { return look.symbol(step, left) > look.symbol(step, right); };
    const std::size_t kept = std::min(SymbolsPerStep, symbols.size());
    std::ranges::partial_sort(symbols, symbols.begin() + static_cast<std::ptrdiff_t>(kept), order);
    symbols.resize(kept);
    return symbols;
}

class Beam
{
public:
    explicit Beam(const PlateFormats& formats)
        : m_formats(formats)
    {
        m_prefixes.push_back({ .formats = formats.all(), .endsInNothing = 1.0 });
    }

    void step(const Emissions& look, int step)
    {
        m_next.clear();
        m_places.clear();
        const std::vector<int> symbols = likelySymbols(look, step);
        for (const Prefix& prefix : m_prefixes) {
            Prefix& same = place(prefix, prefix.key, prefix.length, prefix.last, prefix.formats);
            same.endsInNothing += prefix.total() * static_cast<double>(look.nothing(step));
            if (prefix.last >= 0)
                same.endsInSymbol += prefix.endsInSymbol * static_cast<double>(look.symbol(step, prefix.last));
            if (prefix.length < PlateFormats::MaximumLength)
                extend(prefix, look, step, symbols);
        }
        const std::size_t kept = std::min(BeamWidth, m_next.size());
        std::ranges::partial_sort(m_next, m_next.begin() + static_cast<std::ptrdiff_t>(kept),
            [](const Prefix& left, const Prefix& right) { return left.total() > right.total(); });
        m_next.resize(kept);
        m_prefixes.swap(m_next);
    }

    [[nodiscard]] const std::vector<Prefix>& prefixes() const { return m_prefixes; }

private:
    void extend(const Prefix& prefix, const Emissions& look, int step, const std::vector<int>& symbols)
    {
        for (const int symbol : symbols) {
            // The same symbol twice needs a step of nothing between.
            const double before = symbol == prefix.last ? prefix.endsInNothing : prefix.total();
            if (before <= 0)
                continue;
            const PlateFormats::Set formats = m_formats.following(prefix.formats, prefix.length, symbol);
            if (formats.none())
                continue;
            const quint64 key = extendedKey(prefix.key, prefix.length, symbol);
            place(prefix, key, prefix.length + 1, symbol, formats).endsInSymbol +=
                before * static_cast<double>(look.symbol(step, symbol));
        }
    }

    Prefix& place(const Prefix&, quint64 key, int length, int last, const PlateFormats::Set& formats)
    {
        const auto known = m_places.constFind(key);
        if (known != m_places.constEnd())
            return m_next[*known];
        m_places.insert(key, m_next.size());
        m_next.push_back({ .key = key, .length = length, .last = last, .formats = formats });
        return m_next.back();
    }

    const PlateFormats& m_formats;
    std::vector<Prefix> m_prefixes;
    std::vector<Prefix> m_next;
    QHash<quint64, std::size_t> m_places;
};

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

} // namespace

Emissions Emissions::followedBy(const Emissions& below) const
{
    Emissions both = *this;
    both.m_values.insert(both.m_values.end(), below.m_values.begin(), below.m_values.end());
    return both;
}

Emissions Emissions::softened() const
{
    Emissions soft = *this;
    for (int step = 0; step < steps(); ++step) {
        float symbols = 0;
        for (int index = 0; index < PlateSymbolCount; ++index)
            symbols += symbol(step, index);
        const float foreign = std::max(0.0F, 1 - nothing(step) - symbols);
        soft.addNothing(step, StrayShare * symbols + ForeignShare * foreign);
        for (const Lookalike& pair : Lookalikes)
            soft.addSymbol(step, *plateSymbol(pair.meant), pair.share * symbol(step, *plateSymbol(pair.seen)));
    }
    return soft;
}

std::vector<DecodedText> decodePlate(std::span<const Emissions> looks, const PlateFormats& formats)
{
    QHash<quint64, PlateFormats::Set> found;
    for (const Emissions& look : looks) {
        Beam beam(formats);
        for (int step = 0; step < look.steps(); ++step)
            beam.step(look, step);
        for (const Prefix& prefix : beam.prefixes()) {
            const PlateFormats::Set ending = formats.ending(prefix.formats, prefix.length);
            if (ending.any())
                found.insert(prefix.key, ending);
        }
    }
    std::vector<DecodedText> texts;
    for (auto text = found.constBegin(); text != found.constEnd(); ++text) {
        DecodedText decoded { keyText(text.key()), text.value(), 0 };
        for (const Emissions& look : looks)
            decoded.probability += textProbability(look, decoded.text) / static_cast<double>(looks.size());
        decoded.probability = std::min(decoded.probability, 1.0);
        texts.push_back(std::move(decoded));
    }
    // Equal probabilities are ordered by text, so that a hash's order never shows.
    std::ranges::sort(texts, [](const DecodedText& left, const DecodedText& right) {
        return left.probability != right.probability ? left.probability > right.probability : left.text < right.text;
    });
    return texts;
}

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

namespace {

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

} // namespace gatehouse::vision
