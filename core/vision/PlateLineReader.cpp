#include "core/vision/PlateLineReader.h"

#include "core/vision/PlateGeometry.h"

#include <algorithm>
#include <opencv2/core.hpp>

namespace gatehouse::vision {

namespace {

// From this confidence on a text is taken for settled; a second look has to confirm it.
constexpr double Clear = 0.8;
// From this confidence on a glance stands when a wider look reads the same.
constexpr double Likely = 0.5;
// Below this confidence a Chinese plate may be one whose province was not seen.
constexpr double Doubtful = 0.3;
// A wider look that reads the same and more before or behind it needs only this share of the score to be preferred: a
// box that cuts characters off often leaves a text that fits a format, too.
constexpr double ExtensionShare = 0.3;
// A line with fewer characters is no plate by itself.
constexpr int LeastCharacters = 3;

struct Stretch
{
    double along;
    double across;
};

// The detector's box is often a little too tight …
constexpr Stretch FurtherLooks[] = { { 1.08, 1.0 }, { 1.0, 1.15 } };
// … or misses a character at either end.
constexpr Stretch WideLooks[] = { { 1.2, 1.05 }, { 1.35, 1.05 } };
// The province of a Chinese plate is often left out of the box: it is unlike the characters behind it.
constexpr double LeftShares[] = { 0.12, 0.22 };

PlateProposal withoutLooks(const PlateProposal& proposal)
{
    PlateProposal other = proposal;
    other.looks.clear();
    other.choices.clear();
    return other;
}

bool extends(const PlateProposal& longer, const PlateProposal& shorter)
{
    if (longer.choices.empty() || shorter.choices.empty())
        return false;
    const QString whole = longer.choices.front().candidate.text.merged();
    const QString part = shorter.choices.front().candidate.text.merged();
    return whole.size() > part.size() && (whole.startsWith(part) || whole.endsWith(part));
}

} // namespace

bool PlateProposal::isClear() const
{
    return confidence() >= Clear;
}

bool PlateProposal::hasCharacters() const
{
    return std::ranges::count_if(raw, [](QChar character) { return plateSymbol(character.toUpper()).has_value(); })
        >= LeastCharacters;
}

PlateLineReader::PlateLineReader(PlateReader& reader, const PlateFormats& formats, const cv::Mat& picture)
    : m_reader(reader)
    , m_formats(formats)
    , m_china({ Region::China })
    , m_picture(picture)
{
    for (const PlateFormat& format : formats.formats()) {
        m_mayBeChina = m_mayBeChina || format.region == Region::China;
        m_mayBeOther = m_mayBeOther || format.region != Region::China;
    }
}

PlateProposal PlateLineReader::firstLook(const PlateCorners& corners, float detectorScore)
{
    PlateProposal proposal;
    proposal.text = corners;
    proposal.detectorScore = detectorScore;
    proposal.look = lookOf(m_picture, corners);
    if (auto readout = m_reader.read(m_picture, corners)) {
        proposal.raw = readout->raw;
        proposal.looks.push_back(std::move(readout->emissions));
        rank(proposal, m_formats, evidenceOf(proposal));
    }
    return proposal;
}

std::optional<PlateProposal> PlateLineReader::glance(const PlateCorners& corners, float detectorScore)
{
    PlateProposal proposal = firstLook(corners, detectorScore);
    if (mayHideProvince(proposal))
        lookLeft(proposal);
    // The serial behind a province that was not seen is a whole plate elsewhere: that is for a thorough reading.
    if (proposal.confidence() < Likely || mayHideProvince(proposal))
        return std::nullopt;
    if (!proposal.isClear() && !staysWhenWider(proposal))
        return std::nullopt;
    return proposal;
}

void PlateLineReader::lookAgain(PlateProposal& proposal)
{
    if (!proposal.hasCharacters())
        return;
    for (const Stretch& stretch : FurtherLooks) {
        look(proposal, stretched(proposal.text, stretch.along, stretch.across));
        rank(proposal, m_formats, evidenceOf(proposal));
        if (proposal.isClear())
            break;
    }
    if (!proposal.isClear())
        lookWider(proposal);
    if (mayHideProvince(proposal)) {
        lookLeft(proposal);
        lookAbove(proposal);
    }
}

PlateProposal PlateLineReader::stacked(
    const PlateProposal& upper, const PlateProposal& lower, const PlateCorners& corners) const
{
    PlateProposal proposal;
    proposal.text = corners;
    proposal.isStacked = true;
    proposal.detectorScore = std::min(upper.detectorScore, lower.detectorScore);
    proposal.look = lower.look;
    proposal.raw = upper.raw + QLatin1Char(' ') + lower.raw;
    const std::size_t looks = std::min(upper.looks.size(), lower.looks.size());
    for (std::size_t index = 0; index < looks; ++index)
        proposal.looks.push_back(upper.looks[index].followedBy(lower.looks[index]));
    rank(proposal, m_formats, evidenceOf(proposal));
    return proposal;
}

PlateEvidence PlateLineReader::evidenceOf(const PlateProposal& proposal) const
{
    PlateEvidence evidence;
    if (!proposal.isStacked)
        evidence.aspect = lineWidth(proposal.text) / std::max(lineHeight(proposal.text), 1e-6);
    if (m_mayBeChina && m_mayBeOther)
        evidence.ground = proposal.look.ground;
    return evidence;
}

void PlateLineReader::rank(PlateProposal& proposal, const PlateFormats& formats, const PlateEvidence& evidence)
{
    proposal.choices = rankTexts(decodePlate(proposal.looks, formats), formats, evidence);
}

void PlateLineReader::look(PlateProposal& proposal, const PlateCorners& corners)
{
    if (auto readout = m_reader.read(m_picture, corners))
        proposal.looks.push_back(std::move(readout->emissions));
}

// Shows what a box cut off.
bool PlateLineReader::staysWhenWider(const PlateProposal& proposal)
{
    PlateProposal wider = withoutLooks(proposal);
    look(wider, stretched(proposal.text, WideLooks[0].along, WideLooks[0].across));
    rank(wider, m_formats, evidenceOf(wider));
    return !wider.choices.empty() && wider.choices.front().candidate.text == proposal.choices.front().candidate.text;
}

void PlateLineReader::lookWider(PlateProposal& proposal)
{
    PlateProposal wider = withoutLooks(proposal);
    for (const Stretch& stretch : WideLooks)
        look(wider, stretched(proposal.text, stretch.along, stretch.across));
    wider.text = stretched(proposal.text, WideLooks[0].along, WideLooks[0].across);
    takeIfBetter(proposal, std::move(wider), m_formats);
}

// The ground of a Chinese plate, but no Chinese plate read with any certainty. What was read may be sure all the same:
// the serial behind a province is a whole plate elsewhere.
bool PlateLineReader::mayHideProvince(const PlateProposal& proposal) const
{
    if (!m_mayBeChina || proposal.look.ground == PlateGround::DarkOnLight)
        return false;
    const bool isChinaRead = !proposal.choices.empty() && proposal.choices.front().candidate.region == Region::China;
    return !isChinaRead || proposal.confidence() < Doubtful;
}

void PlateLineReader::lookLeft(PlateProposal& proposal)
{
    PlateProposal wider = withoutLooks(proposal);
    for (const double share : LeftShares)
        look(wider, extendedLeft(proposal.text, share));
    wider.text = extendedLeft(proposal.text, LeftShares[0]);
    takeIfBetter(proposal, std::move(wider), m_china);
}

// Province and authority of a large plate stand in a row of their own.
void PlateLineReader::lookAbove(PlateProposal& proposal)
{
    if (proposal.look.ground != PlateGround::DarkOnColour || proposal.looks.empty())
        return;
    const PlateCorners above = rowAbove(proposal.text);
    const auto readout = m_reader.read(m_picture, above);
    if (!readout)
        return;
    PlateProposal stacked = withoutLooks(proposal);
    stacked.isStacked = true;
    stacked.raw = readout->raw + QLatin1Char(' ') + proposal.raw;
    for (const Emissions& look : proposal.looks)
        stacked.looks.push_back(readout->emissions.followedBy(look));
    if (const auto both = stackedLines(above, proposal.text))
        stacked.text = *both;
    takeIfBetter(proposal, std::move(stacked), m_china);
}

void PlateLineReader::takeIfBetter(PlateProposal& proposal, PlateProposal other, const PlateFormats& formats) const
{
    if (other.looks.empty())
        return;
    rank(other, formats, evidenceOf(other));
    const double needed = extends(other, proposal) ? ExtensionShare : 1.0;
    if (other.score() > needed * proposal.score())
        proposal = std::move(other);
}

} // namespace gatehouse::vision
