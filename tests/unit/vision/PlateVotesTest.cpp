#include "core/vision/PlateVotes.h"

#include <algorithm>
#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::vision;

namespace {

PlateReading reading(QStringView text, float confidence, double sharpness = 500, Region region = Region::Brazil)
{
    PlateReading result;
    result.candidates.push_back({ *PlateText::fromUserInput(text), region, confidence });
    result.characterConfidence.assign(static_cast<std::size_t>(text.size()), 0.9F);
    result.sharpness = sharpness;
    return result;
}

PlateReading unreadable()
{
    PlateReading result;
    result.findings.append({ Obstacle::FormatUnknown, 0, 0 });
    return result;
}

bool says(const PlateVerdict& verdict, Obstacle obstacle)
{
    return std::ranges::any_of(verdict.findings, [&](const Finding& finding) { return finding.obstacle == obstacle; });
}

QString text(const std::optional<PlateCandidate>& candidate)
{
    return candidate ? candidate->text.toString() : QString();
}

} // namespace

TEST(PlateVotes, TwoAgreeingReadingsSettleAPlate)
{
    PlateVotes votes;
    votes.add(reading(u"ABC1234", 0.7F));
    EXPECT_EQ(votes.verdict().certainty, Certainty::Unsure);
    EXPECT_TRUE(says(votes.verdict(), Obstacle::TooFewReads));
    EXPECT_TRUE(votes.wantsMore());
    votes.add(reading(u"ABC1234", 0.7F));
    const PlateVerdict verdict = votes.verdict();
    EXPECT_EQ(verdict.certainty, Certainty::Known);
    EXPECT_EQ(text(verdict.best), QStringLiteral("ABC1234"));
    EXPECT_EQ(verdict.agreeing, 2);
    EXPECT_FALSE(votes.wantsMore());
}

TEST(PlateVotes, OneReadingBeyondDoubtIsEnough)
{
    PlateVotes votes;
    votes.add(reading(u"ABC1234", 0.95F));
    EXPECT_EQ(votes.verdict().certainty, Certainty::Known);
    EXPECT_TRUE(votes.wantsMore()) << "a second look confirms it";
}

TEST(PlateVotes, CharactersOfSeveralReadingsMakeAPlateThatNoneReadWhole)
{
    PlateVotes votes;
    votes.add(reading(u"ABC1284", 0.5F));
    votes.add(reading(u"ABC7234", 0.5F));
    votes.add(reading(u"AEC1234", 0.5F));
    const PlateVerdict verdict = votes.verdict();
    EXPECT_EQ(text(verdict.best), QStringLiteral("ABC1234"));
    EXPECT_EQ(verdict.agreeing, 0);
    EXPECT_EQ(verdict.certainty, Certainty::Unsure);
}

TEST(PlateVotes, SharpReadingsOutweighBlurredOnes)
{
    PlateVotes votes;
    votes.add(reading(u"ABC1284", 0.6F, 10));
    votes.add(reading(u"ABC1284", 0.6F, 10));
    votes.add(reading(u"ABC1234", 0.8F, 800));
    EXPECT_EQ(text(votes.verdict().best), QStringLiteral("ABC1234"));
    EXPECT_EQ(text(votes.verdict().second), QStringLiteral("ABC1284"));
    EXPECT_EQ(votes.bestReading(), 2u);
}

TEST(PlateVotes, TwoPlatesThatCannotBeToldApartAreUnsure)
{
    PlateVotes votes;
    for (int round = 0; round < 3; ++round) {
        votes.add(reading(u"ABC1234", 0.6F));
        votes.add(reading(u"ABC1284", 0.6F));
    }
    const PlateVerdict verdict = votes.verdict();
    EXPECT_EQ(verdict.certainty, Certainty::Unsure);
    EXPECT_TRUE(says(verdict, Obstacle::TooCloseToSecond));
}

TEST(PlateVotes, NothingThatFitsIsUnknownAndSaysWhy)
{
    PlateVotes votes;
    votes.add(unreadable());
    const PlateVerdict verdict = votes.verdict();
    EXPECT_EQ(verdict.certainty, Certainty::Unknown);
    EXPECT_FALSE(verdict.best);
    EXPECT_TRUE(says(verdict, Obstacle::FormatUnknown));
    EXPECT_EQ(verdict.reads, 1);
}

TEST(PlateVotes, WeakReadingsStayBelowTheThreshold)
{
    PlateVotes votes;
    votes.add(reading(u"ABC1234", 0.1F));
    const PlateVerdict verdict = votes.verdict();
    EXPECT_EQ(verdict.certainty, Certainty::Unsure);
    EXPECT_TRUE(says(verdict, Obstacle::BelowThreshold));
}

TEST(PlateVotes, TriesAreCapped)
{
    PlateVoteOptions options;
    options.maximumReads = 5;
    PlateVotes votes(options);
    for (int read = 0; read < 5; ++read) {
        EXPECT_TRUE(votes.wantsMore());
        votes.add(unreadable());
    }
    EXPECT_FALSE(votes.wantsMore());
}

TEST(PlateVotes, MixedCharactersThatFitNoFormatFallBackToAWholeReading)
{
    PlateVotes votes;
    // old and new plates of Brazil differ in the fifth place only by kind
    votes.add(reading(u"ABC1D34", 0.5F));
    votes.add(reading(u"ABC1D34", 0.5F));
    votes.add(reading(u"ABC1234", 0.6F));
    EXPECT_EQ(text(votes.verdict().best), QStringLiteral("ABC1D34"));
}
