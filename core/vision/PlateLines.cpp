#include "core/vision/PlateLines.h"

#include "core/vision/PlateGeometry.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <opencv2/core.hpp>

namespace gatehouse::vision {

namespace {

// From this confidence on a line is read once and joined with no other.
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

// Further looks at a line that the first did not settle: the detector's box is often a little too tight or too loose …
constexpr Stretch FurtherLooks[] = { { 1.08, 1.0 }, { 0.97, 0.88 }, { 1.0, 1.15 } };
// … or misses a character at either end.
constexpr Stretch WideLooks[] = { { 1.2, 1.05 }, { 1.35, 1.05 } };
// The province of a Chinese plate is often left out of the box: it is unlike the characters behind it.
constexpr double LeftShares[] = { 0.12, 0.22 };

int plateCharacters(const QString& raw)
{
    return static_cast<int>(
        std::ranges::count_if(raw, [](QChar character) { return plateSymbol(character.toUpper()).has_value(); }));
}

struct LineReading
{
    PlateProposal proposal;
    std::vector<std::size_t> lines; // which of the given lines it is made of
};

class LineReader
{
public:
    LineReader(PlateReader& reader, const PlateFormats& formats, const cv::Mat& picture)
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

    PlateProposal readLine(const PlateCorners& corners, float detectorScore, PlateEffort effort)
    {
        PlateProposal proposal;
        proposal.text = corners;
        proposal.detectorScore = detectorScore;
        proposal.look = lookOf(m_picture, corners);
        const std::optional<PlateReadout> first = m_reader.read(m_picture, corners);
        if (!first)
            return proposal;
        proposal.raw = first->raw;
        proposal.looks.push_back(first->emissions);
        const PlateEvidence evidence = evidenceOf(proposal);
        rank(proposal, m_formats, evidence);
        if (effort == PlateEffort::Glance) {
            glance(proposal);
            return proposal;
        }
        if (proposal.confidence() >= Clear || plateCharacters(first->raw) < LeastCharacters)
            return proposal;
        for (const Stretch& stretch : FurtherLooks)
            look(proposal, stretched(corners, stretch.along, stretch.across));
        rank(proposal, m_formats, evidence);
        if (proposal.confidence() < Clear)
            lookWider(proposal);
        if (m_mayBeChina && mayHideProvince(proposal)) {
            lookLeft(proposal);
            lookAbove(proposal);
        }
        return proposal;
    }

    PlateProposal readStack(const PlateProposal& upper, const PlateProposal& lower, const PlateCorners& corners)
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

private:
    // Leaves no choice where a thorough reading may come to another.
    void glance(PlateProposal& proposal)
    {
        if (m_mayBeChina && mayHideProvince(proposal))
            lookLeft(proposal);
        // The serial behind a province that was not seen is a whole plate elsewhere.
        bool isSettled = proposal.confidence() >= Likely && !(m_mayBeChina && mayHideProvince(proposal));
        if (isSettled && proposal.confidence() < Clear) {
            // Now what a box cut off would show.
            PlateProposal wider = withoutLooks(proposal);
            look(wider, stretched(proposal.text, WideLooks[0].along, WideLooks[0].across));
            rank(wider, m_formats, evidenceOf(wider));
            isSettled = !wider.choices.empty()
                && wider.choices.front().candidate.text == proposal.choices.front().candidate.text;
        }
        if (!isSettled)
            proposal.choices.clear();
    }

    [[nodiscard]] PlateEvidence evidenceOf(const PlateProposal& proposal) const
    {
        PlateEvidence evidence;
        if (!proposal.isStacked)
            evidence.aspect = lineWidth(proposal.text) / std::max(lineHeight(proposal.text), 1e-6);
        if (m_mayBeChina && m_mayBeOther)
            evidence.ground = proposal.look.ground;
        return evidence;
    }

    static void rank(PlateProposal& proposal, const PlateFormats& formats, const PlateEvidence& evidence)
    {
        proposal.choices = rankTexts(decodePlate(proposal.looks, formats), formats, evidence);
    }

    void look(PlateProposal& proposal, const PlateCorners& corners)
    {
        if (auto readout = m_reader.read(m_picture, corners))
            proposal.looks.push_back(std::move(readout->emissions));
    }

    // A Chinese ground, but no Chinese plate read with any certainty.
    [[nodiscard]] static bool mayHideProvince(const PlateProposal& proposal)
    {
        const bool isChinaRead =
            !proposal.choices.empty() && proposal.choices.front().candidate.region == Region::China;
        return proposal.look.ground != PlateGround::DarkOnLight && (!isChinaRead || proposal.confidence() < Doubtful);
    }

    void lookWider(PlateProposal& proposal)
    {
        PlateProposal wider = withoutLooks(proposal);
        for (const Stretch& stretch : WideLooks)
            look(wider, stretched(proposal.text, stretch.along, stretch.across));
        wider.text = stretched(proposal.text, WideLooks[0].along, WideLooks[0].across);
        takeIfBetter(proposal, std::move(wider), m_formats);
    }

    void lookLeft(PlateProposal& proposal)
    {
        PlateProposal wider = withoutLooks(proposal);
        for (const double share : LeftShares)
            look(wider, extendedLeft(proposal.text, share));
        wider.text = extendedLeft(proposal.text, LeftShares[0]);
        takeIfBetter(proposal, std::move(wider), m_china);
    }

    // Province and authority of a large plate stand in a row of their own.
    void lookAbove(PlateProposal& proposal)
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

    static PlateProposal withoutLooks(const PlateProposal& proposal)
    {
        PlateProposal other = proposal;
        other.looks.clear();
        other.choices.clear();
        return other;
    }

    static bool extends(const PlateProposal& longer, const PlateProposal& shorter)
    {
        if (longer.choices.empty() || shorter.choices.empty())
            return false;
        const QString whole = longer.choices.front().candidate.text.merged();
        const QString part = shorter.choices.front().candidate.text.merged();
        return whole.size() > part.size() && (whole.startsWith(part) || whole.endsWith(part));
    }

    void takeIfBetter(PlateProposal& proposal, PlateProposal other, const PlateFormats& formats) const
    {
        if (other.looks.empty())
            return;
        rank(other, formats, evidenceOf(other));
        const double needed = extends(other, proposal) ? ExtensionShare : 1.0;
        if (other.score() > needed * proposal.score())
            proposal = std::move(other);
    }

    PlateReader& m_reader;
    const PlateFormats& m_formats;
    const PlateFormats m_china;
    const cv::Mat& m_picture;
    bool m_mayBeChina = false;
    bool m_mayBeOther = false;
};

double promise(const DetectedPlate& line)
{
    return static_cast<double>(line.score) * std::sqrt(lineWidth(line.corners) * lineHeight(line.corners));
}

// Pairs of lines that are one plate, read as such.
std::vector<LineReading> readPairs(LineReader& reader, const std::vector<PlateProposal>& lines)
{
    std::vector<LineReading> pairs;
    for (std::size_t first = 0; first < lines.size(); ++first) {
        for (std::size_t second = 0; second < lines.size(); ++second) {
            const PlateProposal& one = lines[first];
            const PlateProposal& other = lines[second];
            if (first == second || one.confidence() >= Clear || other.confidence() >= Clear)
                continue;
            if (const auto line = joinedLine(one.text, other.text)) {
                const float score = std::min(one.detectorScore, other.detectorScore);
                pairs.push_back({ reader.readLine(*line, score, PlateEffort::Thorough), { first, second } });
            }
            if (const auto stack = stackedLines(one.text, other.text))
                pairs.push_back({ reader.readStack(one, other, *stack), { first, second } });
        }
    }
    return pairs;
}

} // namespace

std::vector<PlateProposal> proposePlates(PlateReader& reader, const PlateFormats& formats, const cv::Mat& picture,
    std::vector<DetectedPlate> lines, int maximumLines, PlateEffort effort)
{
    std::ranges::stable_sort(
        lines, [](const DetectedPlate& left, const DetectedPlate& right) { return promise(left) > promise(right); });
    if (lines.size() > static_cast<std::size_t>(maximumLines))
        lines.resize(static_cast<std::size_t>(maximumLines));

    LineReader lineReader(reader, formats, picture);
    std::vector<PlateProposal> singles;
    for (const DetectedPlate& line : lines)
        singles.push_back(lineReader.readLine(line.corners, line.score, effort));
    if (effort == PlateEffort::Glance) {
        std::erase_if(singles, [](const PlateProposal& proposal) { return proposal.choices.empty(); });
        std::ranges::stable_sort(singles, std::greater(), &PlateProposal::score);
        return singles;
    }
    std::vector<LineReading> all = readPairs(lineReader, singles);
    for (std::size_t index = 0; index < singles.size(); ++index)
        all.push_back({ std::move(singles[index]), { index } });
    std::ranges::stable_sort(all, [](const LineReading& left, const LineReading& right) {
        return left.proposal.score() > right.proposal.score();
    });

    std::vector<bool> used(lines.size(), false);
    std::vector<PlateProposal> proposals;
    for (LineReading& reading : all) {
        if (std::ranges::any_of(reading.lines, [&](std::size_t line) { return used[line]; }))
            continue;
        for (const std::size_t line : reading.lines)
            used[line] = true;
        proposals.push_back(std::move(reading.proposal));
    }
    return proposals;
}

} // namespace gatehouse::vision
