#include "core/access/WeeklyWindows.h"

#include <gtest/gtest.h>

using namespace gatehouse::access;

namespace {

using Windows = QList<WeeklyWindow>;

Windows read(QStringView text)
{
    return windowsFromText(text).value_or(Windows { { 0, 0, 0 } });
}

} // namespace

TEST(WeeklyWindows, ReadsDaysAndHours)
{
    EXPECT_EQ(read(u"mon 08:00-18:00"), (Windows { { 1, 480, 1080 } }));
    EXPECT_EQ(read(u" Mon-Wed  08:00-18:30 "), (Windows { { 1, 480, 1110 }, { 2, 480, 1110 }, { 3, 480, 1110 } }));
    EXPECT_EQ(read(u"sat,tue 00:00-24:00"), (Windows { { 2, 0, 1440 }, { 6, 0, 1440 } }));
    EXPECT_EQ(read(u"sat-mon 10:00-11:00").size(), 3);
    EXPECT_EQ(read(u"daily 10:00-11:00").size(), 7);
}

TEST(WeeklyWindows, AWindowPastMidnightGoesOnTheNextDay)
{
    EXPECT_EQ(read(u"sun 22:00-06:00"), (Windows { { 1, 0, 360 }, { 7, 1320, 1440 } }));
    EXPECT_EQ(read(u"fri 18:00-00:00"), (Windows { { 5, 1080, 1440 } }));
    EXPECT_EQ(read(u"mon,tue 22:00-23:00"), (Windows { { 1, 1320, 1380 }, { 2, 1320, 1380 } }));
}

TEST(WeeklyWindows, HoursAreTakenAwayFromTheMiddleAndTheEnds)
{
    const Windows day { { 1, 480, 1080 }, { 2, 480, 1080 } };
    EXPECT_EQ(without(day, { 1, 720, 780 }), (Windows { { 1, 480, 720 }, { 1, 780, 1080 }, { 2, 480, 1080 } }));
    EXPECT_EQ(without(day, { 1, 0, 500 }), (Windows { { 1, 500, 1080 }, { 2, 480, 1080 } }));
    EXPECT_EQ(without(day, { 2, 0, 1440 }), (Windows { { 1, 480, 1080 } }));
    EXPECT_EQ(without(day, { 3, 0, 1440 }), day);
    EXPECT_EQ(without(day, { 1, 1080, 1200 }), day);
}

TEST(WeeklyWindows, RefusesWhatIsNone)
{
    for (const QStringView text : { QStringView(u""), QStringView(u"mon"), QStringView(u"08:00-18:00"),
             QStringView(u"mon 8:00-18:00"), QStringView(u"mon 08:00"), QStringView(u"mon 08:00-25:00"),
             QStringView(u"mon 08:60-09:00"), QStringView(u"mon 08:00-08:00"), QStringView(u"mon 24:00-06:00"),
             QStringView(u"mo 08:00-18:00"), QStringView(u"mon- 08:00-18:00"), QStringView(u"mon 08:00-18:00 x") })
        EXPECT_FALSE(windowsFromText(text)) << text.toString().toStdString();
}

TEST(WeeklyWindows, WhatIsWrittenCanBeReadAgain)
{
    for (const WeeklyWindow window : { WeeklyWindow { 1, 0, 1440 }, WeeklyWindow { 7, 61, 62 } })
        EXPECT_EQ(read(windowText(window)), Windows { window });
}
