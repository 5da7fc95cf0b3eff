#include "core/vision/PlateRecogniser.h"

#include "core/vision/FrameMat.h"
#include "core/vision/PlateAlignment.h"
#include "core/vision/PlateDetector.h"
#include "core/vision/PlateGeometry.h"
#include "core/vision/PlateLines.h"
#include "core/vision/PlateReader.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <utility>

namespace gatehouse::vision {

namespace {

constexpr double MaximumTilt = 30; // degrees
constexpr double MinimumLuma = 35;
constexpr double MaximumLuma = 225;
// Below this a reading is noise: a reflection, a grille.
constexpr float MinimumConfidence = 0.04F;
// Characters that a line without a known format needs to be shown as an unknown plate.
constexpr int MinimumUnknownCharacters = 4;

// Mercosul plates carry the country's name on their band (CONTRAN resolution 780/2019). Where the serial is out of
// sight, a format that takes letters alone would take it for one.
bool isNameOfCountry(const QString& raw)
{
    constexpr QStringView Name = u"BRASIL";
    QString text;
    for (const QChar character : raw.toUpper()) {
        if (character.isLetterOrNumber())
            text.append(character);
    }
    text.replace(QLatin1Char('1'), QLatin1Char('I')).replace(QLatin1Char('5'), QLatin1Char('S'));
    return text.size() >= Name.size() - 2 && Name.contains(text);
}

bool looksLikeSerial(const QString& raw)
{
    int characters = 0;
    bool hasDigit = false;
    for (const QChar character : raw) {
        characters += plateSymbol(character.toUpper()) ? 1 : 0;
        hasDigit = hasDigit || character.isDigit();
    }
    return hasDigit && characters >= MinimumUnknownCharacters;
}

} // namespace

struct PlateRecogniser::Parts
{
    [[nodiscard]] Findings findingsOf(const PlateReading& reading, const PlateLook& look, double tilt) const
    {
        Findings findings;
        if (reading.height < options.minimumHeight)
            findings.append({ Obstacle::TooSmall, reading.height, options.minimumHeight });
        if (look.sharpness < options.minimumSharpness)
            findings.append({ Obstacle::Blurred, look.sharpness, options.minimumSharpness });
        if (tilt > MaximumTilt)
            findings.append({ Obstacle::Turned, tilt, MaximumTilt });
        if (look.luma < MinimumLuma)
            findings.append({ Obstacle::TooDark, look.luma, MinimumLuma });
        if (look.luma > MaximumLuma)
            findings.append({ Obstacle::TooBright, look.luma, MaximumLuma });
        if (reading.candidates.empty())
            findings.append({ Obstacle::FormatUnknown, 0, 0 });
        else if (static_cast<double>(reading.candidates.front().confidence) < options.accept) {
            findings.append({ Obstacle::BelowThreshold, static_cast<double>(reading.candidates.front().confidence),
                options.accept });
        }
        return findings;
    }

    [[nodiscard]] PlateReading readingOf(const PlateProposal& proposal) const
    {
        PlateReading reading;
        reading.raw = proposal.raw;
        PlateCorners outline = proposal.text;
        if (!proposal.choices.empty()) {
            const PlateCandidate& best = proposal.choices.front().candidate;
            reading.characterConfidence = characterConfidence(proposal.looks, best.text.toString());
            const float clarity = clarityOf(reading.characterConfidence);
            for (const PlateChoice& choice : proposal.choices) {
                reading.candidates.push_back(choice.candidate);
                reading.candidates.back().confidence *= clarity;
            }
            outline = proposal.isStacked ? stretched(proposal.text, 1.1, 1.1) : plateAround(proposal.text, best.region);
        }
        reading.plate = plateFrom(outline, proposal.detectorScore);
        reading.height = lineHeight(outline);
        reading.sharpness = proposal.look.sharpness;
        reading.findings = findingsOf(reading, proposal.look, lineTilt(outline));
        return reading;
    }

    // One reading for each plate, the most confident first. Small print on a plate (a state, a dealer, a motto) is not
    // a plate of its own.
    [[nodiscard]] std::vector<PlateReading> readingsOf(const std::vector<PlateProposal>& proposals) const
    {
        std::vector<PlateReading> readings;
        std::optional<PlateReading> unknown;
        for (const PlateProposal& proposal : proposals) {
            if (options.regions.contains(Region::Brazil) && isNameOfCountry(proposal.raw))
                continue;
            const bool isKnown =
                !proposal.choices.empty() && proposal.choices.front().candidate.confidence >= MinimumConfidence;
            if (isKnown)
                readings.push_back(readingOf(proposal));
            else if (!unknown && looksLikeSerial(proposal.raw))
                unknown = readingOf(proposal);
        }
        std::ranges::stable_sort(readings, [](const PlateReading& left, const PlateReading& right) {
            return left.candidates.front().confidence > right.candidates.front().confidence;
        });
        std::vector<PlateReading> kept;
        for (PlateReading& reading : readings) {
            const QPointF centre = centreOf(reading.plate.corners);
            const bool isPart = std::ranges::any_of(kept, [&](const PlateReading& other) {
                return contains(other.plate.corners, centre)
                    || contains(reading.plate.corners, centreOf(other.plate.corners));
            });
            if (!isPart)
                kept.push_back(std::move(reading));
        }
        if (kept.empty() && unknown)
            kept.push_back(std::move(*unknown));
        return kept;
    }

    std::vector<PlateReading> readLines(
        const cv::Mat& picture, std::vector<DetectedPlate> lines, QPointF origin, PlateEffort effort)
    {
        PlateLineReader lineReader(reader, formats, picture);
        std::vector<PlateReading> readings = readingsOf(effort == PlateEffort::Glance
                ? glanceAtPlates(lineReader, std::move(lines), options.maximumLines)
                : proposePlates(lineReader, std::move(lines), options.maximumLines));
        for (PlateReading& reading : readings)
            reading.plate = plateFrom(moved(reading.plate.corners, origin), reading.plate.score);
        return readings;
    }

    PlateOptions options;
    PlateFormats formats;
    PlateDetector detector;
    PlateReader reader;
};

PlateRecogniser::PlateRecogniser(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

PlateRecogniser::~PlateRecogniser() = default;

Result<std::unique_ptr<PlateRecogniser>> PlateRecogniser::create(const ModelCatalogue& catalogue, PlateOptions options)
{
    if (options.regions.isEmpty() || options.longSide <= 0)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("a plate reader needs a region and a size"));
    GATEHOUSE_TRY_ASSIGN(detector, PlateDetector::create(catalogue));
    GATEHOUSE_TRY_ASSIGN(reader, PlateReader::create(catalogue));
    if (options.accept <= 0) {
        GATEHOUSE_TRY_ASSIGN(accept, catalogue.threshold(u"plate-reader", u"accept"));
        options.accept = accept;
    }
    auto parts = std::unique_ptr<Parts>(
        new Parts { options, PlateFormats(options.regions), std::move(detector), std::move(reader) });
    return std::unique_ptr<PlateRecogniser>(new PlateRecogniser(std::move(parts)));
}

std::vector<PlateReading> PlateRecogniser::read(const video::Frame& frame, QRect regionOfInterest)
{
    const cv::Mat picture = bgrPicture(frame, regionOfInterest);
    const QRect whole(QPoint(0, 0), frame.size());
    const QPointF origin =
        regionOfInterest.isNull() ? QPointF() : QPointF(regionOfInterest.intersected(whole).topLeft());
    return m_parts->readLines(
        picture, m_parts->detector.detect(picture, m_parts->options.longSide), origin, PlateEffort::Thorough);
}

std::vector<DetectedPlate> PlateRecogniser::detect(const video::Frame& frame, QRect regionOfInterest)
{
    const cv::Mat picture = bgrPicture(frame, regionOfInterest);
    const QRect whole(QPoint(0, 0), frame.size());
    const QPointF origin =
        regionOfInterest.isNull() ? QPointF() : QPointF(regionOfInterest.intersected(whole).topLeft());
    std::vector<DetectedPlate> lines = m_parts->detector.detect(picture, m_parts->options.longSide);
    for (DetectedPlate& line : lines)
        line = plateFrom(moved(line.corners, origin), line.score);
    return lines;
}

std::vector<PlateReading> PlateRecogniser::read(
    const video::Frame& frame, const std::vector<DetectedPlate>& lines, PlateEffort effort)
{
    QRectF around;
    for (const DetectedPlate& line : lines) {
        // Room for a look to the left and for what stands beside a line.
        const double room = line.box.width() * 0.4;
        around = around.united(line.box.adjusted(-room, -room, room, room));
    }
    const QRect part = around.toAlignedRect().intersected(QRect(QPoint(0, 0), frame.size()));
    if (part.isEmpty())
        return {};
    std::vector<DetectedPlate> local;
    for (const DetectedPlate& line : lines)
        local.push_back(plateFrom(moved(line.corners, -QPointF(part.topLeft())), line.score));
    return m_parts->readLines(bgrPicture(frame, part), std::move(local), part.topLeft(), effort);
}

double PlateRecogniser::acceptThreshold() const
{
    return m_parts->options.accept;
}

} // namespace gatehouse::vision
