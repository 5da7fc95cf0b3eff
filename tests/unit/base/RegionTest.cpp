#include "core/base/Region.h"

#include <gtest/gtest.h>

using namespace gatehouse;

TEST(Region, CodesGoThereAndBack)
{
    for (const Region region : AllRegions)
        EXPECT_EQ(regionFromCode(regionCode(region)), region);
}

TEST(Region, ListsAcceptCaseAndBlanksAndRefuseStrangers)
{
    const auto regions = regionsFromCodes(u" CN, eu,cn");
    ASSERT_TRUE(regions);
    EXPECT_EQ(*regions, (QList<Region> { Region::China, Region::Europe }));
    EXPECT_EQ(regionCodes(*regions), QStringLiteral("cn,eu"));
    EXPECT_FALSE(regionsFromCodes(u"cn,xx"));
}
