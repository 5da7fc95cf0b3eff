#include "core/vision/PlateDecoder.h"

#include "core/vision/PlateAlignment.h"

#include <QHash>

#include <algorithm>

namespace gatehouse::vision {

namespace {

constexpr std::size_t BeamWidth = 24;
constexpr std::size_t SymbolsPerStep = 12;
constexpr float LeastSymbol = 1e-4F;

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

} // namespace

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

} // namespace gatehouse::vision
