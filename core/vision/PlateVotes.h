#pragma once

#include "core/vision/PlateTypes.h"

#include <cstddef>
#include <vector>

namespace gatehouse::vision {

struct PlateVoteOptions
{
    double accept = 0.5; // confidence the verdict needs to be Known: PlateRecogniser::acceptThreshold()
    int agreeingReads = 2; // readings with the verdict's text that make it Known …
    double aloneFrom = 0.9; // … or one reading this confident
    double margin = 0.15; // confidence by which the best must lead the runner-up
    int maximumReads = 12; // readings of one track after which no more are wanted
};

// Votes of one track: readings in, a verdict out. A reading weighs confidence × sharpness. The readings of the region
// and length with most weight vote character by character, so that no single frame has to be right throughout; the
// verdict's confidence is that of its clearest reading, raised by half of each further one, times the share of the
// votes behind every character. Pure: no clock, no pixels; the same readings in the same order give the same verdict.
// One owner.
class PlateVotes
{
public:
    explicit PlateVotes(PlateVoteOptions options = {});

    void add(const PlateReading& reading);
    // False once the verdict is Known by enough readings or the tries are used up: the track need not be read again.
    [[nodiscard]] bool wantsMore() const;
    [[nodiscard]] PlateVerdict verdict() const;
    // Which reading, in the order of add(), shows the plate best: the one to keep as evidence. Absent before the first.
    [[nodiscard]] std::optional<std::size_t> bestReading() const;

private:
    struct Vote
    {
        std::vector<PlateCandidate> candidates; // may be empty
        std::vector<float> characters;
        double sharpness = 0; // 0..1
        Findings findings;

        [[nodiscard]] bool hasText() const { return !candidates.empty(); }
        [[nodiscard]] const PlateCandidate& best() const { return candidates.front(); }
        [[nodiscard]] double weightOf(const PlateCandidate& candidate) const
        {
            return static_cast<double>(candidate.confidence) * sharpness;
        }
    };

    // The readings whose best candidate has the region and length that most weight stands behind.
    [[nodiscard]] std::vector<const Vote*> electorate() const;
    [[nodiscard]] std::optional<PlateCandidate> elected() const;
    [[nodiscard]] double confidenceIn(
        const PlateCandidate& candidate, const std::vector<const Vote*>& electorate) const;
    [[nodiscard]] std::optional<PlateCandidate> runnerUp(const PlateCandidate& best) const;
    [[nodiscard]] double totalWeight() const;
    void conclude(PlateVerdict& verdict) const;

    PlateVoteOptions m_options;
    std::vector<Vote> m_votes;
};

} // namespace gatehouse::vision
