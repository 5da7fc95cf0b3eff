#include "core/audit/AuditTrail.h"

#include "tests/support/TestStore.h"

#include <gtest/gtest.h>
#include <random>

using namespace gatehouse;
using namespace gatehouse::audit;
using gatehouse::test::TestStore;

namespace {

// The trail may only be changed by someone who first removes the triggers; that is what these tests do.
class AuditTrailTest : public testing::Test
{
protected:
    void add(const QString& action, qint64 subject = 0, const QJsonObject& detail = {}, bool bySystem = false)
    {
        auto transaction = store::Transaction::begin(m_site.database());
        ASSERT_TRUE(transaction);
        const Entry entry { bySystem ? OperatorId() : m_site.administrator().id, action,
            { QStringLiteral("person"), subject }, detail };
        ASSERT_TRUE(append(*transaction, m_site.clock(), entry));
        ASSERT_TRUE(transaction->commit());
        m_site.clock().advance(1000);
    }

    void fill(int entries)
    {
        for (int i = 1; i <= entries; ++i)
            add(i % 3 == 0 ? QStringLiteral("person.update") : QStringLiteral("event.decide"), i,
                { { QStringLiteral("field"), i % 7 }, { QStringLiteral("alt"), QStringLiteral("ä沪") } }, i % 5 == 0);
    }

    void disarm()
    {
        ASSERT_TRUE(m_site.database().execute(
            "DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_deleted; PRAGMA foreign_keys = OFF"));
    }

    ErrorCode verdict(const std::optional<ChainState>& known = std::nullopt)
    {
        const auto state = verify(m_site.database(), known);
        return state ? ErrorCode::Internal : state.error().code;
    }

    TestStore m_site;
};

} // namespace

TEST_F(AuditTrailTest, anEmptyTrailIsWhole)
{
    const auto state = verify(m_site.database());
    ASSERT_TRUE(state);
    EXPECT_EQ(state->entries, 0);
    EXPECT_EQ(state->head, QByteArray(32, '\0'));
}

TEST_F(AuditTrailTest, entriesComeBackAsTheyWereWritten)
{
    fill(20);
    const auto state = verify(m_site.database());
    ASSERT_TRUE(state) << qPrintable(state.error().detail);
    EXPECT_EQ(state->entries, 20);
    const auto records = list(m_site.database(), {}, 100);
    ASSERT_TRUE(records);
    ASSERT_EQ(records->size(), 20);
    EXPECT_EQ(records->first().hash, state->head);
    for (qsizetype i = 0; i < 20; ++i) {
        const Record& record = records->at(i);
        EXPECT_EQ(record.sequence, 20 - i);
        EXPECT_EQ(record.entry.subject.id, record.sequence);
        EXPECT_EQ(record.entry.actor.isValid(), record.sequence % 5 != 0);
        EXPECT_EQ(record.entry.detail.value(QStringLiteral("field")).toInt(), record.sequence % 7);
        EXPECT_EQ(record.entry.detail.value(QStringLiteral("alt")).toString(), QStringLiteral("ä沪"));
    }
}

TEST_F(AuditTrailTest, anEntryIsPartOfItsTransaction)
{
    fill(2);
    {
        auto transaction = store::Transaction::begin(m_site.database());
        ASSERT_TRUE(append(*transaction, m_site.clock(), { {}, QStringLiteral("lost"), {}, {} }));
    }
    EXPECT_EQ(verify(m_site.database())->entries, 2);
    fill(1);
    EXPECT_EQ(verify(m_site.database())->entries, 3);
}

TEST_F(AuditTrailTest, listFiltersAndPages)
{
    const UtcTime start = m_site.clock().now();
    fill(30);
    const auto count = [&](const Filter& filter) { return list(m_site.database(), filter, 100)->size(); };
    EXPECT_EQ(count({ start.plusMilliseconds(10'000), start.plusMilliseconds(20'000), {}, {}, {}, {} }), 10);
    EXPECT_EQ(count({ {}, {}, m_site.administrator().id, {}, {}, {} }), 24);
    EXPECT_EQ(count({ {}, {}, OperatorId(), {}, {}, {} }), 6);
    EXPECT_EQ(count({ {}, {}, {}, QStringLiteral("person."), {}, {} }), 10);
    EXPECT_EQ(count({ {}, {}, {}, QStringLiteral("per%"), {}, {} }), 0); // no wildcards
    EXPECT_EQ(count({ {}, {}, {}, {}, Subject { QStringLiteral("person"), 7 }, {} }), 1);
    EXPECT_EQ(count({ {}, {}, {}, {}, Subject { QStringLiteral("person"), 0 }, {} }), 30);
    EXPECT_EQ(count({ {}, {}, {}, {}, Subject { QStringLiteral("vehicle"), 0 }, {} }), 0);

    std::optional<qint64> before;
    int seen = 0;
    for (;;) {
        const auto page = list(m_site.database(), {}, 7, before);
        if (page->isEmpty())
            break;
        seen += static_cast<int>(page->size());
        before = page->last().sequence;
    }
    EXPECT_EQ(seen, 30);
}

TEST_F(AuditTrailTest, aSearchFitsActionsNumbersAndHashes)
{
    add(QStringLiteral("a.one"), 7);
    add(QStringLiteral("a.two"), 7);
    add(QStringLiteral("b.one"), 4);
    add(QStringLiteral("a.two"), 7);
    const auto found = [&](const Search& search) {
        QList<qint64> sequences;
        Filter filter;
        filter.search = search;
        const auto records = list(m_site.database(), filter, 100);
        for (const Record& record : *records)
            sequences.prepend(record.sequence);
        return sequences;
    };
    EXPECT_EQ(found({ { QStringLiteral("a.two"), QStringLiteral("b.one") }, {}, {} }), (QList<qint64> { 2, 3, 4 }));
    EXPECT_EQ(found({ {}, 4, {} }), (QList<qint64> { 3, 4 })); // person 4, and entry 4
    const QByteArray hash = list(m_site.database(), {}, 100)->at(2).hash;
    EXPECT_EQ(found({ {}, {}, hash.first(4) }), (QList<qint64> { 2 }));
    EXPECT_EQ(found({ { QStringLiteral("a.one") }, {}, hash.first(8) }), (QList<qint64> { 1, 2 }));
    EXPECT_EQ(found({}), QList<qint64>());
}

TEST_F(AuditTrailTest, theStoreRefusesToChangeOrDeleteAnEntry)
{
    fill(3);
    EXPECT_EQ(m_site.database().execute("UPDATE audit SET action = 'x' WHERE sequence = 2").error().code,
        ErrorCode::StoreConstraint);
    EXPECT_EQ(m_site.database().execute("DELETE FROM audit").error().code, ErrorCode::StoreConstraint);
    EXPECT_EQ(m_site.database()
                  .execute("REPLACE INTO audit SELECT sequence, 5, operator_id, action, subject_kind, "
                           "subject_id, detail, previous_hash, hash FROM audit WHERE sequence = 2")
                  .error()
                  .code,
        ErrorCode::StoreConstraint);
}

TEST_F(AuditTrailTest, everyColumnIsCovered)
{
    disarm();
    for (const QByteArrayView change :
        { "at = at + 1", "operator_id = 2", "operator_id = NULL", "action = 'event.decidE'", "subject_kind = 'vehicle'",
            "subject_id = subject_id + 1", "subject_id = NULL", "detail = '{}'", "detail = detail || ' '",
            "previous_hash = randomblob(32)", "hash = randomblob(32)", "sequence = 100" }) {
        auto outer = store::Transaction::begin(m_site.database());
        ASSERT_TRUE(outer);
        for (int i = 0; i < 9; ++i)
            ASSERT_TRUE(append(*outer, m_site.clock(),
                { m_site.administrator().id, QStringLiteral("event.decide"), { QStringLiteral("person"), 4 + i },
                    { { QStringLiteral("n"), i } } }));
        ASSERT_TRUE(verify(m_site.database()));
        ASSERT_TRUE(m_site.database().execute("UPDATE audit SET " + change.toByteArray() + " WHERE sequence = 6"));
        const auto state = verify(m_site.database());
        ASSERT_FALSE(state) << change.toByteArray().constData();
        EXPECT_EQ(state.error().code, ErrorCode::AuditChainBroken);
        const int first = change.startsWith("hash") ? 6 : state.error().detail.toInt();
        EXPECT_EQ(first, 6) << change.toByteArray().constData();
    }
}

// Random edits, deletions, swaps and insertions: none goes unnoticed.
TEST_F(AuditTrailTest, noRandomTamperingGoesUnnoticed)
{
    fill(60);
    disarm();
    const ChainState head = *verify(m_site.database());
    std::mt19937 random(20260);
    for (int round = 0; round < 300; ++round) {
        auto transaction = store::Transaction::begin(m_site.database());
        ASSERT_TRUE(transaction);
        const int a = std::uniform_int_distribution(1, 60)(random);
        int b = std::uniform_int_distribution(1, 59)(random);
        b += b >= a ? 1 : 0;
        const QByteArray first = QByteArray::number(a);
        const QByteArray second = QByteArray::number(b);
        QByteArray sql;
        switch (round % 5) {
        case 0: // one value
            sql = "UPDATE audit SET at = at + " + second + " WHERE sequence = " + first;
            break;
        case 1: // one entry gone; the rest moved up to close the gap
            sql = "DELETE FROM audit WHERE sequence = " + first
                + "; UPDATE audit SET sequence = -sequence WHERE sequence > " + first
                + "; UPDATE audit SET sequence = -sequence - 1 WHERE sequence < 0";
            break;
        case 2: // two entries change places
            sql = "UPDATE audit SET sequence = -1 WHERE sequence = " + first + "; UPDATE audit SET sequence = " + first
                + " WHERE sequence = " + second + "; UPDATE audit SET sequence = " + second + " WHERE sequence = -1";
            break;
        case 3: // the end cut off
            sql = "DELETE FROM audit WHERE sequence >= " + first;
            break;
        default: // one bit of a hash
            sql = "UPDATE audit SET hash = randomblob(32) WHERE sequence = " + first;
        }
        ASSERT_TRUE(m_site.database().execute(sql)) << sql.constData();
        EXPECT_EQ(verdict(head), ErrorCode::AuditChainBroken) << sql.constData();
        // Without a known head only a cut or a removed last entry leaves a shorter chain that is whole.
        if (round % 5 == 0 || round % 5 == 2) {
            EXPECT_EQ(verdict(), ErrorCode::AuditChainBroken) << sql.constData();
        }
    }
    EXPECT_TRUE(verify(m_site.database(), head));
}

TEST_F(AuditTrailTest, aKnownHeadStaysKnownWhenTheTrailGrows)
{
    fill(10);
    const ChainState head = *verify(m_site.database());
    fill(5);
    EXPECT_TRUE(verify(m_site.database(), head));
    EXPECT_TRUE(verify(m_site.database(), ChainState { 0, QByteArray(32, '\0') }));
    EXPECT_EQ(verdict(ChainState { 11, head.head }), ErrorCode::AuditChainBroken);
    EXPECT_EQ(verdict(ChainState { 16, head.head }), ErrorCode::AuditChainBroken);
}

TEST_F(AuditTrailTest, aLongCheckMayGoPartByPart)
{
    fill(25);
    ChainState state;
    QList<qint64> reached;
    for (;;) {
        const auto next = verifyNext(m_site.database(), state, 10);
        ASSERT_TRUE(next);
        reached.append(next->entries);
        if (next->entries == state.entries)
            break;
        state = *next;
    }
    EXPECT_EQ(reached, (QList<qint64> { 10, 20, 25, 25 }));
    EXPECT_EQ(state.head, verify(m_site.database())->head);
    EXPECT_EQ(*newestSequence(m_site.database()), 25);
}
