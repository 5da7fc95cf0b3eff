#include "core/access/AccessTypes.h"

#include <QSet>

#include <gtest/gtest.h>

using namespace gatehouse::access;

TEST(AccessCodes, GoThereAndBack)
{
    for (const Direction direction : AllDirections)
        EXPECT_EQ(directionFromCode(directionCode(direction)), direction);
    for (const Effect effect : AllEffects)
        EXPECT_EQ(effectFromCode(effectCode(effect)), effect);
    for (const Verdict verdict : AllVerdicts)
        EXPECT_EQ(verdictFromCode(verdictCode(verdict)), verdict);
    QSet<QString> codes;
    for (const Reason reason : AllReasons) {
        EXPECT_EQ(reasonFromCode(reasonCode(reason)), reason);
        codes.insert(reasonCode(reason));
    }
    EXPECT_EQ(codes.size(), qsizetype(std::size(AllReasons)));
    EXPECT_EQ(codes.size(), qsizetype(Reason::GateFailed) + 1);
}

TEST(AccessCodes, StrangeSpellingsAreRefused)
{
    EXPECT_FALSE(directionFromCode(u"IN"));
    EXPECT_FALSE(effectFromCode(u""));
    EXPECT_FALSE(verdictFromCode(u"maybe"));
    EXPECT_FALSE(reasonFromCode(u"rule_allows"));
}
