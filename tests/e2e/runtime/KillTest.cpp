#include "core/audit/AuditTrail.h"
#include "core/lane/EventLog.h"
#include "tests/e2e/runtime/DemoFolder.h"
#include "tests/support/TestLength.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>

#include <gtest/gtest.h>
#include <random>

namespace {

using namespace gatehouse;
using test::DemoFolder;

constexpr int PatienceMilliseconds = 120'000;

// The complete lines a replay printed: each is an event it said was on disk.
QList<QJsonObject> acknowledged(QProcess& replay)
{
    QList<QJsonObject> events;
    while (replay.canReadLine())
        events.append(QJsonDocument::fromJson(replay.readLine()).object());
    return events;
}

void expectStored(const DemoFolder& folder, const QList<QJsonObject>& events)
{
    const auto site = folder.open();
    const auto actor = site->openedBy();
    site->reader().call([&](store::Database& database) {
        lane::EventLog log(database, folder.clock());
        for (const QJsonObject& event : events) {
            const auto stored = log.get(actor, EventId(event.value(QStringLiteral("id")).toInteger()));
            ASSERT_TRUE(stored) << "an acknowledged event is lost";
            EXPECT_EQ(stored->at.toIso(), event.value(QStringLiteral("at")).toString());
            EXPECT_EQ(access::reasonCode(stored->decision.reason), event.value(QStringLiteral("reason")).toString());
            EXPECT_EQ(stored->cropId.value(), event.value(QStringLiteral("cropId")).toInteger());
        }
        const auto chain = audit::verify(database);
        EXPECT_TRUE(chain) << qPrintable(chain ? QString() : chain.error().detail);
        const auto sound = database.verify();
        EXPECT_TRUE(sound) << qPrintable(sound ? QString() : sound.error().detail);
    });
}

} // namespace

TEST(Kill, NoAcknowledgedEventIsLostWhenThePowerGoes)
{
    const DemoFolder folder;
    const QTemporaryDir queue;
    // Two who are let in, and strangers, who are asked about each time.
    test::drawQueue(queue.path(), { 2, 19, 5, 19, 5, 21, 19, 5, 19, 5, 19, 5 });
    const QStringList replay { QStringLiteral("replay"), QStringLiteral("--lane"), QStringLiteral("Door A"),
        queue.path() };

    // One run to the end: how long it takes, and that there is something to lose.
    auto whole = folder.ctl(replay);
    QElapsedTimer watch;
    watch.start();
    whole->start();
    ASSERT_TRUE(whole->waitForFinished(PatienceMilliseconds));
    const qint64 duration = watch.elapsed();
    ASSERT_EQ(whole->exitCode(), 0) << whole->readAllStandardError().constData();
    QList<QJsonObject> everything = acknowledged(*whole);
    ASSERT_GE(everything.size(), 10) << whole->readAllStandardError().constData();
    expectStored(folder, everything);

    std::mt19937 random(20260301);
    std::uniform_int_distribution<qint64> moment(duration / 10, duration);
    int killedInTime = 0;
    int survivors = 0;
    // One that ended by itself before its moment counts for nothing.
    const int kills = test::repetitions("GATEHOUSE_KILLS", 10);
    for (int attempts = 3 * kills; killedInTime < kills && attempts > 0; --attempts) {
        auto victim = folder.ctl(replay);
        victim->start();
        ASSERT_TRUE(victim->waitForStarted());
        if (!victim->waitForFinished(static_cast<int>(moment(random)))) {
            victim->kill();
            ASSERT_TRUE(victim->waitForFinished(PatienceMilliseconds));
            ++killedInTime;
        }
        const QList<QJsonObject> events = acknowledged(*victim);
        survivors += static_cast<int>(events.size());
        everything += events;
        ASSERT_NO_FATAL_FAILURE(expectStored(folder, everything));
    }
    std::printf("%d replays killed, %d events acknowledged by them\n", killedInTime, survivors);
    EXPECT_EQ(killedInTime, kills);
    EXPECT_GT(survivors, 0);
}
