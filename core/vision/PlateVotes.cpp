#include "core/vision/PlateVotes.h"

#include "core/vision/PlateFormats.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace gatehouse::vision {

namespace {

// Sharpness (variance of the Laplacian) from which on a plate reads as well as a sharper one.
constexpr double FullSharpness = 400;
constexpr double LeastSharpnessWeight = 0.2;

bool isSameText(const PlateCandidate& left, const PlateCandidate& right)
{
    return left.text.merged() == right.text.merged();
}

bool isBelow(float confidence, double threshold)
{
    return static_cast<double>(confidence) < threshold;
}

template <typename Key>
Key heaviest(const std::map<Key, double>& weights)
{
    return std::ranges::max_element(weights, [](const auto& left, const auto& right) {
        return left.second < right.second;
    })->first;
}

} // namespace

PlateVotes::PlateVotes(PlateVoteOptions options)
    : m_options(options)
{
}

void PlateVotes::add(const PlateReading& reading)
{
    Vote vote;
    vote.candidates = reading.candidates;
    vote.characters = reading.characterConfidence;
    vote.sharpness = std::clamp(std::sqrt(reading.sharpness / FullSharpness), LeastSharpnessWeight, 1.0);
    vote.findings = reading.findings;
    if (!vote.candidates.empty())
        vote.characters.resize(static_cast<std::size_t>(vote.candidates.front().text.toString().size()), 1.0F);
    m_votes.push_back(std::move(vote));
}

double PlateVotes::totalWeight() const
{
    double total = 0;
    for (const Vote& vote : m_votes)
        total += vote.hasText() ? vote.weightOf(vote.best()) : 0;
    return total;
}

std::vector<const PlateVotes::Vote*> PlateVotes::electorate() const
{
    using Group = std::pair<Region, qsizetype>;
    const auto groupOf = [](const Vote& vote) { return Group(vote.best().region, vote.best().text.toString().size()); };
    std::map<Group, double> groups;
    for (const Vote& vote : m_votes) {
        if (vote.hasText())
            groups[groupOf(vote)] += vote.weightOf(vote.best());
    }
    std::vector<const Vote*> members;
    if (groups.empty() || totalWeight() <= 0)
        return members;
    const Group group = heaviest(groups);
    for (const Vote& vote : m_votes) {
        if (vote.hasText() && groupOf(vote) == group)
            members.push_back(&vote);
    }
    return members;
}

std::optional<PlateCandidate> PlateVotes::elected() const
{
    const std::vector<const Vote*> members = electorate();
    if (members.empty())
        return std::nullopt;
    const Region region = members.front()->best().region;
    const auto length = static_cast<std::size_t>(members.front()->best().text.toString().size());
    std::vector<std::map<QChar, double>> ballots(length);
    std::map<QString, double> texts;
    for (const Vote* vote : members) {
        const QString& text = vote->best().text.toString();
        const double weight = vote->weightOf(vote->best());
        texts[text] += weight;
        for (std::size_t at = 0; at < length; ++at)
            ballots[at][text.at(static_cast<qsizetype>(at))] += weight * static_cast<double>(vote->characters[at]);
    }
    QString spelled;
    for (const auto& ballot : ballots)
        spelled.append(heaviest(ballot));
    // Characters of different readings may make a text that no plate carries; then the heaviest whole text stands.
    if (!PlateFormats({ region }).fits(spelled, region))
        spelled = heaviest(texts);
    const auto text = PlateText::fromUserInput(spelled);
    if (!text)
        return std::nullopt;
    double weakest = 1;
    for (std::size_t at = 0; at < length; ++at) {
        double all = 0;
        for (const auto& [character, weight] : ballots[at])
            all += weight;
        weakest = std::min(weakest, ballots[at][spelled.at(static_cast<qsizetype>(at))] / std::max(all, 1e-9));
    }
    PlateCandidate best { *text, region, 0 };
    best.confidence = static_cast<float>(confidenceIn(best, members) * weakest);
    return best;
}

double PlateVotes::confidenceIn(const PlateCandidate& candidate, const std::vector<const Vote*>& members) const
{
    double membersWeight = 0;
    std::vector<double> confidences;
    for (const Vote* vote : members) {
        membersWeight += vote->weightOf(vote->best());
        // A reading of another text still saw most of the characters.
        const double confidence = static_cast<double>(vote->best().confidence);
        confidences.push_back(isSameText(vote->best(), candidate) ? confidence : confidence / 2);
    }
    std::ranges::sort(confidences, std::greater());
    double doubt = 1;
    for (std::size_t index = 1; index < confidences.size(); ++index)
        doubt *= 1 - confidences[index] / 2;
    const double raised = confidences.front() + (1 - confidences.front()) * (1 - doubt);
    return raised * membersWeight / totalWeight();
}

std::optional<PlateCandidate> PlateVotes::runnerUp(const PlateCandidate& best) const
{
    std::map<QString, double> weights;
    std::map<QString, PlateCandidate> texts;
    for (const Vote& vote : m_votes) {
        for (const PlateCandidate& candidate : vote.candidates) {
            if (isSameText(candidate, best))
                continue;
            const QString merged = candidate.text.merged();
            weights[merged] += vote.weightOf(candidate);
            const auto known = texts.find(merged);
            if (known == texts.end() || known->second.confidence < candidate.confidence)
                texts[merged] = candidate;
        }
    }
    if (weights.empty() || totalWeight() <= 0)
        return std::nullopt;
    const QString merged = heaviest(weights);
    PlateCandidate second = texts[merged];
    second.confidence *= static_cast<float>(std::min(weights[merged] / totalWeight(), 1.0));
    second.confidence = std::min(second.confidence, best.confidence);
    return second;
}

PlateVerdict PlateVotes::verdict() const
{
    PlateVerdict verdict;
    verdict.reads = static_cast<int>(m_votes.size());
    verdict.best = elected();
    if (verdict.best) {
        verdict.second = runnerUp(*verdict.best);
        for (const Vote& vote : m_votes)
            verdict.agreeing += vote.hasText() && isSameText(vote.best(), *verdict.best) ? 1 : 0;
    }
    conclude(verdict);
    return verdict;
}

void PlateVotes::conclude(PlateVerdict& verdict) const
{
    if (const auto reading = bestReading())
        verdict.findings = m_votes[*reading].findings;
    if (!verdict.best)
        return;
    verdict.findings.removeIf([](const Finding& finding) { return finding.obstacle == Obstacle::BelowThreshold; });
    const float confidence = verdict.best->confidence;
    const double lead = static_cast<double>(confidence - (verdict.second ? verdict.second->confidence : 0.0F));
    const bool isUnsure = isBelow(confidence, m_options.accept);
    const bool isClose = lead < m_options.margin;
    const bool isThin = verdict.agreeing < m_options.agreeingReads && isBelow(confidence, m_options.aloneFrom);
    if (isUnsure)
        verdict.findings.append({ Obstacle::BelowThreshold, static_cast<double>(confidence), m_options.accept });
    if (isClose)
        verdict.findings.append({ Obstacle::TooCloseToSecond, lead, m_options.margin });
    if (isThin) {
        verdict.findings.append({ Obstacle::TooFewReads, static_cast<double>(verdict.agreeing),
            static_cast<double>(m_options.agreeingReads) });
    }
    verdict.certainty = isUnsure || isClose || isThin ? Certainty::Unsure : Certainty::Known;
}

bool PlateVotes::wantsMore() const
{
    if (static_cast<int>(m_votes.size()) >= m_options.maximumReads)
        return false;
    const PlateVerdict current = verdict();
    return current.certainty != Certainty::Known || current.agreeing < m_options.agreeingReads;
}

std::optional<std::size_t> PlateVotes::bestReading() const
{
    const auto best = elected();
    std::optional<std::size_t> chosen;
    double chosenWeight = -1;
    for (std::size_t index = 0; index < m_votes.size(); ++index) {
        const Vote& vote = m_votes[index];
        // A reading of the elected text goes before every other, a sharper one before a blurred one.
        double weight = vote.sharpness * 0.01;
        if (vote.hasText())
            weight = vote.weightOf(vote.best()) + (best && isSameText(vote.best(), *best) ? 1 : 0.1);
        if (weight > chosenWeight) {
            chosen = index;
            chosenWeight = weight;
        }
    }
    return chosen;
}

} // namespace gatehouse::vision
