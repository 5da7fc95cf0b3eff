#include "core/vision/evaluation/PlateEvaluation.h"

#include "core/vision/Tracker.h"
#include "core/vision/evaluation/FaceEvaluation.h"

#include <algorithm>
#include <numeric>

namespace gatehouse::vision {

namespace {

constexpr double FoundOverlap = 0.5;
constexpr double AnswerOverlap = 0.3;

struct Answer
{
    const PlateReading* reading = nullptr;
    double overlap = 0;
};

Answer answerTo(const PlateLabel& label, const std::vector<PlateReading>& readings)
{
    Answer best;
    for (const PlateReading& reading : readings) {
        const double overlap = intersectionOverUnion(label.box, reading.plate.box);
        if (overlap > best.overlap)
            best = { &reading, overlap };
    }
    return best;
}

const PlateCandidate* bestCandidate(const PlateReading* reading)
{
    return reading && !reading->candidates.empty() ? &reading->candidates.front() : nullptr;
}

bool isAnswerToSome(const PlateReading& reading, const std::vector<PlateLabel>& labels)
{
    return std::ranges::any_of(labels,
        [&](const PlateLabel& label) { return intersectionOverUnion(label.box, reading.plate.box) >= AnswerOverlap; });
}

bool topIsLabel(const PlateFrame& frame)
{
    const PlateCandidate* top = nullptr;
    for (const PlateReading& reading : frame.readings) {
        const PlateCandidate* candidate = bestCandidate(&reading);
        if (candidate && (!top || candidate->confidence > top->confidence))
            top = candidate;
    }
    return top && std::ranges::any_of(frame.labels, [&](const PlateLabel& label) {
        return label.plate.merged() == top->text.merged();
    });
}

double shareOf(qint64 part, qint64 whole)
{
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0.0;
}

struct Counts
{
    qint64 labels = 0;
    qint64 found = 0;
    qint64 readings = 0;
    qint64 answers = 0;
    qint64 exact = 0;
    qint64 exactMerged = 0;
    qint64 topFrames = 0;
    qint64 characters = 0;
    qint64 characterErrors = 0;
    qint64 accepted = 0;
    qint64 acceptedWrong = 0;

    void add(const PlateLabel& label, const PlateFrame& frame, double acceptThreshold)
    {
        const Answer answer = answerTo(label, frame.readings);
        ++labels;
        found += answer.overlap >= FoundOverlap;
        const PlateCandidate* candidate = answer.overlap >= AnswerOverlap ? bestCandidate(answer.reading) : nullptr;
        const QString& expected = label.plate.toString();
        const QString given = candidate ? candidate->text.toString() : QString();
        const bool isSame = candidate && candidate->text.merged() == label.plate.merged();
        exact += given == expected;
        exactMerged += isSame;
        characters += expected.size();
        characterErrors += std::min<qint64>(editDistance(given, expected), expected.size());
        if (candidate && static_cast<double>(candidate->confidence) >= acceptThreshold) {
            ++accepted;
            acceptedWrong += !isSame;
        }
    }
};

QJsonObject measuresJson(const PlateMeasures& measures)
{
    return {
        { QStringLiteral("plates"), measures.plates },
        { QStringLiteral("recall"), measures.recall },
        { QStringLiteral("precision"), measures.precision },
        { QStringLiteral("exact"), measures.exact },
        { QStringLiteral("exactMerged"), measures.exactMerged },
        { QStringLiteral("topExactMerged"), measures.topExactMerged },
        { QStringLiteral("characterAccuracy"), measures.characterAccuracy },
        { QStringLiteral("accepted"), measures.accepted },
        { QStringLiteral("acceptedWrong"), measures.acceptedWrong },
        { QStringLiteral("msMedian"), measures.msMedian },
        { QStringLiteral("msP95"), measures.msP95 },
    };
}

} // namespace

PlateMeasures measurePlates(const std::vector<PlateFrame>& frames, double acceptThreshold)
{
    Counts counts;
    std::vector<double> times;
    for (const PlateFrame& frame : frames) {
        for (const PlateLabel& label : frame.labels)
            counts.add(label, frame, acceptThreshold);
        counts.readings += static_cast<qint64>(frame.readings.size());
        counts.answers += std::ranges::count_if(
            frame.readings, [&](const PlateReading& reading) { return isAnswerToSome(reading, frame.labels); });
        counts.topFrames += topIsLabel(frame);
        times.push_back(frame.milliseconds);
    }
    PlateMeasures measures;
    measures.plates = static_cast<int>(counts.labels);
    measures.recall = shareOf(counts.found, counts.labels);
    measures.precision = shareOf(counts.answers, counts.readings);
    measures.exact = shareOf(counts.exact, counts.labels);
    measures.exactMerged = shareOf(counts.exactMerged, counts.labels);
    measures.topExactMerged = shareOf(counts.topFrames, static_cast<qint64>(frames.size()));
    measures.characterAccuracy = shareOf(counts.characters - counts.characterErrors, counts.characters);
    measures.accepted = shareOf(counts.accepted, counts.labels);
    measures.acceptedWrong = shareOf(counts.acceptedWrong, counts.accepted);
    measures.msMedian = quantile(times, 0.5);
    measures.msP95 = quantile(times, 0.95);
    return measures;
}

QJsonObject plateMeasuresJson(const std::vector<PlateFrame>& frames, double acceptThreshold)
{
    QJsonObject regions;
    for (const Region region : AllRegions) {
        std::vector<PlateFrame> ofRegion;
        for (const PlateFrame& frame : frames) {
            PlateFrame part = frame;
            std::erase_if(part.labels, [&](const PlateLabel& label) { return label.region != region; });
            if (!part.labels.empty())
                ofRegion.push_back(std::move(part));
        }
        if (!ofRegion.empty())
            regions.insert(regionCode(region), measuresJson(measurePlates(ofRegion, acceptThreshold)));
    }
    return {
        { QStringLiteral("all"), measuresJson(measurePlates(frames, acceptThreshold)) },
        { QStringLiteral("regions"), regions },
    };
}

int editDistance(QStringView left, QStringView right)
{
    std::vector<int> row(static_cast<std::size_t>(right.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < left.size(); ++i) {
        int diagonal = row[0];
        row[0] = static_cast<int>(i) + 1;
        for (std::size_t j = 1; j < row.size(); ++j) {
            const int replaced = diagonal + (left.at(i) == right.at(static_cast<qsizetype>(j) - 1) ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({ row[j] + 1, row[j - 1] + 1, replaced });
        }
    }
    return row.back();
}

} // namespace gatehouse::vision
