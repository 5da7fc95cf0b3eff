#include "core/vision/PlateLines.h"

#include "core/vision/PlateGeometry.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>

namespace gatehouse::vision {

namespace {

// Lines of one picture that get further looks: one plate, and as many beside it as a gate shows.
constexpr std::size_t MostSettled = 3;

struct LineReading
{
    PlateProposal proposal;
    std::vector<std::size_t> lines; // which of the given lines it is made of
};

double promise(const DetectedPlate& line)
{
    return static_cast<double>(line.score) * std::sqrt(lineWidth(line.corners) * lineHeight(line.corners));
}

void keepMostPromising(std::vector<DetectedPlate>& lines, int most)
{
    std::ranges::stable_sort(
        lines, [](const DetectedPlate& left, const DetectedPlate& right) { return promise(left) > promise(right); });
    if (lines.size() > static_cast<std::size_t>(most))
        lines.resize(static_cast<std::size_t>(most));
}

// Pairs of lines that are one plate, read as such.
std::vector<LineReading> readPairs(PlateLineReader& reader, const std::vector<PlateProposal>& lines)
{
    std::vector<LineReading> pairs;
    for (std::size_t first = 0; first < lines.size(); ++first) {
        for (std::size_t second = 0; second < lines.size(); ++second) {
            const PlateProposal& one = lines[first];
            const PlateProposal& other = lines[second];
            if (first == second || one.isClear() || other.isClear())
                continue;
            if (const auto line = joinedLine(one.text, other.text)) {
                PlateProposal joined = reader.firstLook(*line, std::min(one.detectorScore, other.detectorScore));
                if (joined.score() > std::max(one.score(), other.score()))
                    reader.lookAgain(joined);
                pairs.push_back({ std::move(joined), { first, second } });
            }
            if (const auto stack = stackedLines(one.text, other.text))
                pairs.push_back({ reader.stacked(one, other, *stack), { first, second } });
        }
    }
    return pairs;
}

} // namespace

std::vector<PlateProposal> proposePlates(PlateLineReader& reader, std::vector<DetectedPlate> lines, int maximumLines)
{
    keepMostPromising(lines, maximumLines);

    std::vector<PlateProposal> singles;
    for (const DetectedPlate& line : lines)
        singles.push_back(reader.firstLook(line.corners, line.score));
    std::vector<std::size_t> order(singles.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(
        order, [&](std::size_t left, std::size_t right) { return singles[left].score() > singles[right].score(); });
    if (order.size() > MostSettled)
        order.resize(MostSettled);
    for (const std::size_t index : order)
        reader.lookAgain(singles[index]);
    std::vector<LineReading> all = readPairs(reader, singles);
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

std::vector<PlateProposal> glanceAtPlates(PlateLineReader& reader, std::vector<DetectedPlate> lines, int maximumLines)
{
    keepMostPromising(lines, maximumLines);
    std::vector<PlateProposal> proposals;
    for (const DetectedPlate& line : lines) {
        if (auto proposal = reader.glance(line.corners, line.score))
            proposals.push_back(std::move(*proposal));
    }
    std::ranges::stable_sort(proposals, std::greater(), &PlateProposal::score);
    return proposals;
}

} // namespace gatehouse::vision
