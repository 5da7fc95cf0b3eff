#include "core/audit/AuditTrail.h"
#include "core/privacy/RetentionBook.h"
#include "core/privacy/RetentionRun.h"
#include "tests/store/privacy/PrivacyFixture.h"
#include "tests/support/TestLength.h"

#include <QProcess>

#include <csignal>
#include <random>
#include <thread>

namespace gatehouse::privacy {
namespace {

using RetentionKillTest = PrivacyTest;

// Killed at a random moment of a run and opened again: nothing overdue remains, and nothing else is gone.
// GATEHOUSE_RETENTION_KILLS asks for more rounds.
TEST_F(RetentionKillTest, aRunThatIsKilledIsFinishedAtTheNextOpening)
{
    const PersonId li = addPerson(QStringLiteral("Li Na"));
    for (int passage = 0; passage < 60; ++passage) {
        pass({ 8 + passage % 80, {}, {}, QStringLiteral("BAB123"), {} }); // loses its pictures
        pass({ 181 + passage % 80, {}, {}, QStringLiteral("BAB123"), {} }); // goes whole
    }
    const EventId fresh = pass({ 1, {}, {}, QStringLiteral("HHXY99"), {} });
    const EventId known = pass({ 80, li, {}, {}, {} });
    const qint64 passages = number("SELECT count(*) FROM events") - 60;
    std::mt19937 random(std::random_device {}());
    int killed = 0;
    for (int round = 0, rounds = test::repetitions("GATEHOUSE_RETENTION_KILLS", 6); round < rounds; ++round) {
        const QTemporaryDir folder;
        m_store.copyStoreTo(folder.path());
        m_store.copyRingTo(folder.path());

        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QStringLiteral(GATEHOUSE_BINARIES "/retention_worker"),
            { folder.path(), QString::number(clock().now().milliseconds()) });
        ASSERT_TRUE(child.waitForStarted());
        while (!child.canReadLine() && child.waitForReadyRead(30'000)) { }
        std::this_thread::sleep_for(std::chrono::microseconds(std::uniform_int_distribution(0, 60'000)(random)));
        ::kill(static_cast<pid_t>(child.processId()), SIGKILL);
        ASSERT_TRUE(child.waitForFinished());
        killed += child.exitStatus() == QProcess::CrashExit ? 1 : 0;

        store::StoreThread writer(m_store.openIn(folder.path()));
        const auto overdue = [&] {
            return writer.call(
                [&](store::Database& database) { return countOverdue(database, clock().now()).value(); });
        };
        ASSERT_TRUE(enforceRetention(writer, clock(), m_key, RunOccasion::Opening));
        EXPECT_EQ(overdue(), 0) << "round " << round;
        writer.call([&](store::Database& database) {
            const auto count = [&](QByteArrayView sql) {
                auto query = database.prepare(sql);
                return query && *query->step() ? query->integer(0) : -1;
            };
            EXPECT_EQ(count("SELECT count(*) FROM events"), passages) << "round " << round;
            lane::EventLog log(database, clock());
            for (const EventId id : { fresh, known }) {
                const auto event = log.get(guard, id);
                ASSERT_TRUE(event) << "round " << round;
                EXPECT_TRUE(evidence::load(database, event->cropId)) << "round " << round;
                EXPECT_TRUE(evidence::load(database, event->frameId)) << "round " << round;
            }
            EXPECT_EQ(count("SELECT count(*) FROM evidence WHERE class = 'unknown'"), 2);
            EXPECT_TRUE(audit::verify(database)) << "round " << round;
            EXPECT_TRUE(database.verify()) << "round " << round;
        });
    }
    EXPECT_GT(killed, 0);
}

} // namespace
} // namespace gatehouse::privacy
