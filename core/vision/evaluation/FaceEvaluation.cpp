#include "core/vision/evaluation/FaceEvaluation.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace gatehouse::vision {

namespace {

constexpr float NeverAccepted = -std::numeric_limits<float>::infinity();

double shareOf(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

// Similarities in descending order; what was not detected stands at the end, out of reach of every threshold.
struct Scores
{
    std::vector<float> same;
    std::vector<float> different;

    explicit Scores(const std::vector<FacePair>& pairs)
    {
        for (const FacePair& pair : pairs)
            (pair.isSame ? same : different).push_back(pair.similarity.value_or(NeverAccepted));
        std::ranges::sort(same, std::greater());
        std::ranges::sort(different, std::greater());
    }

    [[nodiscard]] std::size_t total() const { return same.size() + different.size(); }
};

std::size_t acceptedAt(const std::vector<float>& descending, float threshold)
{
    const auto end = std::ranges::upper_bound(descending, threshold, std::greater());
    const auto accepted = static_cast<std::size_t>(end - descending.begin());
    return std::isinf(threshold) && threshold < 0
        ? static_cast<std::size_t>(std::ranges::count_if(descending, [](float score) { return std::isfinite(score); }))
        : accepted;
}

double accuracyAt(const Scores& scores, float threshold)
{
    const std::size_t right =
        acceptedAt(scores.same, threshold) + scores.different.size() - acceptedAt(scores.different, threshold);
    return shareOf(static_cast<double>(right), static_cast<double>(scores.total()));
}

// Every threshold that changes an answer: the similarities themselves, and one above all.
std::vector<float> thresholdsOf(const Scores& scores)
{
    std::vector<float> thresholds { std::numeric_limits<float>::infinity() };
    for (const auto* list : { &scores.same, &scores.different }) {
        for (const float score : *list) {
            if (std::isfinite(score))
                thresholds.push_back(score);
        }
    }
    std::ranges::sort(thresholds, std::greater());
    thresholds.erase(std::unique(thresholds.begin(), thresholds.end()), thresholds.end());
    return thresholds;
}

struct Rates
{
    double falseMatch = 0;
    double falseNonMatch = 1;
};

Rates ratesAt(const Scores& scores, float threshold)
{
    const auto accepted = static_cast<double>(acceptedAt(scores.same, threshold));
    return { shareOf(static_cast<double>(acceptedAt(scores.different, threshold)), double(scores.different.size())),
        scores.same.empty() ? 0 : 1 - accepted / double(scores.same.size()) };
}

// Going down the thresholds false matches rise and false non-matches fall; where they cross, between two steps
// linearly. Pairs without a detected face can keep them from crossing: then the false non-matches that remain.
double equalErrorRate(const Scores& scores)
{
    Rates before = ratesAt(scores, std::numeric_limits<float>::infinity());
    for (const float threshold : thresholdsOf(scores)) {
        const Rates now = ratesAt(scores, threshold);
        if (now.falseMatch >= now.falseNonMatch) {
            const double gapBefore = before.falseNonMatch - before.falseMatch;
            const double gapNow = now.falseMatch - now.falseNonMatch;
            const double step = shareOf(gapBefore, gapBefore + gapNow);
            return before.falseMatch + step * (now.falseMatch - before.falseMatch);
        }
        before = now;
    }
    return before.falseNonMatch;
}

// The largest share of `wanted` accepted by a threshold that accepts at most `rate` of `unwanted`.
double acceptedAtRate(const std::vector<float>& wanted, const std::vector<float>& unwanted, double rate)
{
    const auto allowed = static_cast<std::size_t>(std::floor(rate * double(unwanted.size()) + 1e-9));
    if (allowed >= unwanted.size()) {
        const auto reachable = std::ranges::count_if(wanted, [](float score) { return std::isfinite(score); });
        return shareOf(double(reachable), double(wanted.size()));
    }
    // The first that must stay out: only what lies above it is accepted.
    const float barrier = unwanted[allowed];
    const auto above = std::ranges::count_if(wanted, [&](float score) { return score > barrier; });
    return shareOf(double(above), double(wanted.size()));
}

} // namespace

FacePairMeasures measurePairs(const std::vector<FacePair>& pairs, float threshold)
{
    FacePairMeasures measures;
    measures.pairs = static_cast<int>(pairs.size());
    measures.detected = static_cast<int>(
        std::ranges::count_if(pairs, [](const FacePair& pair) { return pair.similarity.has_value(); }));
    measures.threshold = threshold;
    const Scores scores(pairs);
    for (const float candidate : thresholdsOf(scores))
        measures.accuracy = std::max(measures.accuracy, accuracyAt(scores, candidate));
    measures.accuracyAtThreshold = accuracyAt(scores, threshold);
    measures.eer = equalErrorRate(scores);
    measures.tarAtFar1e2 = acceptedAtRate(scores.same, scores.different, 1e-2);
    measures.tarAtFar1e3 = acceptedAtRate(scores.same, scores.different, 1e-3);
    return measures;
}

FaceIdentificationMeasures measureIdentification(const std::vector<FaceProbe>& probes)
{
    FaceIdentificationMeasures measures;
    std::vector<float> rightly;
    std::vector<float> strangers;
    int ranked = 0;
    int named = 0;
    int falselyNamed = 0;
    for (const FaceProbe& probe : probes) {
        const auto best = probe.match ? probe.match->best : std::nullopt;
        const bool isNamed = best && probe.match->certainty == Certainty::Known;
        if (!probe.person) {
            strangers.push_back(best ? best->similarity : NeverAccepted);
            falselyNamed += isNamed ? 1 : 0;
            continue;
        }
        const bool isRight = best && best->person == *probe.person;
        rightly.push_back(isRight ? best->similarity : NeverAccepted);
        ranked += isRight ? 1 : 0;
        named += isRight && isNamed ? 1 : 0;
    }
    std::ranges::sort(strangers, std::greater());
    measures.probes = static_cast<int>(rightly.size());
    measures.strangers = static_cast<int>(strangers.size());
    measures.rank1 = shareOf(ranked, measures.probes);
    measures.tpir = shareOf(named, measures.probes);
    measures.fpir = shareOf(falselyNamed, measures.strangers);
    measures.tpirAtFpir1e2 = acceptedAtRate(rightly, strangers, 1e-2);
    return measures;
}

double quantile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    return values[below] + (place - static_cast<double>(below)) * (values[above] - values[below]);
}

} // namespace gatehouse::vision
