#include "core/lane/PassageBook.h"

#include <gtest/gtest.h>

namespace {

using gatehouse::UtcTime;
using gatehouse::lane::PassageBook;
using gatehouse::vision::Certainty;

const QRectF Barrier(0.4, 0.6, 0.2, 0.1);
const QRectF Elsewhere(0.05, 0.1, 0.2, 0.1);

UtcTime at(qint64 milliseconds)
{
    return UtcTime::fromMilliseconds(1'700'000'000'000 + milliseconds);
}

PassageBook::Sighting sighting(
    int track, Certainty certainty, const char16_t* identity, qint64 milliseconds, const QRectF& box = Barrier)
{
    return { track, box, certainty, QString::fromUtf16(identity), at(milliseconds) };
}

} // namespace

TEST(PassageBook, OneCarIsOneEvent)
{
    PassageBook book;
    EXPECT_TRUE(book.announce(sighting(1, Certainty::Known, u"AB12CDE", 0)));
    EXPECT_FALSE(book.announce(sighting(1, Certainty::Known, u"AB12CDE", 500)));
}

TEST(PassageBook, WhatBecomesCertainAfterDoubtIsNewsOnce)
{
    PassageBook book;
    EXPECT_TRUE(book.announce(sighting(1, Certainty::Unsure, u"AB12C0E", 0)));
    EXPECT_FALSE(book.announce(sighting(1, Certainty::Unsure, u"AB12CDE", 300)));
    EXPECT_TRUE(book.announce(sighting(1, Certainty::Known, u"AB12CDE", 600)));
    EXPECT_FALSE(book.announce(sighting(1, Certainty::Known, u"AB12CDE", 900)));
    EXPECT_FALSE(book.announce(sighting(1, Certainty::Unsure, u"AB12C0E", 1200)));
}

TEST(PassageBook, ATrackThatTurnsOutToBeSomebodyElseIsNews)
{
    PassageBook book;
    EXPECT_TRUE(book.announce(sighting(1, Certainty::Known, u"7", 0)));
    EXPECT_TRUE(book.announce(sighting(1, Certainty::Known, u"8", 500)));
}

TEST(PassageBook, TheSamePlateComesBackOnlyAfterTheWindow)
{
    PassageBook book;
    EXPECT_TRUE(book.announce(sighting(1, Certainty::Known, u"AB12CDE", 0)));
    EXPECT_FALSE(book.announce(sighting(2, Certainty::Known, u"AB12CDE", 20'000, Elsewhere)));
    // In sight all the time: the window counts from the last sighting.
    book.seen(2, Elsewhere, at(45'000));
    EXPECT_FALSE(book.announce(sighting(3, Certainty::Known, u"AB12CDE", 70'000)));
    EXPECT_TRUE(book.announce(sighting(4, Certainty::Known, u"AB12CDE", 101'000)));
}

TEST(PassageBook, AnUnreadCarThatWasHiddenForAMomentIsNotAskedAboutTwice)
{
    PassageBook book;
    EXPECT_TRUE(book.announce(sighting(1, Certainty::Unsure, u"", 0)));
    book.seen(1, Barrier, at(3'000));
    EXPECT_FALSE(book.announce(sighting(2, Certainty::Unsure, u"", 5'000)));
    EXPECT_TRUE(book.announce(sighting(3, Certainty::Unsure, u"", 15'000)));
}

TEST(PassageBook, TwoStrangersSideBySideAreTwoEvents)
{
    PassageBook book;
    EXPECT_TRUE(book.announce(sighting(1, Certainty::Unknown, u"", 0, Barrier)));
    EXPECT_TRUE(book.announce(sighting(2, Certainty::Unknown, u"", 0, Elsewhere)));
}

TEST(PassageBook, AStrangerRightBehindAKnownPersonIsSeen)
{
    PassageBook book;
    EXPECT_TRUE(book.announce(sighting(1, Certainty::Known, u"7", 0)));
    EXPECT_TRUE(book.announce(sighting(2, Certainty::Unknown, u"", 1'500)));
}

TEST(PassageBook, WhatElseIsPrintedOnAKnownPlateAsksNobodyButTheNextCarDoes)
{
    const QRectF country(0.45, 0.52, 0.1, 0.05);
    PassageBook book(gatehouse::lane::platePassages());
    EXPECT_TRUE(book.announce(sighting(1, Certainty::Known, u"GAT3H05", 0)));
    EXPECT_FALSE(book.announce(sighting(2, Certainty::Unsure, u"BRA51L", 900, country)));
    EXPECT_TRUE(book.announce(sighting(3, Certainty::Unsure, u"RASIL", 1'000, Elsewhere)));
    EXPECT_TRUE(book.announce(sighting(4, Certainty::Known, u"QRM4E62", 1'100, country)));
    EXPECT_TRUE(book.announce(sighting(5, Certainty::Unsure, u"QRM4F62", 9'000, Elsewhere)));
}

TEST(PassageBook, WhoStandsBesideSomebodyKnownIsSomebody)
{
    const QRectF beside(0.5, 0.5, 0.1, 0.2);
    PassageBook book;
    EXPECT_TRUE(book.announce(sighting(1, Certainty::Known, u"7", 0)));
    EXPECT_TRUE(book.announce(sighting(2, Certainty::Unknown, u"", 500, beside)));
}
