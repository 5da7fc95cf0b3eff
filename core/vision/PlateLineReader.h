#pragma once

#include "core/vision/PlateReader.h"
#include "core/vision/PlateScoring.h"

#include <optional>
#include <vector>

namespace gatehouse::vision {

// One plate as proposed by one line of text, or by two that belong together.
struct PlateProposal
{
    PlateCorners text {}; // around the serial, pixels of the picture
    bool isStacked = false; // two lines, one above the other
    float detectorScore = 0;
    PlateLook look;
    QString raw;
    std::vector<Emissions> looks; // what the choices were made from
    std::vector<PlateChoice> choices; // the best first; empty when nothing fits a format

    [[nodiscard]] double score() const { return choices.empty() ? 0 : choices.front().score; }
    [[nodiscard]] double confidence() const
    {
        return choices.empty() ? 0 : static_cast<double>(choices.front().candidate.confidence);
    }
    // Settled: the line stands for itself and is joined with no other.
    [[nodiscard]] bool isClear() const;
    // What was read may be a plate, or the part of one: three characters that plates carry.
    [[nodiscard]] bool hasCharacters() const;
};

// Reads single lines of text in one picture (8-bit BGR): one look at each, and further looks at those that may be a
// plate: one that confirms what the first look settled, more for what it did not, because the detector cuts boxes in
// many ways. Every look runs the reading network once, which is nearly all that reading costs. Internal to core/vision;
// lives as long as the picture is read; the reader's thread.
class PlateLineReader
{
public:
    PlateLineReader(PlateReader& reader, const PlateFormats& formats, const cv::Mat& picture);

    // The line as it was found.
    PlateProposal firstLook(const PlateCorners& corners, float detectorScore);
    // What a glance can tell: absent unless the first look settles it (and, where a Chinese plate may be, two more to
    // its left).
    std::optional<PlateProposal> glance(const PlateCorners& corners, float detectorScore);
    // All further looks; none at a line with too few characters for a plate.
    void lookAgain(PlateProposal& proposal);
    // Two rows of one plate that were both read.
    [[nodiscard]] PlateProposal stacked(
        const PlateProposal& upper, const PlateProposal& lower, const PlateCorners& corners) const;

private:
    [[nodiscard]] PlateEvidence evidenceOf(const PlateProposal& proposal) const;
    static void rank(PlateProposal& proposal, const PlateFormats& formats, const PlateEvidence& evidence);
    void look(PlateProposal& proposal, const PlateCorners& corners);
    [[nodiscard]] bool staysWhenWider(const PlateProposal& proposal);
    void lookWider(PlateProposal& proposal);
    [[nodiscard]] bool mayHideProvince(const PlateProposal& proposal) const;
    void lookLeft(PlateProposal& proposal);
    void lookAbove(PlateProposal& proposal);
    void takeIfBetter(PlateProposal& proposal, PlateProposal other, const PlateFormats& formats) const;

    PlateReader& m_reader;
    const PlateFormats& m_formats;
    const PlateFormats m_china;
    const cv::Mat& m_picture;
    bool m_mayBeChina = false;
    bool m_mayBeOther = false;
};

} // namespace gatehouse::vision
