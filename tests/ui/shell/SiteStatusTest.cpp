#include "ui/shell/SiteStatus.h"

#include <gtest/gtest.h>

namespace gatehouse::ui {
namespace {

SiteStatus threeCameras()
{
    SiteStatus status;
    for (const qint64 id : { 1, 2, 3 })
        status.cameras.append({ CameraId(id), QStringLiteral("Camera %1").arg(id), {} });
    status.gates.append({ GateId(1), QStringLiteral("Barrier"), access::GatePhase::Closed });
    return status;
}

video::CameraState silent(qint64 milliseconds, int attempt = 0)
{
    return { video::CameraPhase::Stale, milliseconds, attempt, ErrorCode::CameraStalled };
}

TEST(SiteStatus, AllWellMeansNoAlarm)
{
    SiteStatus status = threeCameras();
    for (const qint64 id : { 1, 2, 3 })
        status = withCamera(status, CameraId(id), { video::CameraPhase::Live, 0, 0, {} });
    EXPECT_TRUE(alarmsOf(status).isEmpty());
    EXPECT_EQ(countCameras(status).live, 3);
}

TEST(SiteStatus, ACameraSilentLongestComesFirst)
{
    SiteStatus status = withCamera(threeCameras(), CameraId(1), silent(3000));
    status = withCamera(status, CameraId(3), silent(7000, 3));
    const QList<SiteAlarm> alarms = alarmsOf(status);
    ASSERT_EQ(alarms.size(), 2);
    EXPECT_EQ(alarms[0].name, QStringLiteral("Camera 3"));
    EXPECT_EQ(countCameras(status).longestSilence, 7000);
    EXPECT_EQ(alarmText(alarms[0]),
        QStringLiteral("Camera 3: no picture for 0:07 · The camera stopped sending. · reconnecting, try 3"));
}

TEST(SiteStatus, RecordsThatFailComeBeforeAllElse)
{
    SiteStatus status = withCamera(threeCameras(), CameraId(1), silent(3000));
    status = withGate(status, GateId(1), access::GatePhase::Faulty);
    status = withRecord(status, ErrorCode::StoreFull);
    const QList<SiteAlarm> alarms = alarmsOf(status);
    ASSERT_EQ(alarms.size(), 3);
    EXPECT_EQ(alarms[0].kind, SiteAlarm::Kind::Record);
    EXPECT_EQ(alarms[1].kind, SiteAlarm::Kind::Gate);
    EXPECT_TRUE(alarmText(alarms[0]).startsWith(QStringLiteral("Nothing is recorded: The disk is full.")));
    EXPECT_EQ(alarmsOf(withRecord(status, std::nullopt)).size(), 2);
}

TEST(SiteStatus, ATrailThatIsNotTheSignedOneIsSaidToEverybody)
{
    StoreHealth health;
    health.history.mismatch =
        audit::HistoryMismatch { audit::HistoryFault::RolledBack, audit::SignedPlace::KeyFile, 1234 };
    health.history.wasKeyFileOlder = true;
    health.history.restoredRules = { QStringLiteral("audit_is_never_changed") };
    health.recovered = { { OperatorId(7), QStringLiteral("Bob Admin"), UtcTime() } };
    const QList<SiteAlarm> alarms = alarmsOf(withHealth(threeCameras(), health));
    ASSERT_EQ(alarms.size(), 4);
    EXPECT_EQ(alarms[0].kind, SiteAlarm::Kind::History);
    EXPECT_TRUE(alarmText(alarms[0]).contains(QStringLiteral("entries from 1,234 on")));
    EXPECT_TRUE(alarmText(alarms[1]).startsWith(QStringLiteral("An older key file")));
    EXPECT_TRUE(alarmText(alarms[2]).startsWith(QStringLiteral("Bob Admin was brought back by the recovery code")));
    EXPECT_TRUE(alarmText(alarms[3]).contains(QStringLiteral("audit_is_never_changed")));
    EXPECT_TRUE(alarmsOf(withHealth(threeCameras(), {})).isEmpty());
}

TEST(SiteStatus, ADiskThatIsNearlyFullAndABackupThatIsTooOldNeedSomebody)
{
    StoreHealth health;
    health.disk = { 5, 100 };
    health.isBackupTooOld = true;
    health.backupAge = 5LL * 24 * 60 * 60 * 1000;
    const SiteStatus status = withHealth(withCamera(threeCameras(), CameraId(1), silent(3000)), health);
    const QList<SiteAlarm> alarms = alarmsOf(status);
    ASSERT_EQ(alarms.size(), 3);
    EXPECT_EQ(alarms[0].kind, SiteAlarm::Kind::Disk);
    EXPECT_TRUE(alarmText(alarms[0]).startsWith(QStringLiteral("The disk is nearly full: 5 % left.")));
    EXPECT_EQ(alarms[2].kind, SiteAlarm::Kind::Backup);
    EXPECT_EQ(alarmText(alarms[2]), QStringLiteral("The last good backup is 5 d old."));
    health.backupAge.reset();
    health.disk = { 50, 100 };
    const QList<SiteAlarm> later = alarmsOf(withHealth(status, health));
    ASSERT_EQ(later.size(), 2);
    EXPECT_EQ(alarmText(later[1]), QStringLiteral("This site has no backup yet."));
}

TEST(SiteStatus, DaysNobodyDecidedNeedSomebody)
{
    SiteStatus status;
    status.health.isRetentionUnaccounted = true;
    const QList<SiteAlarm> alarms = alarmsOf(status);
    ASSERT_EQ(alarms.size(), 1);
    EXPECT_TRUE(alarmText(alarms[0]).startsWith(QStringLiteral("How long data is kept was changed")));
}

TEST(SiteStatus, TheNumberOfPeopleStaysWhileNobodyMayCountThem)
{
    StoreHealth health;
    health.people = people::PeopleCount { 81'234, 900, 2'000 };
    const SiteStatus counted = withHealth(threeCameras(), health);
    EXPECT_EQ(counted.health.people->level(), people::FilingLevel::Near);
    EXPECT_TRUE(alarmsOf(counted).isEmpty()) << "nothing a guard could do at night";
    EXPECT_EQ(withHealth(counted, StoreHealth()).health.people, health.people);
}

} // namespace
} // namespace gatehouse::ui
