#include "core/vision/PlateFormats.h"

#include "core/vision/PlateAlphabet.h"

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::vision;

namespace {

bool fits(Region region, QStringView text)
{
    return PlateFormats({ region }).fits(text, region);
}

double weightOf(Region region, QStringView text)
{
    const PlateFormats formats({ region });
    const PlateFormats::Set set = formats.fitting(text);
    double best = -100;
    for (std::size_t format = 0; format < formats.formats().size(); ++format)
        best = set.test(format) ? std::max(best, formats.weight(format, text)) : best;
    return best;
}

} // namespace

TEST(PlateFormats, KnowChinesePlatesOfSevenCharacters)
{
    for (const QStringView plate : { u"京A88731", u"粤B450LJ", u"川AA662F", u"浙A12903", u"粤OA2160" })
        EXPECT_TRUE(fits(Region::China, plate)) << plate.toUtf8().toStdString();
    for (const QStringView special : { u"渝B3587学", u"京A1234警", u"鲁B1234挂", u"粤Z1234港", u"粤ZF12A澳",
             u"使123456", u"123456使", u"沪A1234领" })
        EXPECT_TRUE(fits(Region::China, special)) << special.toUtf8().toStdString();
}

TEST(PlateFormats, KnowNewEnergyAndRescuePlatesOfEight)
{
    for (const QStringView plate : { u"沪AD12345", u"京ADA2345", u"粤BF12345", u"川A12345D", u"京X1234应急" })
        EXPECT_TRUE(fits(Region::China, plate)) << plate.toUtf8().toStdString();
    EXPECT_FALSE(fits(Region::China, u"沪AZ12345")) << "Z is no new-energy letter";
    EXPECT_FALSE(fits(Region::China, u"沪A123456"));
}

TEST(PlateFormats, RefuseWhatTheChineseStandardLeavesOut)
{
    EXPECT_FALSE(fits(Region::China, u"京AI2345")) << "no I in a serial";
    EXPECT_FALSE(fits(Region::China, u"京AO2345")) << "no O in a serial";
    EXPECT_FALSE(fits(Region::China, u"京I12345")) << "no authority I";
    EXPECT_FALSE(fits(Region::China, u"A123456")) << "no province";
    EXPECT_FALSE(fits(Region::China, u"京1A2345"));
}

TEST(PlateFormats, KnowTheOldAndTheNewPlatesOfBrazil)
{
    EXPECT_TRUE(fits(Region::Brazil, u"AYO9034"));
    EXPECT_TRUE(fits(Region::Brazil, u"BRA2E19"));
    EXPECT_FALSE(fits(Region::Brazil, u"BRA2EE9"));
    EXPECT_FALSE(fits(Region::Brazil, u"BR12345"));
}

TEST(PlateFormats, KnowTheFamiliesOfEurope)
{
    for (const QStringView plate : { u"RK755AJ", u"1B80338", u"WSQ3021", u"AB12CDE", u"BAB1234", u"1234BCD", u"1ABC234",
             u"KAE123E", u"ABC123", u"12ABC3" })
        EXPECT_TRUE(fits(Region::Europe, plate)) << plate.toUtf8().toStdString();
    EXPECT_FALSE(fits(Region::Europe, u"12345"));
    EXPECT_FALSE(fits(Region::Europe, u"京A12345"));
}

TEST(PlateFormats, TakeAnySerialOfTheUnitedStatesButPreferTheUsualOnes)
{
    EXPECT_TRUE(fits(Region::UnitedStates, u"6LKR481"));
    EXPECT_TRUE(fits(Region::UnitedStates, u"3X7Q9"));
    EXPECT_GT(weightOf(Region::UnitedStates, u"6LKR481"), weightOf(Region::UnitedStates, u"6L3R481"));
    EXPECT_FALSE(fits(Region::UnitedStates, u"ABC"));
    EXPECT_FALSE(fits(Region::UnitedStates, u"ABCDE12345"));
}

TEST(PlateFormats, DoubtWordsAndNumbers)
{
    EXPECT_LT(weightOf(Region::UnitedStates, u"TOYOTA"), weightOf(Region::UnitedStates, u"TXYB27"));
    EXPECT_LE(weightOf(Region::UnitedStates, u"TOY0TA"), weightOf(Region::UnitedStates, u"TOYOTA"))
        << "a zero for an O makes no plate of a word";
    EXPECT_LT(weightOf(Region::UnitedStates, u"4935270"), weightOf(Region::UnitedStates, u"L493527"));
}

TEST(PlateFormats, AreFollowedCharacterByCharacter)
{
    const PlateFormats formats({ Region::Brazil });
    PlateFormats::Set set = formats.all();
    for (int position = 0; position < 3; ++position)
        set = formats.following(set, position, *plateSymbol(u'A'));
    EXPECT_EQ(set, formats.all());
    EXPECT_TRUE(formats.following(set, 3, *plateSymbol(u'A')).none());
    EXPECT_TRUE(formats.ending(set, 3).none());
}

TEST(PlateFormats, NoFormatIsLongerThanAReadingOrMoreThanASetHolds)
{
    const PlateFormats formats({ Region::China, Region::Europe, Region::UnitedStates, Region::Brazil });
    EXPECT_LE(formats.formats().size(), static_cast<std::size_t>(PlateFormats::MaximumFormats));
    for (const PlateFormat& format : formats.formats()) {
        EXPECT_LE(format.pattern.size(), PlateFormats::MaximumLength);
        EXPECT_LE(format.weight, 0.0F);
    }
    EXPECT_EQ(PlateSymbols.toString(),
        PlateDigits.toString() + PlateLetters.toString() + PlateProvinces.toString() + PlateSpecials.toString());
}
