#include "core/audit/ExportCheck.h"
#include "core/audit/Turn.h"
#include "tests/unit/audit/AuditSample.h"

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::audit;

namespace {

constexpr HistoryMismatch Rewritten { HistoryFault::Rewritten, SignedPlace::Store, 6 };

class AcceptanceTest : public testing::Test
{
protected:
    store::Database& database() { return m_sample.store().database(); }
    [[nodiscard]] bool isWhole()
    {
        return verify(database()) && verifyCheckpoints(database(), m_sample.key().publicKey())
            && !*compareOwnSignatures(database(), m_sample.key().publicKey());
    }
    // In a transaction that is not committed.
    [[nodiscard]] bool isWholeAfter(const char* sql)
    {
        auto transaction = store::Transaction::begin(database());
        EXPECT_TRUE(database().execute(sql)) << sql;
        return verify(database()) && verifyCheckpoints(database(), m_sample.key().publicKey());
    }
    Result<Checkpoint> sign()
    {
        auto transaction = store::Transaction::begin(database());
        auto made = addCheckpoint(*transaction, m_sample.store().clock(), m_sample.key(), CheckpointReason::Printed);
        if (made) {
            EXPECT_TRUE(transaction->commit());
        }
        return made;
    }
    [[nodiscard]] Result<ExportSummary> checkedExport()
    {
        QByteArray bytes = m_sample.exported();
        QBuffer in(&bytes);
        in.open(QIODevice::ReadOnly);
        return checkExport(in);
    }

    test::AuditSample m_sample { 14 };
};

} // namespace

TEST_F(AcceptanceTest, whatIsBrokenIsKnownFromThenOnAndSignedOver)
{
    m_sample.forge("UPDATE audit SET action = 'nothing.happened' WHERE sequence = 6;"
                   "DELETE FROM audit WHERE sequence = 10;"
                   "UPDATE audit_checkpoints SET signature = zeroblob(64) WHERE number = 2");
    EXPECT_FALSE(isWhole());
    EXPECT_FALSE(sign());
    const auto accepted = m_sample.accept(Rewritten, { 3, { 12, QByteArray(32, 'a') } });
    ASSERT_TRUE(accepted) << qPrintable(accepted.error().detail);
    EXPECT_EQ(accepted->places(),
        (QStringList { QStringLiteral("entry 6"), QStringLiteral("entry 11"), QStringLiteral("checkpoint 2"),
            QStringLiteral("checkpoint 3") }))
        << "the third is bound to the second";
    EXPECT_TRUE(isWhole());
    EXPECT_FALSE(*missingCheckpoint(database(), m_sample.store().clock().now()));
    const auto checkpoint = sign();
    ASSERT_TRUE(checkpoint);
    EXPECT_EQ(checkpoint->number, accepted->checkpoint + 1);

    const QJsonObject said = accepted->said();
    EXPECT_EQ(said.value(QStringLiteral("proposer")).toInteger(), m_sample.store().administrator().id.value());
    EXPECT_EQ(said.value(QStringLiteral("approver")).toInteger(), 4);
    EXPECT_EQ(said.value(QStringLiteral("reason")).toString(), QStringLiteral("the disk \"broke\""));
    EXPECT_EQ(said.value(QStringLiteral("fault")).toString(), QStringLiteral("rewritten"));
    EXPECT_EQ(said.value(QStringLiteral("anchorEntries")).toInteger(), 12);
    EXPECT_EQ(accepted->doubtedFrom(), 6);
    const auto exported = checkedExport();
    ASSERT_TRUE(exported) << qPrintable(exported.error().detail);
    ASSERT_EQ(exported->acceptances.size(), 1);
    EXPECT_EQ(exported->acceptances.first().detail, accepted->detail);
    const auto turns = listTurns(database(), m_sample.key().publicKey());
    ASSERT_TRUE(turns);
    ASSERT_EQ(turns->size(), 1);
    EXPECT_EQ(turns->first().at, accepted->state);
}

TEST_F(AcceptanceTest, nothingBelowCanBeChangedAfterwards)
{
    m_sample.acceptDamage();
    m_sample.add(5);
    ASSERT_TRUE(isWhole());
    for (const char* const change : { "UPDATE audit SET action = 'another' WHERE sequence = 6",
             "UPDATE audit SET hash = randomblob(32) WHERE sequence = 6", "DELETE FROM audit WHERE sequence = 6",
             "DELETE FROM audit WHERE sequence = 9", "DELETE FROM audit WHERE sequence = 11",
             "UPDATE audit SET detail = '{}' WHERE sequence = 11", "UPDATE audit SET detail = '{}' WHERE sequence = 3",
             "UPDATE audit_checkpoints SET signature = randomblob(64) WHERE number = 2",
             "UPDATE audit_checkpoints SET at = at + 1 WHERE number = 2",
             "DELETE FROM audit_checkpoints WHERE number = 2", "DELETE FROM audit_checkpoints WHERE number = 4",
             "DELETE FROM audit_checkpoints WHERE reason = 'accepted'",
             "UPDATE audit_checkpoints SET reason = 'entries' WHERE reason = 'accepted'" })
        EXPECT_FALSE(isWholeAfter(change)) << change;
    ASSERT_TRUE(database().execute("DROP TRIGGER audit_acceptances_are_never_changed"));
    ASSERT_TRUE(database().execute("DROP TRIGGER audit_acceptances_are_never_deleted"));
    for (const char* const change : { "DELETE FROM audit_acceptances", "UPDATE audit_acceptances SET detail = '{}'",
             "UPDATE audit_acceptances SET broken = broken || x'0a' || 'entry 3 00'",
             "UPDATE audit_acceptances SET at = at + 1" })
        EXPECT_FALSE(isWholeAfter(change)) << change;
    EXPECT_TRUE(isWhole());
}

// As somebody who holds the store's key and not the site's signature would do it.
TEST_F(AcceptanceTest, nobodyAcceptsWithoutTheSitesKey)
{
    m_sample.forge("UPDATE audit SET action = 'nothing.happened' WHERE sequence = 6");
    const auto other = SigningKey::generate();
    {
        auto transaction = store::Transaction::begin(database());
        // The command itself sees that it is not the site's; the rows it has written are there all the same.
        (void)accept(*transaction, m_sample.store().clock(), *other, { OperatorId(1), {}, Rewritten, {}, {}, {} });
        ASSERT_TRUE(transaction->commit());
    }
    EXPECT_EQ(listAcceptances(database())->size(), 1);
    EXPECT_FALSE(isWhole());
    EXPECT_FALSE(sign());
}

TEST_F(AcceptanceTest, aCutEndIsAcceptedWithTheSignaturesThatNameIt)
{
    m_sample.forge("DELETE FROM audit WHERE sequence > 9");
    m_sample.forge("DELETE FROM audit_checkpoints WHERE number = 1");
    ASSERT_TRUE(m_sample.accept({ HistoryFault::RolledBack, SignedPlace::KeyFile, 10 }));
    EXPECT_TRUE(isWhole());
    EXPECT_TRUE(checkedExport());
    m_sample.add(8); // numbers that were there before come again
    EXPECT_TRUE(isWhole());
    const auto exported = checkedExport();
    EXPECT_TRUE(exported) << qPrintable(exported ? QString() : exported.error().detail);
    // And so when all of that is removed in its time.
    ASSERT_EQ(m_sample.prune(12), 12);
    EXPECT_TRUE(isWhole());
    const auto pruned = checkedExport();
    ASSERT_TRUE(pruned) << qPrintable(pruned.error().detail);
    EXPECT_EQ(pruned->acceptances.size(), 1) << "the entry is gone, what it says is not";
    EXPECT_FALSE(isWholeAfter("UPDATE audit_checkpoints SET at = at + 1 WHERE number = 2"));
}

TEST_F(AcceptanceTest, whatIsDoubtedBeginsAtTheFirstPlace)
{
    const ChainState lost { 4, QByteArray(32, 'x') };
    const auto whole = newestState(database());
    const auto accepted = m_sample.accept({ HistoryFault::RolledBack, SignedPlace::KeyFile, 15 }, {}, { lost, *whole });
    ASSERT_TRUE(accepted);
    EXPECT_EQ(accepted->doubtedFrom(), 4);
    EXPECT_TRUE(accepted->places().isEmpty());
    // Nothing else speaks of it than the checkpoint that was signed with it.
    ASSERT_TRUE(database().execute("DROP TRIGGER audit_acceptances_are_never_deleted"));
    EXPECT_FALSE(isWholeAfter("DELETE FROM audit_acceptances"));
    EXPECT_TRUE(isWhole());
}

TEST_F(AcceptanceTest, itCanBeAcceptedAgainAndTheLaterWordCounts)
{
    m_sample.acceptDamage();
    m_sample.forge("UPDATE audit SET action = 'somebody.else' WHERE sequence = 6");
    EXPECT_FALSE(isWhole());
    ASSERT_TRUE(m_sample.accept(Rewritten));
    EXPECT_TRUE(isWhole());
    EXPECT_EQ(checkedExport()->acceptances.size(), 2);
    EXPECT_FALSE(isWholeAfter("UPDATE audit SET action = 'nothing.happened' WHERE sequence = 6"));
}

TEST_F(AcceptanceTest, whatComesBackBelowAFloorIsNeverAccepted)
{
    ASSERT_EQ(m_sample.prune(5), 5);
    ASSERT_TRUE(database().execute("DROP TRIGGER audit_stays_above_its_floor"));
    m_sample.forge("INSERT INTO audit SELECT 3, at, operator_id, action, subject_kind, subject_id, detail, "
                   "previous_hash, randomblob(32) FROM audit WHERE sequence = 8");
    const auto refused = m_sample.accept(Rewritten);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::AuditChainBroken);
    EXPECT_EQ(refused.error().detail, QStringLiteral("entry 3"));
}

TEST_F(AcceptanceTest, aFloorThatIsNotSignedAndATrailInPiecesAreNeverAccepted)
{
    ASSERT_EQ(m_sample.prune(5), 5);
    ASSERT_TRUE(database().execute("DROP TRIGGER audit_floors_are_never_changed"));
    ASSERT_TRUE(database().execute("UPDATE audit_floors SET signature = zeroblob(64)"));
    const auto refused = m_sample.accept(Rewritten);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::AuditChainBroken);
    EXPECT_EQ(refused.error().detail, QStringLiteral("floor 1"));

    test::AuditSample pieces(0);
    {
        auto transaction = store::Transaction::begin(pieces.store().database());
        for (qsizetype number = 0; number < 2 * MostAcceptedPlaces + 4; ++number) {
            ASSERT_TRUE(append(*transaction, pieces.store().clock(), { {}, QStringLiteral("test"), {}, {} }));
        }
        ASSERT_TRUE(transaction->commit());
    }
    pieces.forge("DELETE FROM audit WHERE sequence % 2 = 0");
    const auto tooMany = pieces.accept(Rewritten);
    ASSERT_FALSE(tooMany);
    EXPECT_EQ(tooMany.error().detail, QStringLiteral("too many"));
}
