#include "core/vision/PlateEmissions.h"

#include <algorithm>

namespace gatehouse::vision {

namespace {

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

} // namespace gatehouse::vision
