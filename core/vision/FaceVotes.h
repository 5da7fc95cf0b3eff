#pragma once

#include "core/vision/FaceTypes.h"

#include <optional>
#include <vector>

namespace gatehouse::vision {

struct FaceVotesOptions
{
    int mostReads = 12; // then the track is as clear as it gets
    int agreeingReads = 2; // Known reads of one person that settle a running track …
    float clearLead = 0.10F; // … or one that is this far above its threshold
    // Share of the weight of all Known reads that must be for that person; for "nobody we know", share of all weight
    // that knew nobody.
    double share = 0.67;
    int strangerReads = 5; // good reads that settle "nobody we know"
    double goodWeight = 0.3; // least weight of a good read
    qint64 pause = 250; // ms between two reads of looks that are not better than before …
    qint64 strangerPause = 1000; // … once nobody was known: who stands there may yet look up
    double betterBy = 1.15; // a look this much better than all before is always read
};

// Whether more looks can follow, which decides how much proof is asked for.
enum class TrackStage { Running, Over };

// The votes of one track: which looks are worth reading, and what the reads come to. A look is one frame's face with
// its quality; a read is a look that was embedded and searched for. Pure over values and times; one owner.
class FaceVotes
{
public:
    explicit FaceVotes(FaceVotesOptions options = {});

    // Whether a look of this quality (0..1) at this time (ms) should be read: never once a person is Known; else when
    // it is the first, clearly better than every one before, or tries are left and the pause is over.
    [[nodiscard]] bool wants(double quality, qint64 now) const;
    // `weight` 0..1: quality times FaceEmbedding::clarity serves well. `findings` are those of the look.
    void add(const FaceMatch& match, double weight, double quality, const Findings& findings, qint64 now);
    // A read that showed no face after all (showsAFace()): it uses up a try and speaks for nobody.
    void addNoFace(double quality, qint64 now);
    [[nodiscard]] int reads() const { return static_cast<int>(m_reads.size()); }

    // Running: Known once enough reads agree, Unknown once enough good reads knew nobody or the tries are used up,
    // Unsure before and between. Over: asks for no more than there were looks. Findings say what stood in the way where
    // it is not Known.
    [[nodiscard]] FaceVerdict verdict(TrackStage stage) const;
    // Every read so far showed no face: the track is a mistake of the detector and nothing needs to be said about it.
    [[nodiscard]] bool isNoFace() const;
    // Whether the running verdict is an answer already: Known, Unknown, or Unsure with no tries left.
    [[nodiscard]] bool isSettled() const;

private:
    struct Read
    {
        FaceMatch match;
        double weight = 0;
        double quality = 0;
        Findings findings;
        qint64 at = 0;
        bool isFace = true;
    };
    struct Tally
    {
        PersonId person;
        double weight = 0;
        int reads = 0;
        float closest = -1;
        float lead = -1; // above the threshold
    };

    [[nodiscard]] std::optional<Tally> favourite() const;
    [[nodiscard]] bool isConvincing(const Tally& tally, TrackStage stage) const;
    [[nodiscard]] bool isStranger(TrackStage stage) const;
    [[nodiscard]] Findings obstacles(const FaceVerdict& verdict, TrackStage stage) const;
    // Of all reads, or of those of one certainty.
    [[nodiscard]] double weightOf(std::optional<Certainty> certainty) const;
    [[nodiscard]] bool isKnown() const;

    FaceVotesOptions m_options;
    std::vector<Read> m_reads;
};

} // namespace gatehouse::vision
