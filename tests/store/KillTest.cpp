#include "core/audit/AuditTrail.h"
#include "core/store/Database.h"
#include "tests/store/EmptyStore.h"

#include <QProcess>

#include <csignal>
#include <gtest/gtest.h>
#include <random>
#include <thread>

using namespace gatehouse;

namespace {

qint64 number(store::Database& database, QByteArrayView sql)
{
    auto query = database.prepare(sql);
    EXPECT_TRUE(query && *query->step());
    return query->integer(0);
}

// Lets the child write until it has acknowledged `pairs` more and a random moment has passed, then kills it. The number
// it acknowledged last.
qint64 writeAndKill(const QString& file, int pairs, std::chrono::microseconds moment)
{
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QStringLiteral(GATEHOUSE_BINARIES "/store_writer"), { file });
    EXPECT_TRUE(child.waitForStarted());
    qint64 acknowledged = 0;
    const auto takeLines = [&] {
        int lines = 0;
        while (child.canReadLine()) {
            acknowledged = child.readLine().trimmed().toLongLong();
            ++lines;
        }
        return lines;
    };
    for (int seen = 0; seen < pairs && child.waitForReadyRead(30'000);)
        seen += takeLines();
    std::this_thread::sleep_for(moment);
    ::kill(static_cast<pid_t>(child.processId()), SIGKILL);
    EXPECT_TRUE(child.waitForFinished());
    EXPECT_EQ(child.exitStatus(), QProcess::CrashExit) << child.exitCode();
    takeLines();
    return acknowledged;
}

} // namespace

// The power goes at any moment: what was acknowledged is there, nothing is half there, and the trail is whole.
// GATEHOUSE_KILL_ROUNDS asks for more rounds.
TEST(Kill, nothingAcknowledgedIsLost)
{
    const int rounds = qEnvironmentVariableIntValue("GATEHOUSE_KILL_ROUNDS") > 0
        ? qEnvironmentVariableIntValue("GATEHOUSE_KILL_ROUNDS")
        : 25;
    test::EmptyStore site;
    site.close();
    std::mt19937 random(std::random_device {}());
    qint64 acknowledged = 0;
    for (int round = 0; round < rounds; ++round) {
        const int pairs = std::uniform_int_distribution(0, 40)(random);
        const std::chrono::microseconds moment(std::uniform_int_distribution(0, 8000)(random));
        acknowledged = std::max(acknowledged, writeAndKill(site.file(), pairs, moment));

        site.reopen();
        store::Database& database = site.database();
        const qint64 events = number(database, "SELECT count(*) FROM events");
        EXPECT_GE(events, acknowledged) << "round " << round;
        EXPECT_EQ(number(database, "SELECT max(id) FROM events"), events);
        EXPECT_EQ(
            number(database, "SELECT count(*) FROM events JOIN evidence ON evidence.id = events.crop_id"), events);
        const auto chain = audit::verify(database);
        ASSERT_TRUE(chain) << "round " << round << " " << qPrintable(chain.error().detail);
        EXPECT_EQ(chain->entries, events);
        if (round % 5 == 0) {
            EXPECT_TRUE(database.verify());
        }
        site.close();
    }
    EXPECT_GT(acknowledged, 0);
}
