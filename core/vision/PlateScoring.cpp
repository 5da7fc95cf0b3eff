#include "core/vision/PlateScoring.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace gatehouse::vision {

namespace {

// log(width / height / characters) of a line of text: mean and spread, measured on labelled plates.
struct Proportion
{
    double mean;
    double spread;
};

Proportion proportionOf(Region region)
{
    switch (region) {
    case Region::Europe:
        return { std::log(0.72), 0.3 };
    case Region::Brazil:
        return { std::log(0.64), 0.25 };
    case Region::UnitedStates:
        return { std::log(0.42), 0.3 };
    case Region::China:
        return { std::log(0.46), 0.3 };
    }
    Q_UNREACHABLE();
}

double proportionWeight(Region region, double aspect, qsizetype characters)
{
    const Proportion usual = proportionOf(region);
    const double deviation = (std::log(aspect / static_cast<double>(characters)) - usual.mean) / usual.spread;
    // Half of a Gaussian's weight, and never more than three deviations: boxes are cut in many ways.
    return -0.25 * std::min(deviation * deviation, 9.0);
}

// How the plate's ground speaks for China against the rest (logarithms): its small plates are white on blue, its large
// and new-energy ones black on yellow and green; nearly all others are dark on light.
double groundWeight(Region region, PlateGround ground)
{
    const bool isChina = region == Region::China;
    switch (ground) {
    case PlateGround::LightOnBlue:
        return isChina ? 1.5 : -2.5;
    case PlateGround::LightOnDark:
        return isChina ? 0.3 : -0.5;
    case PlateGround::DarkOnColour:
        return isChina ? 0.5 : -1.0;
    case PlateGround::DarkOnLight:
        return isChina ? -1.0 : 0.0;
    }
    Q_UNREACHABLE();
}

// How much of a format's weight, made for choosing among texts, counts against the confidence in the one chosen: with a
// third of it lettering (dates in the picture, makes of cars) stays below the accept threshold on the shared pictures,
// and chosen plates that were seen clearly stay above it.
constexpr double FormatDoubt = 1.0 / 3;

// What the ground takes from the confidence in a plate that is not Chinese (a logarithm): half of its weight; and on
// the colours of China nearly all, where the text is what is left of a Chinese plate whose province was not seen. A
// province needs no ground to prove where it is from.
double groundDoubt(const PlateCandidate& candidate, const PlateFormats& formats, const PlateEvidence& evidence)
{
    if (candidate.region == Region::China || !evidence.ground)
        return 0;
    constexpr double LostProvince = -2.0;
    const bool isChineseColour =
        *evidence.ground == PlateGround::LightOnBlue || *evidence.ground == PlateGround::DarkOnColour;
    const double doubt = groundWeight(candidate.region, *evidence.ground) / 2;
    const QString whole = PlateProvinces.front() + candidate.text.toString();
    return isChineseColour && formats.fits(whole, Region::China) ? std::min(doubt, LostProvince) : doubt;
}

struct Ranked
{
    PlateChoice choice;
    QString merged;
    double probability = 0;
    double formatWeight = 0;
};

std::optional<Ranked> bestFormat(const DecodedText& text, const PlateFormats& formats, const PlateEvidence& evidence)
{
    const auto plate = PlateText::fromUserInput(text.text);
    if (!plate)
        return std::nullopt;
    std::optional<Ranked> best;
    for (std::size_t index = 0; index < formats.formats().size(); ++index) {
        if (!text.formats.test(index))
            continue;
        const Region region = formats.formats()[index].region;
        const double formatWeight = formats.weight(index, text.text);
        double weight = formatWeight;
        if (evidence.aspect)
            weight += proportionWeight(region, *evidence.aspect, text.text.size());
        if (evidence.ground)
            weight += groundWeight(region, *evidence.ground);
        const double score = text.probability * std::exp(weight);
        if (!best || score > best->choice.score)
            best = Ranked { { { *plate, region, 0 }, score }, plate->merged(), text.probability, formatWeight };
    }
    return best;
}

} // namespace

std::vector<PlateChoice> rankTexts(
    const std::vector<DecodedText>& texts, const PlateFormats& formats, const PlateEvidence& evidence)
{
    std::vector<Ranked> ranked;
    for (const DecodedText& text : texts) {
        if (auto best = bestFormat(text, formats, evidence))
            ranked.push_back(std::move(*best));
    }
    std::ranges::stable_sort(
        ranked, [](const Ranked& left, const Ranked& right) { return left.choice.score > right.choice.score; });

    std::vector<PlateChoice> choices;
    std::vector<QString> seen;
    for (const Ranked& first : ranked) {
        if (std::ranges::find(seen, first.merged) != seen.end())
            continue;
        seen.push_back(first.merged);
        // Spellings that differ in O and 0 share what was seen: the most probable one speaks for all.
        double probability = 0;
        for (const Ranked& other : ranked) {
            if (other.merged == first.merged)
                probability = std::max(probability, other.probability);
        }
        PlateChoice choice = first.choice;
        const double doubt = first.formatWeight * FormatDoubt + groundDoubt(first.choice.candidate, formats, evidence);
        choice.candidate.confidence = static_cast<float>(probability * std::exp(doubt));
        choices.push_back(std::move(choice));
    }
    return choices;
}

} // namespace gatehouse::vision
