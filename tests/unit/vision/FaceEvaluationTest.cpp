#include "core/vision/evaluation/FaceEvaluation.h"

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::vision;

namespace {

FaceProbe probe(std::optional<qint64> person, qint64 best, float similarity, Certainty certainty)
{
    FaceProbe result;
    if (person)
        result.person = PersonId(*person);
    result.match = FaceMatch();
    result.match->certainty = certainty;
    result.match->best = FaceCandidate { PersonId(best), similarity };
    return result;
}

} // namespace

TEST(MeasurePairs, PerfectSeparationIsPerfect)
{
    const FacePairMeasures measures =
        measurePairs({ { true, 0.9F }, { true, 0.6F }, { false, 0.3F }, { false, 0.1F } }, 0.4F);
    EXPECT_EQ(measures.pairs, 4);
    EXPECT_EQ(measures.detected, 4);
    EXPECT_DOUBLE_EQ(measures.accuracy, 1);
    EXPECT_DOUBLE_EQ(measures.accuracyAtThreshold, 1);
    EXPECT_DOUBLE_EQ(measures.eer, 0);
    EXPECT_DOUBLE_EQ(measures.tarAtFar1e2, 1);
    EXPECT_DOUBLE_EQ(measures.tarAtFar1e3, 1);
    EXPECT_FLOAT_EQ(static_cast<float>(measures.threshold), 0.4F);
}

TEST(MeasurePairs, AHandMadeTableGivesTheFiguresWorkedOutByHand)
{
    // same:      0.8 0.7 0.5 0.2        different: 0.6 0.3 0.1 0.0
    // Best threshold 0.5: 3 of 4 same and 3 of 4 different right -> 6/8; 0.7: 2 + 4 -> 6/8; nothing reaches 7/8.
    // At 0.55: 2 same accepted, 1 different -> (2 + 3)/8. Accepting no different pair leaves what lies above 0.6.
    const FacePairMeasures measures =
        measurePairs({ { true, 0.8F }, { true, 0.7F }, { true, 0.5F }, { true, 0.2F }, { false, 0.6F }, { false, 0.3F },
                         { false, 0.1F }, { false, 0.0F } },
            0.55F);
    EXPECT_DOUBLE_EQ(measures.accuracy, 0.75);
    EXPECT_DOUBLE_EQ(measures.accuracyAtThreshold, 5.0 / 8);
    EXPECT_DOUBLE_EQ(measures.eer, 0.25);
    EXPECT_DOUBLE_EQ(measures.tarAtFar1e2, 0.5);
    EXPECT_DOUBLE_EQ(measures.tarAtFar1e3, 0.5);
}

TEST(MeasurePairs, AnUndetectedFaceCountsAsDifferent)
{
    const FacePairMeasures measures =
        measurePairs({ { true, std::nullopt }, { true, 0.9F }, { false, std::nullopt }, { false, 0.2F } }, 0.4F);
    EXPECT_EQ(measures.pairs, 4);
    EXPECT_EQ(measures.detected, 2);
    EXPECT_DOUBLE_EQ(measures.accuracy, 0.75);
    EXPECT_DOUBLE_EQ(measures.tarAtFar1e3, 0.5);
    EXPECT_DOUBLE_EQ(measures.eer, 0.5);
}

TEST(MeasurePairs, OneFalseMatchInAHundredIsAllowedAtOnePercentOnly)
{
    std::vector<FacePair> pairs { { true, 0.9F }, { true, 0.5F }, { false, 0.7F } };
    for (int index = 0; index < 99; ++index)
        pairs.push_back({ false, 0.1F });
    const FacePairMeasures measures = measurePairs(pairs, 0.4F);
    EXPECT_DOUBLE_EQ(measures.tarAtFar1e2, 1);
    EXPECT_DOUBLE_EQ(measures.tarAtFar1e3, 0.5);
}

TEST(MeasurePairs, NothingGivesZeros)
{
    const FacePairMeasures measures = measurePairs({}, 0.4F);
    EXPECT_EQ(measures.pairs, 0);
    EXPECT_DOUBLE_EQ(measures.accuracy, 0);
    EXPECT_DOUBLE_EQ(measures.tarAtFar1e2, 0);
}

TEST(MeasureIdentification, CountsRightNamesWrongNamesAndStrangers)
{
    const FaceIdentificationMeasures measures = measureIdentification({
        probe(1, 1, 0.8F, Certainty::Known), // named rightly
        probe(2, 2, 0.47F, Certainty::Unsure), // right, but not named
        probe(3, 4, 0.6F, Certainty::Known), // named wrongly
        { PersonId(5), std::nullopt }, // no face found
        probe(std::nullopt, 1, 0.5F, Certainty::Known), // a stranger named
        probe(std::nullopt, 2, 0.3F, Certainty::Unknown),
        { std::nullopt, std::nullopt },
    });
    EXPECT_EQ(measures.probes, 4);
    EXPECT_EQ(measures.strangers, 3);
    EXPECT_DOUBLE_EQ(measures.rank1, 0.5);
    EXPECT_DOUBLE_EQ(measures.tpir, 0.25);
    EXPECT_DOUBLE_EQ(measures.fpir, 1.0 / 3);
    // With three strangers 1 % allows none: the threshold must lie above 0.5.
    EXPECT_DOUBLE_EQ(measures.tpirAtFpir1e2, 0.25);
}

TEST(MeasureIdentification, WithoutStrangersEveryRightNameCounts)
{
    const auto measures = measureIdentification({ probe(1, 1, 0.2F, Certainty::Unknown) });
    EXPECT_DOUBLE_EQ(measures.tpirAtFpir1e2, 1);
    EXPECT_DOUBLE_EQ(measures.fpir, 0);
}

TEST(Quantile, LiesBetweenNeighbours)
{
    EXPECT_DOUBLE_EQ(quantile({ 3, 1, 2 }, 0.5), 2);
    EXPECT_DOUBLE_EQ(quantile({ 1, 2 }, 0.5), 1.5);
    EXPECT_DOUBLE_EQ(quantile({ 1, 2, 3, 4, 5 }, 0.95), 4.8);
    EXPECT_DOUBLE_EQ(quantile({}, 0.5), 0);
}
