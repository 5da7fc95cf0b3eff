#include "core/security/ReadingJournal.h"

#include "tests/support/TestStore.h"

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::security;

namespace {

class ReadingJournalTest : public testing::Test
{
protected:
    bool note(
        const QString& sought = {}, Role role = Role::Guard, const QString& action = QStringLiteral("person.list"))
    {
        return noteOne({ action, { QStringLiteral("person"), 0 }, 3, sought }, role);
    }
    bool noteOne(const Reading& reading, Role role = Role::Guard)
    {
        return m_journal.note(m_writer, m_store.actor(role), reading).isOk();
    }
    qsizetype entries() { return m_store.auditLines().size(); }

    test::TestStore m_store;
    store::StoreThread m_writer { m_store.handOverWriter() };
    ReadingJournal m_journal { m_store.clock() };
};

} // namespace

TEST_F(ReadingJournalTest, sayWhoReadHowManyAndNeverWhatWasSought)
{
    ASSERT_TRUE(note(QStringLiteral("Li Na"), Role::Manager));
    const test::AuditLine line = m_store.auditLines().first();
    EXPECT_EQ(line.action, QStringLiteral("person.list"));
    EXPECT_EQ(line.actor, m_store.actor(Role::Manager).id);
    EXPECT_EQ(line.detail, (QJsonObject { { QStringLiteral("rows"), 3 } }));
}

TEST_F(ReadingJournalTest, aPageThatRefreshesItselfAddsNothing)
{
    for (int times = 0; times < 100; ++times) {
        ASSERT_TRUE(note());
        m_store.clock().advance(5000);
    }
    EXPECT_EQ(entries(), 1);
    m_store.clock().advance(ReadingJournal::SameReading);
    ASSERT_TRUE(note());
    EXPECT_EQ(entries(), 2);
}

TEST_F(ReadingJournalTest, aSearchThatIsTypedOnIsOneAndAnotherIsAnother)
{
    for (const char* const typed : { "L", "Li", "Li N", "Li" })
        ASSERT_TRUE(note(QString::fromLatin1(typed)));
    EXPECT_EQ(entries(), 1);
    ASSERT_TRUE(note(QStringLiteral("Chen")));
    EXPECT_EQ(entries(), 2);
    m_store.clock().advance(ReadingJournal::TypingOn);
    ASSERT_TRUE(note(QStringLiteral("Chen Y")));
    EXPECT_EQ(entries(), 3);
}

TEST_F(ReadingJournalTest, everyOperatorActionAndSubjectIsOne)
{
    ASSERT_TRUE(note());
    ASSERT_TRUE(note({}, Role::Manager));
    ASSERT_TRUE(note({}, Role::Guard, QStringLiteral("vehicle.list")));
    ASSERT_TRUE(noteOne({ QStringLiteral("person.view"), { QStringLiteral("person"), 4 }, 1, {} }));
    ASSERT_TRUE(noteOne({ QStringLiteral("person.view"), { QStringLiteral("person"), 5 }, 1, {} }));
    ASSERT_TRUE(noteOne({ QStringLiteral("person.view"), { QStringLiteral("person"), 4 }, 1, {} }));
    EXPECT_EQ(entries(), 5);
}

TEST_F(ReadingJournalTest, whatCannotBeNotedIsSaidAndTriedAgain)
{
    const auto refuse = [&](QByteArrayView sql) {
        return m_writer.call([&](store::Database& database) { return database.execute(sql); });
    };
    ASSERT_TRUE(refuse("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE (ABORT, 'full'); END"));
    EXPECT_FALSE(note());
    ASSERT_TRUE(refuse("DROP TRIGGER full"));
    EXPECT_TRUE(note());
    EXPECT_EQ(entries(), 1);
}

TEST_F(ReadingJournalTest, whoReadsOnAndOnIsToldOf)
{
    const auto read = [&](Reading::Part part, const QString& filter = {}) {
        return noteOne({ QStringLiteral("event.list"), { QStringLiteral("event"), 0 }, 100, {}, filter, part });
    };
    ASSERT_TRUE(read(Reading::Part::First));
    // A guard who scrolls through a shift.
    for (int page = 0; page < 8; ++page)
        ASSERT_TRUE(read(Reading::Part::Further));
    EXPECT_EQ(entries(), 1);
    // Somebody who carries 10,000 events away.
    for (int page = 0; page < 91; ++page)
        ASSERT_TRUE(read(Reading::Part::Further));
    EXPECT_EQ(entries(), 10);
    EXPECT_EQ(m_store.auditLines().last().detail.value(QStringLiteral("rows")).toInt(), 9100);
    // Another filter is another list.
    ASSERT_TRUE(read(Reading::Part::First, QStringLiteral("lane 2")));
    EXPECT_EQ(entries(), 11);
    ASSERT_TRUE(read(Reading::Part::First, QStringLiteral("lane 2")));
    EXPECT_EQ(entries(), 11);
}
