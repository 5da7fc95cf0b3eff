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
        total += vote.candidates.empty() ? 0 : vote.weightOf(vote.candidates.front());
    return total;
}

std::optional<PlateCandidate> PlateVotes::elected() const
{
    using Group = std::pair<Region, qsizetype>;
    const auto groupOf = [](const Vote& vote) {
        return Group(vote.candidates.front().region, vote.candidates.front().text.toString().size());
    };
    std::map<Group, double> groups;
    for (const Vote& vote : m_votes) {
        if (!vote.candidates.empty())
            groups[groupOf(vote)] += vote.weightOf(vote.candidates.front());
    }
    if (groups.empty() || totalWeight() <= 0)
        return std::nullopt;
    const Group group = heaviest(groups);

    std::vector<std::map<QChar, double>> ballots(static_cast<std::size_t>(group.second));
    std::map<QString, double> texts;
    for (const Vote& vote : m_votes) {
        if (vote.candidates.empty() || groupOf(vote) != group)
            continue;
        const PlateCandidate& candidate = vote.candidates.front();
        const QString& text = candidate.text.toString();
        texts[text] += vote.weightOf(candidate);
        for (std::size_t at = 0; at < ballots.size(); ++at)
            ballots[at][text.at(static_cast<qsizetype>(at))] +=
                vote.weightOf(candidate) * static_cast<double>(vote.characters[at]);
    }
    QString elected;
    double agreement = 0;
    for (const auto& ballot : ballots) {
        const QChar character = heaviest(ballot);
        double all = 0;
        for (const auto& [voted, weight] : ballot)
            all += weight;
        elected.append(character);
        agreement +=
            std::log(std::max(ballot.at(character) / std::max(all, 1e-9), 1e-9)) / static_cast<double>(ballots.size());
    }
    // Characters of different readings may make a text that no plate carries; then the heaviest whole text stands.
    if (!PlateFormats({ group.first }).fits(elected, group.first))
        elected = heaviest(texts);
    const auto text = PlateText::fromUserInput(elected);
    if (!text)
        return std::nullopt;

    PlateCandidate best { *text, group.first, 0 };
    std::vector<double> confidences;
    for (const Vote& vote : m_votes) {
        if (!vote.candidates.empty() && isSameText(vote.candidates.front(), best))
            confidences.push_back(static_cast<double>(vote.candidates.front().confidence));
    }
    if (confidences.empty()) {
        // Put together from several readings: as sure as the readings of its length were on the whole.
        for (const Vote& vote : m_votes) {
            if (!vote.candidates.empty() && groupOf(vote) == group)
                confidences.push_back(static_cast<double>(vote.candidates.front().confidence) / 2);
        }
    }
    std::ranges::sort(confidences, std::greater());
    double doubt = 1;
    for (std::size_t index = 1; index < confidences.size(); ++index)
        doubt *= 1 - confidences[index] / 2;
    const double raised = confidences.front() + (1 - confidences.front()) * (1 - doubt);
    best.confidence = static_cast<float>(raised * std::exp(agreement) * groups[group] / totalWeight());
    return best;
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
            verdict.agreeing += !vote.candidates.empty() && isSameText(vote.candidates.front(), *verdict.best) ? 1 : 0;
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
        if (!vote.candidates.empty())
            weight =
                vote.weightOf(vote.candidates.front()) + (best && isSameText(vote.candidates.front(), *best) ? 1 : 0.1);
        if (weight > chosenWeight) {
            chosen = index;
            chosenWeight = weight;
        }
    }
    return chosen;
}

} // namespace gatehouse::vision
