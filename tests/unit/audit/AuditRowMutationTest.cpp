#include "tests/support/TestLength.h"
#include "tests/unit/audit/AuditSample.h"

#include <gtest/gtest.h>
#include <random>

using namespace gatehouse;
using namespace gatehouse::audit;

// Whatever is edited, deleted, moved or cut off in the store's own rows is found, past every trigger. How many times it
// is tried: GATEHOUSE_AUDIT_ROW_MUTATIONS.

namespace {

class AuditRowMutation : public testing::TestWithParam<bool>
{
};

} // namespace

TEST_P(AuditRowMutation, everyBentRowOfTheStoreIsFound)
{
    test::AuditSample sample(20);
    const bool isPruned = GetParam();
    if (isPruned) { // 13 to 20 are left, and the entries that tell of it
        ASSERT_EQ(sample.prune(4), 4);
        ASSERT_EQ(sample.prune(8), 8);
    }
    store::Database& database = sample.store().database();
    for (const char* const trigger :
        { "audit_is_never_changed", "audit_is_never_deleted", "audit_checkpoints_are_never_changed",
            "audit_checkpoints_are_never_deleted", "audit_stays_above_its_floor", "audit_floors_only_rise",
            "audit_floors_are_never_changed", "audit_floors_are_never_deleted", "audit_floors_remove_what_is_below" })
        ASSERT_TRUE(database.execute(QByteArray("DROP TRIGGER ") + trigger));
    ASSERT_TRUE(database.execute("PRAGMA foreign_keys = OFF"));
    std::mt19937 random(42);
    const auto below = [&](int limit) { return std::uniform_int_distribution(0, limit - 1)(random); };
    static const char* const Columns[] = { "at = at + 1", "operator_id = coalesce(operator_id, 0) + 1",
        "action = action || 'x'", "subject_kind = 'person'", "subject_id = coalesce(subject_id, 0) + 1",
        "detail = '{}'", "previous_hash = randomblob(32)", "hash = randomblob(32)", "sequence = sequence + 100",
        "sequence = -sequence" };
    static const char* const Floors[] = { "at = at + 1", "sequence = sequence + 1", "head = randomblob(32)",
        "days = days - 1", "overdue_before = overdue_before + 1", "checkpoint = checkpoint + 20",
        "signature = randomblob(64)", "number = number + 2" };
    for (int tried = 0, wanted = test::repetitions("GATEHOUSE_AUDIT_ROW_MUTATIONS", 1500) / 2; tried < wanted;
         ++tried) {
        const int first = isPruned ? 13 : 1;
        const QByteArray one = QByteArray::number(first + below(21 - first));
        const QByteArray other = QByteArray::number(first + below(21 - first));
        const QByteArray floor = QByteArray::number(1 + below(2));
        QByteArray sql;
        switch (below(isPruned ? 8 : 4)) {
        case 0:
            sql = "DELETE FROM audit WHERE sequence = " + one;
            break;
        case 1: // the end is cut off: the checkpoint behind entry 20 knows
            sql = "DELETE FROM audit WHERE sequence >= " + one;
            break;
        case 2:
            if (one == other)
                continue;
            sql = "UPDATE audit SET sequence = 1000 WHERE sequence = " + one + "; UPDATE audit SET sequence = " + one
                + " WHERE sequence = " + other + "; UPDATE audit SET sequence = " + other + " WHERE sequence = 1000";
            break;
        case 4: // the beginning is cut off beyond the floor, or the floor moved there by nobody who may sign
            sql = "DELETE FROM audit WHERE sequence <= " + one;
            if (below(2) == 0)
                sql = "UPDATE audit_floors SET sequence = " + one
                    + ", head = (SELECT hash FROM audit WHERE sequence = " + one + ") WHERE number = 2; " + sql;
            break;
        case 5: // an older floor is put back, or none
            sql = "DELETE FROM audit_floors WHERE number >= " + floor;
            break;
        case 6:
            sql = QByteArray("UPDATE audit_floors SET ") + Floors[below(int(std::size(Floors)))]
                + " WHERE number = " + floor;
            break;
        case 7: // something comes back below the floor
            sql = "INSERT INTO audit SELECT sequence - 10, at, operator_id, action, subject_kind, subject_id, detail, "
                  "previous_hash, randomblob(32) FROM audit WHERE sequence = "
                + one;
            break;
        default:
            sql =
                QByteArray("UPDATE audit SET ") + Columns[below(int(std::size(Columns)))] + " WHERE sequence = " + one;
        }
        auto transaction = store::Transaction::begin(database);
        ASSERT_TRUE(transaction);
        ASSERT_TRUE(database.execute(sql)) << sql.constData();
        const bool isFound = !verify(database) || !verifyCheckpoints(database, sample.key().publicKey());
        EXPECT_TRUE(isFound) << sql.constData();
    } // never committed
    EXPECT_TRUE(verify(database));
    EXPECT_TRUE(verifyCheckpoints(database, sample.key().publicKey()));
}

INSTANTIATE_TEST_SUITE_P(WholeOrPruned, AuditRowMutation, testing::Bool(),
    [](const testing::TestParamInfo<bool>& one) { return one.param ? "pruned" : "whole"; });
