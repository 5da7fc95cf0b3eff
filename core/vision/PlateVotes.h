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

// Votes of one track: readings in, a verdict out. Every reading weighs confidence × sharpness; readings of the same
// length vote character by character, so that no single frame has to be right throughout. Pure: no clock, no pixels;
// the same readings in the same order give the same verdict. Not thread-safe.
class PlateVotes
{
public:
    explicit PlateVotes(PlateVoteOptions options = {});

    void add(const PlateReading& reading);
    // False once the verdict is Known beyond doubt or the tries are used up: the track need not be read again.
    [[nodiscard]] bool wantsMore() const;
    [[nodiscard]] PlateVerdict verdict() const;
    // Which reading, in the order of add(), shows the plate best: the one to keep as evidence. Absent before the first.
    [[nodiscard]] std::optional<std::size_t> bestReading() const;

private:
    struct Vote
    {
        PlateCandidate candidate;
        std::vector<float> characters;
        double weight = 0;
        std::size_t reading = 0;
    };
    struct Text
    {
        PlateCandidate candidate;
        double support = 0; // 0..1, share of all weight
    };

    [[nodiscard]] std::vector<Text> rankedTexts() const;

    PlateVoteOptions m_options;
    std::vector<Vote> m_votes;
    Findings m_lastFindings;
    int m_reads = 0;
};

} // namespace gatehouse::vision
