#include "core/base/PlateText.h"

#include <gtest/gtest.h>

using gatehouse::PlateText;

TEST(PlateText, NormalisesWhatPeopleType)
{
    EXPECT_EQ(PlateText::fromUserInput(u"b ab-123")->toString(), QStringLiteral("BAB123"));
    EXPECT_EQ(PlateText::fromUserInput(u"沪A·D12345")->toString(), QStringLiteral("沪AD12345"));
    EXPECT_EQ(PlateText::fromUserInput(u" bra 2e19 ")->toString(), QStringLiteral("BRA2E19"));
}

TEST(PlateText, RefusesWhatNoPlateCarries)
{
    EXPECT_FALSE(PlateText::fromUserInput(u""));
    EXPECT_FALSE(PlateText::fromUserInput(u" - "));
    EXPECT_FALSE(PlateText::fromUserInput(u"AB'; DROP"));
    EXPECT_FALSE(PlateText::fromUserInput(u"ABCDEFGHIJKLM"));
}

TEST(PlateText, MergesWhatACameraCannotTellApart)
{
    EXPECT_EQ(PlateText::fromUserInput(u"OQI0")->merged(), QStringLiteral("0010"));
}

TEST(PlateText, ShowsTheChineseDot)
{
    EXPECT_EQ(PlateText::fromUserInput(u"皖A12345")->display(), QStringLiteral("皖A·12345"));
    EXPECT_EQ(PlateText::fromUserInput(u"BAB123")->display(), QStringLiteral("BAB123"));
}
