#include "core/lane/LaneTypes.h"

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::lane;

TEST(LaneCodes, GoThereAndBack)
{
    for (const Purpose purpose : AllPurposes)
        EXPECT_EQ(purposeFromCode(purposeCode(purpose)), purpose);
    for (const Place place : AllPlaces)
        EXPECT_EQ(placeFromCode(placeCode(place)), place);
    for (const EventKind kind : AllEventKinds)
        EXPECT_EQ(eventKindFromCode(eventKindCode(kind)), kind);
    for (int value = 0; value <= int(LaneEvent::Subject::Vehicle); ++value) {
        const auto subject = static_cast<LaneEvent::Subject>(value);
        EXPECT_EQ(eventSubjectFromCode(eventSubjectCode(subject)), subject);
    }
    for (int value = 0; value <= int(vision::Certainty::Unsure); ++value) {
        const auto certainty = static_cast<vision::Certainty>(value);
        EXPECT_EQ(certaintyFromCode(certaintyCode(certainty)), certainty);
    }
    for (int value = 0; value <= int(vision::Obstacle::TooFewReads); ++value) {
        const auto obstacle = static_cast<vision::Obstacle>(value);
        EXPECT_EQ(obstacleFromCode(obstacleCode(obstacle)), obstacle);
    }
}

TEST(LaneCodes, StrangeSpellingsAreRefused)
{
    EXPECT_FALSE(purposeFromCode(u"cars"));
    EXPECT_FALSE(eventKindFromCode(u""));
    EXPECT_FALSE(obstacleFromCode(u"too_small"));
}
