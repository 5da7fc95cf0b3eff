#include "core/privacy/Hiding.h"

#include "core/privacy/RetentionBook.h"
#include "core/privacy/RetentionRun.h"
#include "core/privacy/SubjectFile.h"
#include "core/security/AuditAccess.h"
#include "tests/store/privacy/PrivacyFixture.h"

namespace gatehouse::privacy {
namespace {

// What cannot be deleted at an opening is not shown either.
class HidingTest : public PrivacyTest
{
protected:
    void begin()
    {
        // A fault in deleting: whatever is swept fails.
        for (const char* const table : { "evidence", "events", "subject_requests", "audit" })
            ASSERT_TRUE(store().execute(QByteArray("CREATE TRIGGER fault_") + table + " BEFORE DELETE ON " + table
                + " BEGIN SELECT RAISE (ABORT, 'fault'); END"));
        m_writer = std::make_unique<store::StoreThread>(m_store.handOverWriter());
        m_reader = std::make_unique<store::StoreThread>(m_store.openAnother(store::OpenMode::ReadOnly));
        hideOverdue(*m_writer, *m_reader, clock());
        EXPECT_EQ(
            enforceRetention(*m_writer, clock(), m_key, RunOccasion::Opening).error().code, ErrorCode::StoreConstraint);
    }
    template <typename Function>
    void onBoth(Function function)
    {
        for (store::StoreThread* thread : { m_writer.get(), m_reader.get() })
            thread->call([&](store::Database& database) { function(database); });
    }

    std::unique_ptr<store::StoreThread> m_writer;
    std::unique_ptr<store::StoreThread> m_reader;
};

TEST_F(HidingTest, whatIsOverdueIsShownByNoReadAlthoughItIsStillThere)
{
    const PersonId li = addPerson(QStringLiteral("Li Na"));
    const EventId old = pass({ 181, li, {}, {}, {} });
    const EventId withoutPictures = pass({ 8, {}, {}, QStringLiteral("BAB123"), {} });
    const EventId fresh = pass({ 1, li, {}, {}, {} });
    SubjectRequest request;
    request.subject = Subject::of(li);
    request.receivedAt = clock().now().plusMilliseconds(-1200 * Day);
    SubjectRequests requests(store(), clock());
    const RequestId closed = requests.add(officer, request).value();
    ASSERT_TRUE(requests.close(officer, requests.get(officer, closed).value(), RequestState::Done));
    ASSERT_TRUE(store().execute("UPDATE subject_requests SET closed_at = received_at"));
    begin();
    EXPECT_EQ(number("SELECT count(*) FROM events"), 3);
    EXPECT_EQ(number("SELECT count(*) FROM evidence"), 6);

    onBoth([&](store::Database& database) {
        lane::EventLog log(database, clock());
        EXPECT_EQ(log.list(guard, {})->size(), 2);
        lane::EventQuery byName;
        byName.text = QStringLiteral("Li Na");
        EXPECT_EQ(log.list(guard, byName)->size(), 1);
        EXPECT_EQ(log.get(guard, old).error().code, ErrorCode::NotFound);
        EXPECT_EQ(log.story(guard, old).error().code, ErrorCode::NotFound);
        const lane::LaneEvent stranger = log.get(guard, withoutPictures).value();
        EXPECT_EQ(evidence::load(database, stranger.cropId).error().code, ErrorCode::NotFound);
        EXPECT_TRUE(evidence::load(database, log.get(guard, fresh)->cropId));
        EXPECT_EQ(SubjectRequests(database, clock()).list(officer, { false, std::nullopt, 0, 10 })->total, 0);
        EXPECT_EQ(SubjectRequests(database, clock()).get(officer, closed).error().code, ErrorCode::NotFound);
    });
    m_writer->call([&](store::Database& database) {
        const auto file = readSubject(officer, database, clock(), Subject::of(li));
        ASSERT_TRUE(file);
        EXPECT_EQ(file->events.size(), 1);
        EXPECT_TRUE(file->requests.isEmpty());
        // Once the fault is over the retry deletes it.
        for (const char* const table : { "evidence", "events", "subject_requests", "audit" })
            ASSERT_TRUE(database.execute(QByteArray("DROP TRIGGER fault_") + table));
    });
    ASSERT_TRUE(enforceRetention(*m_writer, clock(), m_key, RunOccasion::Daily));
    EXPECT_EQ(number("SELECT count(*) FROM events"), 2);
    EXPECT_EQ(number("SELECT count(*) FROM evidence"), 4 - 2);
}

TEST_F(HidingTest, theTrailShowsNothingBelowItsTime)
{
    for (int passage = 0; passage < 4; ++passage)
        pass({ 0, {}, {}, QStringLiteral("BAB123"), {} });
    clock().advance(1097 * Day);
    pass({ 0, {}, {}, QStringLiteral("BAB123"), {} });
    m_writer = std::make_unique<store::StoreThread>(m_store.handOverWriter());
    m_reader = std::make_unique<store::StoreThread>(m_store.openAnother(store::OpenMode::ReadOnly));
    hideOverdue(*m_writer, *m_reader, clock()); // and the clock is in doubt: nothing is deleted
    onBoth([&](store::Database& database) {
        EXPECT_EQ(security::readAudit(administrator, database, {}, 100)->size(), 1);
    });
    EXPECT_EQ(number("SELECT count(*) FROM audit"), 5);
}

TEST_F(HidingTest, whereTheRulesCannotBeReadNothingIsShown)
{
    pass({ 1, {}, {}, QStringLiteral("BAB123"), {} });
    ASSERT_TRUE(store().execute("ALTER TABLE settings RENAME TO lost"));
    m_writer = std::make_unique<store::StoreThread>(m_store.handOverWriter());
    m_reader = std::make_unique<store::StoreThread>(m_store.openAnother(store::OpenMode::ReadOnly));
    hideOverdue(*m_writer, *m_reader, clock());
    onBoth(
        [&](store::Database& database) { EXPECT_TRUE(lane::EventLog(database, clock()).list(guard, {})->isEmpty()); });
}

} // namespace
} // namespace gatehouse::privacy
