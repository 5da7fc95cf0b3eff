#include "core/audit/Pruning.h"

#include "core/audit/ExportCheck.h"
#include "core/audit/History.h"
#include "tests/unit/audit/AuditSample.h"

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::audit;

namespace {

constexpr qint64 Day = 24LL * 60 * 60 * 1000;

bool isWhole(test::AuditSample& sample)
{
    return verify(sample.store().database()).isOk()
        && verifyCheckpoints(sample.store().database(), sample.key().publicKey()).isOk();
}

qint64 count(test::AuditSample& sample)
{
    return sample.store().number("SELECT count(*) FROM audit");
}

} // namespace

TEST(Pruning, theChainGoesOnFromTheSignedFloorAndBothNumbersStandInTheTrail)
{
    test::AuditSample sample(20);
    const ChainState head = *verify(sample.store().database());
    EXPECT_EQ(sample.prune(8), 8);
    EXPECT_TRUE(isWhole(sample));
    EXPECT_EQ(sample.store().number("SELECT min(sequence) FROM audit"), 9);
    const auto records = *list(sample.store().database(), {}, 100);
    EXPECT_EQ(records.size(), 13);
    const Entry told = records.first().entry;
    EXPECT_EQ(told.action, QStringLiteral("audit.prune"));
    EXPECT_EQ(told.detail.value(QStringLiteral("first")).toInteger(), 1);
    EXPECT_EQ(told.detail.value(QStringLiteral("last")).toInteger(), 8);
    const auto floor = *newestFloor(sample.store().database());
    ASSERT_TRUE(floor);
    EXPECT_EQ(floor->state.entries, 8);
    EXPECT_EQ(records.last().previousHash, floor->state.head);
    EXPECT_EQ((*newestCheckpoint(sample.store().database()))->number, floor->checkpoint);
    // What was noted before is still known, above the floor by its entry and below it by its checkpoint.
    EXPECT_TRUE(verify(sample.store().database(), head));
    const Checkpoint first = listCheckpoints(sample.store().database(), 0, 1)->first();
    EXPECT_LT(first.state.entries, floor->state.entries);
    EXPECT_TRUE(verify(sample.store().database(), first.state));
    EXPECT_FALSE(verify(sample.store().database(), ChainState { first.state.entries, head.head }));
    sample.add(4);
    EXPECT_EQ(sample.prune(100), 17); // all but what tells of it
    sample.add(1);
    EXPECT_TRUE(isWhole(sample));
}

TEST(Pruning, aTrailThatIsNotTheSignedOneIsEvidenceAndStays)
{
    test::AuditSample sample(20);
    const auto note = [&](const std::optional<HistoryMismatch>& found) {
        auto transaction = store::Transaction::begin(sample.store().database());
        EXPECT_TRUE(noteComparison(*transaction, sample.store().clock(), found));
        EXPECT_TRUE(transaction->commit());
    };
    note(HistoryMismatch { HistoryFault::Rewritten, SignedPlace::KeyFile, 8 });
    EXPECT_EQ(sample.prune(8), 0);
    auto transaction = store::Transaction::begin(sample.store().database());
    const auto made = addCheckpoint(*transaction, sample.store().clock(), sample.key(), CheckpointReason::Printed);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().detail, QStringLiteral("8"));
    {
        const auto rolledBack = std::move(*transaction);
    }
    note(std::nullopt);
    EXPECT_EQ(sample.prune(8), 8);
    EXPECT_TRUE(isWhole(sample));
}

TEST(Pruning, onlyTheOldestGoAndOnlyWhatIsOverdue)
{
    test::AuditSample sample(0);
    test::TestClock& clock = sample.store().clock();
    for (const qint64 ago : { 400, 300, 10, 350, 5 }) { // one was dated by a clock that was behind
        clock.advance(-ago * Day);
        sample.add(1);
        clock.advance(ago * Day);
    }
    const PruningRule rule { 200, clock.now().plusMilliseconds(-200 * Day) };
    const Prunable before = *prunable(sample.store().database(), rule);
    EXPECT_EQ(before.entries, 5);
    EXPECT_EQ(before.overdue, 2); // the third is younger and keeps what comes after it
    auto transaction = store::Transaction::begin(sample.store().database());
    const auto pruned = *prune(*transaction, clock, sample.key(), rule, 100);
    ASSERT_TRUE(pruned);
    EXPECT_EQ(pruned->first, 1);
    EXPECT_EQ(pruned->last, 2);
    EXPECT_FALSE(*prune(*transaction, clock, sample.key(), rule, 100));
    ASSERT_TRUE(transaction->commit());
    EXPECT_EQ(prunable(sample.store().database(), rule)->overdue, 0);
    EXPECT_TRUE(isWhole(sample));
}

TEST(Pruning, anEntryFromTheFutureIsKeptUntilItsOwnTimeIsOverOrPeopleHaveSettledIt)
{
    test::AuditSample sample(0);
    test::TestClock& clock = sample.store().clock();
    for (const qint64 ago : { 400, -5000, 300, 1 }) {
        clock.advance(-ago * Day);
        sample.add(1);
        clock.advance(ago * Day);
    }
    const auto overdue = [&](qint64 settled) {
        return prunable(sample.store().database(), { 200, clock.now().plusMilliseconds(-200 * Day), settled, {} })
            ->overdue;
    };
    EXPECT_EQ(overdue(0), 1);
    EXPECT_EQ(overdue(2), 3); // what comes after it is judged by itself
    clock.advance(5199 * Day);
    EXPECT_EQ(overdue(0), 1);
    clock.advance(2 * Day);
    EXPECT_EQ(overdue(0), 4);
}

TEST(Pruning, theStoreRemovesEntriesInNoOtherWay)
{
    test::AuditSample sample(20);
    store::Database& database = sample.store().database();
    EXPECT_EQ(sample.prune(8), 8);
    for (const char* const sql :
        { "DELETE FROM audit WHERE sequence = 9", "DELETE FROM audit", "DELETE FROM audit_floors",
            "UPDATE audit_floors SET sequence = 12", "REPLACE INTO audit_floors SELECT * FROM audit_floors",
            // not on an entry, on another hash, at the newest entry, below the one before
            "INSERT INTO audit_floors VALUES (2, 1, 500, randomblob(32), 9, 1, 99, randomblob(64))",
            "INSERT INTO audit_floors VALUES (2, 1, 12, randomblob(32), 9, 1, 99, randomblob(64))",
            "INSERT INTO audit_floors SELECT 2, 1, sequence, hash, 9, 1, 99, randomblob(64) FROM audit "
            "WHERE sequence = (SELECT max(sequence) FROM audit)",
            "INSERT INTO audit_floors SELECT 2, 1, 8, head, 9, 1, 99, randomblob(64) FROM audit_floors",
            "INSERT INTO audit_floors SELECT 4, 1, sequence, hash, 9, 1, 99, randomblob(64) FROM audit WHERE sequence "
            "= 12",
            "INSERT INTO audit SELECT 3, at, operator_id, action, subject_kind, subject_id, detail, previous_hash, "
            "randomblob(32) FROM audit WHERE sequence = 9" }) {
        EXPECT_EQ(database.execute(sql).error().code, ErrorCode::StoreConstraint) << sql;
    }
    EXPECT_TRUE(isWhole(sample));
    // A floor that nobody signed removes what is below it, and is found.
    ASSERT_TRUE(database.execute("INSERT INTO audit_floors SELECT 2, 1, sequence, hash, 9, 1, 99, randomblob(64) FROM "
                                 "audit WHERE sequence = 12"));
    EXPECT_EQ(verify(database).error().detail, QStringLiteral("floor 2"));
    EXPECT_EQ(verifyCheckpoints(database, sample.key().publicKey()).error().detail, QStringLiteral("floor 2"));
}

TEST(Pruning, whatIsRolledBackIsAllThere)
{
    test::AuditSample sample(20);
    {
        auto transaction = store::Transaction::begin(sample.store().database());
        const UtcTime now = sample.store().clock().now();
        ASSERT_TRUE(prune(*transaction, sample.store().clock(), sample.key(), { 1096, now }, 8));
    }
    EXPECT_EQ(count(sample), 20);
    EXPECT_FALSE(*newestFloor(sample.store().database()));
    EXPECT_TRUE(isWhole(sample));
}

TEST(Pruning, aCheckThatItOvertakesGoesOnFromTheFloor)
{
    test::AuditSample sample(20);
    const ChainState part = *verifyNext(sample.store().database(), {}, 4);
    EXPECT_EQ(part.entries, 4);
    EXPECT_EQ(sample.prune(10), 10);
    const auto next = verifyNext(sample.store().database(), part, 5);
    ASSERT_TRUE(next) << qPrintable(next.error().detail);
    EXPECT_EQ(next->entries, 15);
    EXPECT_EQ(*verify(sample.store().database()), *verifyNext(sample.store().database(), *next, 100));
}

TEST(Pruning, anExportTellsOfItAndOneThatItOvertakesIsGivenUp)
{
    test::AuditSample sample(20);
    EXPECT_EQ(sample.prune(6), 6);
    QBuffer in;
    in.setData(sample.exported());
    in.open(QIODevice::ReadOnly);
    const auto summary = checkExport(in);
    ASSERT_TRUE(summary) << qPrintable(summary.error().detail);
    EXPECT_EQ(summary->floor.state.entries, 6);
    EXPECT_EQ(summary->state, *verify(sample.store().database()));

    auto begun = store::Transaction::begin(sample.store().database());
    auto made = AuditExport::begin(*begun, sample.store().clock(), sample.key(), {});
    ASSERT_TRUE(begun->commit());
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    ASSERT_TRUE(*made->writeNext(sample.store().database(), out, 3));
    EXPECT_EQ(sample.prune(8), 8);
    EXPECT_EQ(made->writeNext(sample.store().database(), out, 3).error().code, ErrorCode::ChangedMeanwhile);
}
