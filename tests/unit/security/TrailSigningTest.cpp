#include "core/audit/ExportCheck.h"
#include "core/security/AuditAccess.h"
#include "tests/unit/security/SiteFixture.h"

using namespace gatehouse;
using namespace gatehouse::security;

namespace {

// A site that signs its trail by itself.
class TrailSigningTest : public test::SiteFixture
{
protected:
    QList<audit::Checkpoint> checkpoints()
    {
        return *m_site->writer().call(
            [](store::Database& database) { return audit::listCheckpoints(database, 0, 1000); });
    }
    Result<qint64> verified()
    {
        return m_site->reader().call([&](store::Database& database) {
            return verifyAuditCheckpoints(m_site->openedBy(), database, m_site->signingKey().publicKey());
        });
    }
    [[nodiscard]] QString file() const { return m_folder.filePath(QStringLiteral("trail.jsonl")); }
};

} // namespace

TEST_F(TrailSigningTest, afterSoManyEntriesAndAfterADay)
{
    EXPECT_TRUE(checkpoints().isEmpty());
    writeEntries(int(audit::EntriesBetween));
    ASSERT_EQ(checkpoints().size(), 1);
    EXPECT_EQ(checkpoints().last().reason, audit::CheckpointReason::Entries);
    writeEntries(1);
    EXPECT_EQ(checkpoints().size(), 1);
    m_clock.advance(audit::LongestBetween);
    writeEntries(1);
    ASSERT_EQ(checkpoints().size(), 2);
    EXPECT_EQ(checkpoints().last().reason, audit::CheckpointReason::Daily);
    EXPECT_EQ(*verified(), 2);
}

TEST_F(TrailSigningTest, whenSomebodyLeaves)
{
    ASSERT_TRUE(m_site->authenticate(QStringLiteral("Ada Admin"), test::words(test::AdministratorWords)));
    ASSERT_EQ(checkpoints().size(), 1);
    EXPECT_EQ(checkpoints().last().reason, audit::CheckpointReason::SignOut);
    writeEntries(1);
    m_site.reset();
    auto again = OpenSite::signIn(
        m_paths, QStringLiteral("Ada Admin"), test::words(test::AdministratorWords), m_clock, test::QuickCost);
    ASSERT_TRUE(again);
    m_site = std::move(*again);
    ASSERT_EQ(checkpoints().size(), 2);
    EXPECT_EQ(checkpoints().last().reason, audit::CheckpointReason::SignOut);
    EXPECT_EQ(*verified(), 2); // under the same key
}

TEST_F(TrailSigningTest, whenTheHeadIsPrinted)
{
    const auto head = m_site->signTrail(audit::CheckpointReason::Printed);
    ASSERT_TRUE(head);
    const auto state = m_site->reader().call([](store::Database& database) { return audit::verify(database); });
    EXPECT_EQ(head->state, *state);
    EXPECT_EQ(*verified(), 1);
}

TEST_F(TrailSigningTest, anExportIsPrivateWholeAndInTheTrailItself)
{
    writeEntries(5);
    qint64 seen = 0;
    const auto end = exportAudit(m_site->openedBy(), *m_site, m_clock, file(), [&](qint64 written, qint64 total) {
        seen = written;
        return written <= total;
    });
    ASSERT_TRUE(end);
    EXPECT_EQ(seen, end->state.entries);
    QFile in(file());
    ASSERT_TRUE(in.open(QIODevice::ReadOnly));
    EXPECT_EQ(in.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    EXPECT_FALSE(in.peek(1 << 20).contains("Ada Admin"));
    const auto found = audit::checkExport(in);
    ASSERT_TRUE(found) << qPrintable(found.error().detail);
    EXPECT_EQ(found->state, end->state);
    EXPECT_EQ(found->publicKey, m_site->signingKey().publicKey());
    const auto newest = m_site->reader().call([](store::Database& database) { return audit::list(database, {}, 1); });
    EXPECT_EQ(newest->first().entry.action, QStringLiteral("audit.export"));
    EXPECT_EQ(newest->first().sequence, end->state.entries);
}

TEST_F(TrailSigningTest, anExportCanBeStoppedAndIsNotForEveryone)
{
    const auto stopped =
        exportAudit(m_site->openedBy(), *m_site, m_clock, file(), [](qint64, qint64) { return false; });
    EXPECT_EQ(stopped.error().code, ErrorCode::Cancelled);
    EXPECT_FALSE(QFile::exists(file()));
    const ActingOperator manager { m_site->openedBy().id, QStringLiteral("x"), Role::Manager };
    EXPECT_EQ(exportAudit(manager, *m_site, m_clock, file()).error().code, ErrorCode::PermissionDenied);
    EXPECT_EQ(
        exportAudit(m_site->openedBy(), *m_site, m_clock, m_folder.filePath(QStringLiteral("no/trail"))).error().code,
        ErrorCode::FileNotWritable);
}
