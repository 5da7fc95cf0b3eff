#include "core/backup/BackupPolicy.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>

using namespace gatehouse;
using namespace gatehouse::backup;

namespace {

const QTimeZone Berlin("Europe/Berlin");

UtcTime at(const char* local)
{
    QDateTime moment = QDateTime::fromString(QString::fromLatin1(local), QStringLiteral("yyyy-MM-dd HH:mm"));
    return UtcTime::fromDateTime(QDateTime(moment.date(), moment.time(), Berlin));
}

QList<UtcTime> dailyFor(int days)
{
    QList<UtcTime> taken;
    for (int day = 0; day < days; ++day)
        taken.append(at("2026-11-23 02:30").plusMilliseconds(-day * 24LL * 60 * 60 * 1000));
    return taken;
}

} // namespace

TEST(BackupPolicy, keepsTheNewestAndOneADayAWeekAMonth)
{
    const QList<UtcTime> taken = dailyFor(400);
    const KeepRules rules { 3, 7, 4, 12 };
    const QList<qsizetype> dropped = droppable(taken, rules, Berlin);
    const auto stays = [&](qsizetype index) { return !dropped.contains(index); };
    for (qsizetype day = 0; day < 7; ++day)
        EXPECT_TRUE(stays(day)) << day;
    EXPECT_EQ(taken.size() - dropped.size(), 7 + 3 + 10); // three older weeks, of which one holds a month's last
    EXPECT_TRUE(stays(23)) << "the newest of October";
    EXPECT_FALSE(stays(399));
}

TEST(BackupPolicy, neverDropsTheOnlyOne)
{
    for (int count = 1; count < 5; ++count) {
        const QList<UtcTime> taken = dailyFor(count);
        EXPECT_EQ(droppable(taken, { 0, 0, 0, 0 }, Berlin).size(), count - 1);
        EXPECT_FALSE(droppable(taken, { 0, 0, 0, 0 }, Berlin).contains(0)) << "the newest";
    }
    EXPECT_TRUE(droppable({}, {}, Berlin).isEmpty());
}

TEST(BackupPolicy, theOrderOfTheFilesDoesNotMatter)
{
    QList<UtcTime> taken = dailyFor(100);
    const auto moments = [&](const QList<UtcTime>& all) {
        QList<UtcTime> dropped;
        for (const qsizetype index : droppable(all, {}, Berlin))
            dropped.append(all.at(index));
        std::ranges::sort(dropped);
        return dropped;
    };
    const QList<UtcTime> expected = moments(taken);
    std::mt19937 random(7);
    std::ranges::shuffle(taken, random);
    EXPECT_EQ(moments(taken), expected);
}

TEST(BackupPolicy, aMissedBackupIsDueAtOnce)
{
    const QTime nightly(2, 30);
    EXPECT_FALSE(nextDue(std::nullopt, std::nullopt, at("2026-11-23 12:00"), Berlin));
    // Never taken one: the last moment that passed.
    EXPECT_EQ(nextDue(nightly, std::nullopt, at("2026-11-23 12:00"), Berlin), at("2026-11-23 02:30"));
    EXPECT_EQ(nextDue(nightly, std::nullopt, at("2026-11-23 01:00"), Berlin), at("2026-11-22 02:30"));
    // Taken this night: tomorrow's.
    EXPECT_EQ(nextDue(nightly, at("2026-11-23 02:31"), at("2026-11-23 12:00"), Berlin), at("2026-11-24 02:30"));
    // The console was off for days.
    EXPECT_LE(*nextDue(nightly, at("2026-11-19 02:31"), at("2026-11-23 12:00"), Berlin), at("2026-11-23 12:00"));
}

TEST(BackupPolicy, aNightWithoutThatHourHasItsBackupAllTheSame)
{
    // 2026-03-29 has no 02:30 in Berlin.
    const auto due = nextDue(QTime(2, 30), at("2026-03-28 02:30"), at("2026-03-29 09:00"), Berlin);
    ASSERT_TRUE(due);
    EXPECT_LE(*due, at("2026-03-29 09:00"));
    const auto next = nextDue(QTime(2, 30), at("2026-03-29 03:31"), at("2026-03-29 09:00"), Berlin);
    ASSERT_TRUE(next);
    EXPECT_GT(*next, at("2026-03-29 09:00"));
}

TEST(BackupPolicy, warnsWhenTheLastGoodOneIsTooOld)
{
    const UtcTime now = at("2026-11-23 12:00");
    EXPECT_FALSE(isTooOld(at("2026-11-22 02:30"), at("2026-01-01 00:00"), now, 2));
    EXPECT_TRUE(isTooOld(at("2026-11-21 02:30"), at("2026-01-01 00:00"), now, 2));
    EXPECT_FALSE(isTooOld(std::nullopt, at("2026-11-22 12:00"), now, 2)) << "a site made yesterday";
    EXPECT_TRUE(isTooOld(std::nullopt, at("2026-11-01 12:00"), now, 2));
}
