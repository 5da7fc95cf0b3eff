#include "core/vision/PlateDecoder.h"

#include "core/vision/PlateAlignment.h"
#include "core/vision/PlateScoring.h"

#include <gtest/gtest.h>
#include <utility>
#include <vector>

using namespace gatehouse;
using namespace gatehouse::vision;

namespace {

// Emissions that spell `text` with one step for each character and one of nothing between, each as sure as `sure`.
Emissions spelling(QStringView text, float sure = 0.99F)
{
    Emissions emissions(static_cast<int>(text.size()) * 2 + 1);
    for (int step = 0; step < emissions.steps(); ++step) {
        if (step % 2 == 0)
            emissions.addNothing(step, 1);
        else {
            emissions.addSymbol(step, *plateSymbol(text.at(step / 2)), sure);
            emissions.addNothing(step, 1 - sure);
        }
    }
    return emissions;
}

// The same with the character at `position` shared between two.
Emissions torn(QStringView text, int position, QChar other, float otherShare)
{
    Emissions emissions = spelling(text);
    const int step = position * 2 + 1;
    emissions.addSymbol(step, *plateSymbol(text.at(position)), -otherShare);
    emissions.addSymbol(step, *plateSymbol(other), otherShare);
    return emissions;
}

std::vector<PlateChoice> choices(const Emissions& emissions, const QList<Region>& regions, PlateEvidence evidence = {})
{
    const PlateFormats formats(regions);
    const std::vector<Emissions> looks { emissions.softened() };
    return rankTexts(decodePlate(looks, formats), formats, evidence);
}

QString best(const std::vector<PlateChoice>& ranked)
{
    return ranked.empty() ? QString() : ranked.front().candidate.text.toString();
}

const QList<Region> Everywhere { Region::China, Region::Europe, Region::UnitedStates, Region::Brazil };

} // namespace

TEST(PlateDecoder, ReadsWhatIsClearlyThere)
{
    const auto ranked = choices(spelling(u"沪AD12345"), Everywhere);
    EXPECT_EQ(best(ranked), QStringLiteral("沪AD12345"));
    EXPECT_EQ(ranked.front().candidate.region, Region::China);
    EXPECT_GT(ranked.front().candidate.confidence, 0.5F);
}

TEST(PlateDecoder, DoubledCharactersStayTwo)
{
    EXPECT_EQ(best(choices(spelling(u"AAB1122"), { Region::Brazil })), QStringLiteral("AAB1122"));
}

TEST(PlateDecoder, LettersAndDigitsThatLookAlikeFollowTheFormat)
{
    EXPECT_EQ(best(choices(spelling(u"0KL1Z35"), { Region::Brazil })), QStringLiteral("OKL1Z35"));
    EXPECT_EQ(best(choices(spelling(u"OKLI235"), { Region::Brazil })), QStringLiteral("OKL1235"));
    EXPECT_EQ(best(choices(spelling(u"京AO2345"), { Region::China })), QStringLiteral("京A02345"));
    EXPECT_EQ(best(choices(torn(u"AY8C034", 3, u'9', 0.3F), { Region::Brazil })), QStringLiteral("AYB9034"));
}

TEST(PlateDecoder, AnEmblemBetweenTheCharactersIsPassedOver)
{
    Emissions emissions = spelling(u"RK8346AL");
    // the emblem: an 8 by less than half, else a character that no plate has
    emissions.addSymbol(5, *plateSymbol(u'8'), -0.6F);
    EXPECT_EQ(best(choices(emissions, { Region::Europe })), QStringLiteral("RK346AL"));
}

TEST(PlateDecoder, NothingFitsWhenTheRegionHasNoSuchPlate)
{
    EXPECT_TRUE(choices(spelling(u"12"), Everywhere).empty());
    const auto ranked = choices(spelling(u"RK755AJ"), { Region::China });
    EXPECT_TRUE(ranked.empty() || ranked.front().candidate.confidence < 0.01F);
}

TEST(PlateDecoder, ProbabilityIsTheSumOverAllAlignments)
{
    // Two steps, A with 0.6 and nothing with 0.4: "A" is A-, -A or AA.
    Emissions emissions(2);
    for (int step = 0; step < 2; ++step) {
        emissions.addSymbol(step, *plateSymbol(u'A'), 0.6F);
        emissions.addNothing(step, 0.4F);
    }
    EXPECT_NEAR(textProbability(emissions, u"A"), 0.6 * 0.4 * 2 + 0.6 * 0.6, 1e-6);
    EXPECT_NEAR(textProbability(emissions, u"AA"), 0.0, 1e-9) << "needs a step of nothing between";
    EXPECT_NEAR(textProbability(emissions, u""), 0.16, 1e-6);
}

TEST(PlateDecoder, ACharacterBadlySeenIsSaidToBe)
{
    const std::vector<Emissions> looks { torn(u"ABC1234", 1, u'8', 0.5F) };
    const std::vector<float> clear = characterConfidence(looks, u"ABC1234");
    ASSERT_EQ(clear.size(), 7u);
    EXPECT_LT(clear[1], 0.6F);
    EXPECT_GT(clear[0], 0.9F);
    EXPECT_GT(clear[6], 0.9F);
}

TEST(PlateDecoder, ATextIsNoSurerThanItsLeastClearCharacter)
{
    EXPECT_FLOAT_EQ(clarityOf(std::vector<float> { 0.9F, 0.5F, 1.0F }), 0.25F);
    EXPECT_FLOAT_EQ(clarityOf(std::vector<float> { 1.0F, 1.0F }), 1.0F);
    EXPECT_FLOAT_EQ(clarityOf({}), 1.0F);
}

TEST(PlateDecoder, SeveralLooksOutvoteABadOne)
{
    const PlateFormats formats({ Region::Brazil });
    const std::vector<Emissions> looks { spelling(u"ABC1234").softened(), spelling(u"ABC1234").softened(),
        spelling(u"ABC1284").softened() };
    const auto ranked = rankTexts(decodePlate(looks, formats), formats, {});
    EXPECT_EQ(best(ranked), QStringLiteral("ABC1234"));
    ASSERT_GE(ranked.size(), 2u);
    EXPECT_EQ(ranked[1].candidate.text.toString(), QStringLiteral("ABC1284"));
}

TEST(PlateScoring, TwoRowsAreReadAsOnePlate)
{
    EXPECT_EQ(best(choices(spelling(u"津A").followedBy(spelling(u"D9823")), Everywhere)), QStringLiteral("津AD9823"));
}

TEST(PlateScoring, TheGroundAndTheProportionsTellTheRegion)
{
    const PlateEvidence stretched { 5.0, PlateGround::DarkOnLight };
    const PlateEvidence square { 2.9, PlateGround::DarkOnLight };
    EXPECT_EQ(choices(spelling(u"AKS4329"), Everywhere, stretched).front().candidate.region, Region::Europe);
    EXPECT_EQ(choices(spelling(u"AKS4329"), Everywhere, square).front().candidate.region, Region::UnitedStates);
    // 川 badly seen on a blue plate is still a province; on a white one it is an M.
    const Emissions doubtful = torn(u"MR35779", 0, u'川', 0.3F);
    EXPECT_EQ(
        best(choices(doubtful, Everywhere, { std::nullopt, PlateGround::LightOnBlue })), QStringLiteral("川R35779"));
    EXPECT_EQ(
        best(choices(doubtful, Everywhere, { std::nullopt, PlateGround::DarkOnLight })), QStringLiteral("MR35779"));
}

TEST(PlateScoring, ASerialOnAChineseGroundMayHaveLostItsProvince)
{
    const auto confidenceOn = [](PlateGround ground) {
        const auto ranked = choices(spelling(u"AD12345"), Everywhere, { std::nullopt, ground });
        EXPECT_EQ(best(ranked), QStringLiteral("AD12345"));
        return ranked.front().candidate.confidence;
    };
    EXPECT_LT(confidenceOn(PlateGround::LightOnBlue), 0.35F * confidenceOn(PlateGround::DarkOnLight));
    EXPECT_LT(confidenceOn(PlateGround::DarkOnColour), 0.35F * confidenceOn(PlateGround::DarkOnLight));
    // Four digits, then letters: no province makes a Chinese plate of that.
    const auto yellow = choices(spelling(u"1234ABC"), Everywhere, { std::nullopt, PlateGround::DarkOnColour });
    EXPECT_GT(yellow.front().candidate.confidence, 0.4F);
    // Where the province is there, the ground says nothing more.
    const auto whole = [](PlateGround ground) {
        return choices(spelling(u"沪AD12345"), Everywhere, { std::nullopt, ground }).front().candidate.confidence;
    };
    EXPECT_FLOAT_EQ(whole(PlateGround::DarkOnColour), whole(PlateGround::DarkOnLight));
    // No Chinese plates are expected here.
    const auto elsewhere = choices(spelling(u"AD12345"), { Region::Europe }, { std::nullopt, std::nullopt });
    EXPECT_GT(elsewhere.front().candidate.confidence, 0.8F);
}

TEST(PlateScoring, AWordIsNeverConfidentlyAPlate)
{
    const auto ranked = choices(spelling(u"TOYOTA"), Everywhere);
    ASSERT_FALSE(ranked.empty());
    EXPECT_LT(ranked.front().candidate.confidence, 0.4F);
}
