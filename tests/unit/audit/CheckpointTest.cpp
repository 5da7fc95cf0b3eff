#include "core/audit/Checkpoint.h"

#include "tests/unit/audit/AuditSample.h"

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::audit;

namespace {

constexpr qint64 Day = LongestBetween;

// Past the triggers, as somebody with the store's key and another program would.
void bend(test::TestStore& store, QByteArrayView sql)
{
    ASSERT_TRUE(store.database().execute("DROP TRIGGER IF EXISTS audit_checkpoints_are_never_changed"));
    ASSERT_TRUE(store.database().execute("DROP TRIGGER IF EXISTS audit_checkpoints_are_never_deleted"));
    ASSERT_TRUE(store.database().execute("DROP TRIGGER IF EXISTS audit_is_never_changed"));
    ASSERT_TRUE(store.database().execute("DROP TRIGGER IF EXISTS audit_is_never_deleted"));
    ASSERT_TRUE(store.database().execute(sql));
}

QString fault(test::AuditSample& sample)
{
    const auto checked = verifyCheckpoints(sample.store().database(), sample.key().publicKey());
    return checked ? QString() : checked.error().detail;
}

} // namespace

TEST(Checkpoint, everyOneNamesTheTrailAsItStood)
{
    test::AuditSample sample(10);
    EXPECT_EQ(*verifyCheckpoints(sample.store().database(), sample.key().publicKey()), 2);
    const auto listed = *listCheckpoints(sample.store().database(), 0, 100);
    ASSERT_EQ(listed.size(), 2);
    EXPECT_EQ(listed.last().number, 2);
    EXPECT_EQ(listed.last().state.entries, 8);
    EXPECT_EQ((*newestCheckpoint(sample.store().database()))->signature, listed.last().signature);
    EXPECT_EQ(listCheckpoints(sample.store().database(), 1, 100)->size(), 1);
}

TEST(Checkpoint, isRefusedUnderAnotherKey)
{
    test::AuditSample sample(4);
    const auto checked = verifyCheckpoints(sample.store().database(), SigningKey::generate()->publicKey());
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, ErrorCode::AuditChainBroken);
    EXPECT_EQ(checked.error().detail, QStringLiteral("checkpoint 1"));
}

TEST(Checkpoint, isNeitherChangedNorDeletedInTheStore)
{
    test::AuditSample sample(4);
    EXPECT_FALSE(sample.store().database().execute("UPDATE audit_checkpoints SET at = 0"));
    EXPECT_FALSE(sample.store().database().execute("DELETE FROM audit_checkpoints"));
}

TEST(Checkpoint, everyColumnIsSigned)
{
    for (const QByteArrayView change : { "at = at + 1", "sequence = 7", "head = randomblob(32)", "reason = 'backup'",
             "signature = randomblob(64)", "number = 20" }) {
        test::AuditSample sample(12);
        EXPECT_EQ(fault(sample), QString());
        bend(sample.store(), QByteArray("UPDATE audit_checkpoints SET ") + change.toByteArray() + " WHERE number = 2");
        EXPECT_EQ(fault(sample), QStringLiteral("checkpoint 2")) << change.data();
    }
}

TEST(Checkpoint, oneTakenOutOrMadeUpIsFound)
{
    test::AuditSample sample(12);
    bend(sample.store(), "DELETE FROM audit_checkpoints WHERE number = 2");
    EXPECT_EQ(fault(sample), QStringLiteral("checkpoint 2"));
    test::AuditSample other(4);
    bend(other.store(),
        "INSERT INTO audit_checkpoints SELECT 2, at, sequence, head, reason, signature FROM audit_checkpoints");
    EXPECT_EQ(fault(other), QStringLiteral("checkpoint 2"));
}

TEST(Checkpoint, entriesCutOffOrMadeAnewBelowOneAreFound)
{
    test::AuditSample cut(12);
    bend(cut.store(), "DELETE FROM audit WHERE sequence > 9");
    EXPECT_TRUE(verify(cut.store().database())); // what is left is a chain
    EXPECT_EQ(fault(cut), QStringLiteral("checkpoint 3"));

    // Someone writes the whole trail anew, hashes and all.
    test::AuditSample anew(12);
    bend(anew.store(), "DELETE FROM audit");
    for (int number = 1; number <= 12; ++number) {
        auto transaction = store::Transaction::begin(anew.store().database());
        ASSERT_TRUE(append(*transaction, anew.store().clock(), { {}, QStringLiteral("nothing"), {}, {} }));
        ASSERT_TRUE(transaction->commit());
    }
    EXPECT_TRUE(verify(anew.store().database()));
    EXPECT_EQ(fault(anew), QStringLiteral("checkpoint 1"));
}

TEST(Checkpoint, isDueAfterSoManyEntriesOrADay)
{
    const UtcTime then = UtcTime::fromMilliseconds(1000);
    const auto later = [&](qint64 milliseconds) { return UtcTime::fromMilliseconds(1000 + milliseconds); };
    const Checkpoint newest { 3, then, { 50, {} }, CheckpointReason::Entries, {} };
    EXPECT_EQ(dueCheckpoint(50 + EntriesBetween - 1, newest, then), std::nullopt);
    EXPECT_EQ(dueCheckpoint(50 + EntriesBetween, newest, then), CheckpointReason::Entries);
    EXPECT_EQ(dueCheckpoint(51, newest, later(Day - 1)), std::nullopt);
    EXPECT_EQ(dueCheckpoint(51, newest, later(Day)), CheckpointReason::Daily);
    EXPECT_EQ(dueCheckpoint(50, newest, later(Day)), std::nullopt); // nothing new to sign
    EXPECT_EQ(dueCheckpoint(EntriesBetween, std::nullopt, then), CheckpointReason::Entries);
}

TEST(Checkpoint, theHeadIsShortEnoughToBePrinted)
{
    const ChainState state { 1842, QByteArray::fromHex("7f3a92c10b4d55e2") + QByteArray(24, '\x11') };
    EXPECT_EQ(shortHead(state), QStringLiteral("1842 7f3a-92c1-0b4d-55e2"));
}

TEST(Checkpoint, aPrintedHeadIsReadBack)
{
    const ChainState state { 1842, QByteArray::fromHex("7f3a92c10b4d55e2") + QByteArray(24, '\x11') };
    const ChainState shortened { 1842, state.head.first(8) };
    EXPECT_EQ(headFromPrint(shortHead(state)), shortened);
    EXPECT_EQ(headFromPrint(u"7F3A-92C1-0B4D-55E2", 1842), shortened);
    EXPECT_EQ(headFromPrint(QString::fromLatin1(state.head.toHex()), 1842), state);
    EXPECT_EQ(headFromPrint(u" 1842 7f3a-92c1 ", 1842)->head.size(), 4);
    EXPECT_FALSE(headFromPrint(u"7f3a-92c1-0b4d-55e2")) << "of how many entries?";
    EXPECT_FALSE(headFromPrint(shortHead(state), 1843));
    EXPECT_FALSE(headFromPrint(u"1842 7f3a"));
    EXPECT_FALSE(
        headFromPrint(u"1842 7f3a-92c1-0b4d-55e2-7f3a-92c1-0b4d-55e2-7f3a-92c1-0b4d-55e2-7f3a-92c1-0b4d-55e2-11"));
    EXPECT_FALSE(headFromPrint(u"1842 gggg-92c1-0b4d-55e2"));
    EXPECT_FALSE(headFromPrint(u""));
}

TEST(Checkpoint, aHeadAsItIsPrintedIsKnownAgain)
{
    test::AuditSample sample(12);
    const auto first = listCheckpoints(sample.store().database(), 0, 1)->first();
    const ChainState printed { first.state.entries, first.state.head.first(8) };
    EXPECT_TRUE(verify(sample.store().database(), printed));
    const ChainState other { first.state.entries, QByteArray(8, 'x') };
    EXPECT_EQ(verify(sample.store().database(), other).error().detail, QString::number(other.entries));
    // Below the floor its checkpoint stands in for it, and without one there is nothing left to compare.
    EXPECT_GT(sample.prune(6), 0);
    EXPECT_TRUE(verify(sample.store().database(), printed));
    EXPECT_EQ(verify(sample.store().database(), other).error().code, ErrorCode::AuditChainBroken);
    const auto unknown = verify(sample.store().database(), ChainState { 3, QByteArray(8, 'x') });
    EXPECT_EQ(unknown.error().code, ErrorCode::NotFound);
    EXPECT_EQ(unknown.error().detail, QStringLiteral("known head 3"));
}

TEST(Checkpoint, reasonsHaveStableCodes)
{
    for (const CheckpointReason reason : { CheckpointReason::Entries, CheckpointReason::Daily,
             CheckpointReason::SignOut, CheckpointReason::Printed, CheckpointReason::Backup, CheckpointReason::Export })
        EXPECT_EQ(checkpointReasonFromCode(checkpointReasonCode(reason)), reason);
    EXPECT_FALSE(checkpointReasonFromCode(u"other"));
}
