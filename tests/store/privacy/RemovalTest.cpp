#include "core/people/ConsentLedger.h"
#include "core/people/FaceTemplates.h"
#include "core/people/SealedFields.h"
#include "core/privacy/Leftover.h"
#include "core/privacy/Restriction.h"
#include "core/privacy/RetentionBook.h"
#include "core/privacy/RetentionRun.h"
#include "core/privacy/SubjectErasure.h"
#include "core/privacy/SubjectFile.h"
#include "tests/store/privacy/PrivacyFixture.h"

namespace gatehouse::privacy {
namespace {

// What becomes of the rights of people and vehicles that are removed, and not erased.
class RemovalTest : public PrivacyTest
{
protected:
    RequestId ask(const Subject& subject)
    {
        SubjectRequest request;
        request.subject = subject;
        request.receivedAt = clock().now();
        request.note = QStringLiteral("came with a lawyer");
        return SubjectRequests(store(), clock()).add(officer, request).value();
    }
    void answer(RequestId id)
    {
        SubjectRequests requests(store(), clock());
        ASSERT_TRUE(requests.close(officer, requests.get(officer, id).value(), RequestState::Done));
    }
    Result<void> removePerson(PersonId id) { return people::PersonRegistry(store(), clock()).remove(manager, id); }
    Result<void> removeVehicle(VehicleId id) { return people::VehicleRegistry(store(), clock()).remove(manager, id); }

    const security::ActingOperator manager = m_store.actor(security::Role::Manager);
};

TEST_F(RemovalTest, nobodyIsRemovedWhileTheirRequestIsOpen)
{
    const PersonId li = addPerson(QStringLiteral("Li Na"));
    const VehicleId car = addVehicle(u"BAB123");
    const RequestId asked = ask(Subject::of(li));
    const RequestId plate = ask(Subject::of(PlateText::fromUserInput(u"BAB123").value()));
    EXPECT_EQ(removePerson(li).error().code, ErrorCode::SubjectRequestOpen);
    EXPECT_EQ(removeVehicle(car).error().code, ErrorCode::SubjectRequestOpen);
    answer(asked);
    answer(plate);
    EXPECT_TRUE(removePerson(li));
    EXPECT_TRUE(removeVehicle(car));
}

TEST_F(RemovalTest, nobodyIsRemovedWhileRestricted)
{
    const PersonId li = addPerson(QStringLiteral("Li Na"));
    const VehicleId car = addVehicle(u"BAB123", li);
    ASSERT_TRUE(setProcessing(officer, store(), clock(), Subject::of(li), Processing::Restricted));
    EXPECT_EQ(removePerson(li).error().code, ErrorCode::NotFound) << "the manager does not even see them";
    people::PersonRegistry persons(store(), clock());
    EXPECT_EQ(persons.remove(administrator, li).error().code, ErrorCode::SubjectRestricted);
    EXPECT_EQ(people::VehicleRegistry(store(), clock()).remove(administrator, car).error().code,
        ErrorCode::SubjectRestricted);
    EXPECT_EQ(number("SELECT count(*) FROM persons"), 1);
}

TEST_F(RemovalTest, whatIsHeldOfARemovedPersonIsStillFoundAndErasedOnRequest)
{
    people::Person draft;
    draft.name = QStringLiteral("Li Na");
    draft.externalRef = QStringLiteral("E-1");
    draft.note = QStringLiteral("limps");
    people::PersonRegistry persons(store(), clock());
    const PersonId li = persons.add(administrator, draft).value();
    answer(ask(Subject::of(li)));
    const EventId passed = pass({ 1, li, {}, {}, {} });
    ASSERT_TRUE(removePerson(li));

    people::PersonQuery query;
    query.text = QStringLiteral("Li");
    EXPECT_EQ(persons.list(officer, query)->total, 0) << "gone from the lists";
    query.withRemoved = true;
    EXPECT_EQ(persons.list(guard, query)->total, 0);
    EXPECT_EQ(persons.list(officer, query)->rows.first().id, li) << "and found for a request";
    EXPECT_EQ(number("SELECT count(*) FROM persons WHERE note <> '' OR external_ref IS NOT NULL OR is_active"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM subject_requests WHERE note <> ''"), 0) << "as with an erasure";
    EXPECT_EQ(removePerson(li).error().code, ErrorCode::NotFound);
    EXPECT_EQ(setProcessing(officer, store(), clock(), Subject::of(li), Processing::Allowed).error().code,
        ErrorCode::NotFound)
        << "they do not come back";
    EXPECT_TRUE(persons.add(administrator, draft)) << "the reference is free again";
    EXPECT_TRUE(lane::EventLog(store(), clock()).get(guard, passed)->personName.isEmpty());

    ask(Subject::of(li));
    const auto file = readSubject(officer, store(), clock(), Subject::of(li));
    ASSERT_TRUE(file);
    EXPECT_EQ(file->events.size(), 1);
    EXPECT_TRUE(file->removedAt);
    ASSERT_TRUE(eraseSubject(
        officer, store(), clock(), m_key, Subject::of(li), approved(eraseProposal(Subject::of(li)), officer)));
    EXPECT_EQ(number("SELECT count(*) FROM evidence"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM persons WHERE removed_at IS NOT NULL"), 0);
}

TEST_F(RemovalTest, theNameGoesWithTheLastThatIsHeld)
{
    const PersonId li = addPerson(QStringLiteral("Li Na"));
    pass({ 1, li, {}, {}, {} });
    ASSERT_TRUE(removePerson(li));
    const PersonId zhou = addPerson(QStringLiteral("Zhou Jie"));
    ASSERT_TRUE(removePerson(zhou));
    EXPECT_EQ(number("SELECT count(*) FROM persons"), 1) << "of whom nothing is held nothing stays";
    clock().advance(181 * Day);
    store::StoreThread writer(m_store.handOverWriter());
    ASSERT_TRUE(writer.call([&](store::Database& database) { return confirmTheClock(database); }));
    ASSERT_TRUE(runRetention(officer, writer, clock(), m_key));
    EXPECT_EQ(number("SELECT count(*) FROM persons"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM ring.subject_keys WHERE kind = 'person'"), 0);
}

TEST_F(RemovalTest, howLongTheNameStaysIsToldBeforehandAndKept)
{
    const PersonId li = addPerson(QStringLiteral("Li Na"));
    EXPECT_FALSE(leftoverOfRemoval(manager, store(), li).value()) << "of whom nothing is held";
    for (const qint64 age : { 1, 30, 100 })
        pass({ age, li, {}, {}, {} });
    const auto leftover = leftoverOfRemoval(manager, store(), li).value();
    ASSERT_TRUE(leftover);
    EXPECT_EQ(leftover->passages, 3);
    EXPECT_EQ(leftover->pictures, 6);
    EXPECT_EQ(leftover->until, clock().now().plusMilliseconds((180 - 1) * Day)) << "when the newest passage is overdue";
    EXPECT_EQ(leftoverOfRemoval(m_store.actor(security::Role::Attendant), store(), li).error().code,
        ErrorCode::PermissionDenied);
    // Days somebody set around the program let no run delete anything.
    ASSERT_TRUE(store().execute("INSERT INTO settings VALUES ('retention.passages', '10')"));
    EXPECT_FALSE(leftoverOfRemoval(manager, store(), li).value()->until);
    ASSERT_TRUE(store().execute("DELETE FROM settings WHERE key = 'retention.passages'"));

    ASSERT_TRUE(removePerson(li));
    store::StoreThread writer(m_store.handOverWriter());
    clock().advance(*leftover->until - clock().now());
    ASSERT_TRUE(writer.call([&](store::Database& database) { return confirmTheClock(database); }));
    ASSERT_TRUE(runRetention(officer, writer, clock(), m_key));
    EXPECT_EQ(number("SELECT count(*) FROM persons"), 1);
    clock().advance(1);
    ASSERT_TRUE(enforceRetention(writer, clock(), m_key, RunOccasion::Daily));
    EXPECT_EQ(number("SELECT count(*) FROM persons"), 0);
}

TEST_F(RemovalTest, whatIsHeldOfARemovedVehicleIsFoundByItsPlate)
{
    const VehicleId car = addVehicle(u"BAB123");
    pass({ 1, {}, car, QStringLiteral("BAB123"), {} });
    answer(ask(Subject::of(car)));
    ASSERT_TRUE(removeVehicle(car));
    EXPECT_EQ(number("SELECT count(*) FROM subject_requests WHERE note <> ''"), 0);
    const Subject plate = Subject::of(PlateText::fromUserInput(u"BAB123").value());
    EXPECT_EQ(readSubject(officer, store(), clock(), plate)->events.size(), 1);
}

class VisitTest : public RemovalTest
{
protected:
    static constexpr int NoEnd = INT_MIN;

    // With a consent and a template. Enters also what may no longer be entered: visitors of before.
    PersonId enrol(people::PersonKind kind, int daysUntilEnd)
    {
        people::Person draft;
        draft.name = QStringLiteral("somebody");
        const PersonId id = people::PersonRegistry(store(), clock()).add(administrator, draft).value();
        auto enter = store().prepare("UPDATE persons SET kind = ?2, valid_until = ?3 WHERE id = ?1");
        enter->bindAll(id, people::personKindCode(kind),
            daysUntilEnd == NoEnd ? std::nullopt : std::optional(clock().now().plusMilliseconds(daysUntilEnd * Day)));
        EXPECT_TRUE(enter->run());
        people::Consent consent;
        consent.person = id;
        consent.noticeVersion = QStringLiteral("2");
        consent.noticeHash = QByteArray(32, 'n');
        consent.givenAt = clock().now();
        EXPECT_TRUE(people::ConsentLedger(store(), clock()).record(administrator, consent));
        people::FaceTemplate face;
        face.person = id;
        face.model = QStringLiteral("test-embedder");
        face.vector.assign(8, 0.0F);
        face.vector[std::size_t(id.value()) % 8] = 1.0F;
        auto transaction = store::Transaction::begin(store());
        EXPECT_TRUE(people::FaceTemplates(store(), clock()).add(*transaction, administrator, face, {}));
        EXPECT_TRUE(transaction->commit());
        return id;
    }
    bool hasFace(PersonId id)
    {
        return number("SELECT count(*) FROM face_templates WHERE person_id = " + QByteArray::number(id.value())) > 0;
    }
};

// A visit that is over needs no face.
TEST_F(VisitTest, theFaceOfAVisitorGoesAWeekAfterTheVisit)
{
    const PersonId gone = enrol(people::PersonKind::Visitor, -8);
    const PersonId recent = enrol(people::PersonKind::Visitor, -6);
    const PersonId employee = enrol(people::PersonKind::Employee, -8);
    const PersonId claims = enrol(people::PersonKind::Visitor, -8);
    ASSERT_TRUE(setProcessing(officer, store(), clock(), Subject::of(claims), Processing::Restricted));
    const qint64 keys = number("SELECT count(*) FROM ring.subject_keys WHERE kind = 'consent'");
    store::StoreThread writer(m_store.handOverWriter());
    ASSERT_TRUE(enforceRetention(writer, clock(), m_key, RunOccasion::Daily));
    EXPECT_FALSE(hasFace(gone));
    for (const PersonId kept : { recent, employee, claims })
        EXPECT_TRUE(hasFace(kept));
    EXPECT_EQ(number("SELECT count(*) FROM ring.subject_keys WHERE kind = 'consent'"), keys - 1);
    EXPECT_EQ(number("SELECT count(*) FROM persons"), 4) << "the visit stays in the book";
}

// As there are from before a visit had to have an end.
TEST_F(VisitTest, theFaceOfAVisitorWithoutAnEndGoesAWeekAfterTheyWereLastSeen)
{
    const PersonId never = enrol(people::PersonKind::Visitor, NoEnd);
    const PersonId passed = enrol(people::PersonKind::Visitor, NoEnd);
    const PersonId employee = enrol(people::PersonKind::Employee, NoEnd);
    clock().advance(8 * Day);
    pass({ 2, passed, {}, {}, {} });
    const PersonId today = enrol(people::PersonKind::Visitor, NoEnd);
    EXPECT_EQ(countOverdue(store(), clock().now()).value(), 1);
    store::StoreThread writer(m_store.handOverWriter());
    ASSERT_TRUE(writer.call([&](store::Database& database) { return confirmTheClock(database); }));
    ASSERT_TRUE(runRetention(officer, writer, clock(), m_key));
    EXPECT_FALSE(hasFace(never)) << "a week after they were entered";
    for (const PersonId kept : { passed, employee, today })
        EXPECT_TRUE(hasFace(kept));
    clock().advance(6 * Day);
    ASSERT_TRUE(enforceRetention(writer, clock(), m_key, RunOccasion::Daily));
    EXPECT_FALSE(hasFace(passed));
    EXPECT_TRUE(hasFace(employee));
    EXPECT_EQ(number("SELECT count(*) FROM persons"), 4);
}

TEST_F(VisitTest, noVisitLastsForEver)
{
    const PersonId forEver = enrol(people::PersonKind::Visitor, 20'000);
    const PersonId bounded = enrol(people::PersonKind::Visitor, people::LongestVisitDays);
    store::StoreThread writer(m_store.handOverWriter());
    clock().advance((people::LongestVisitDays + 6) * Day);
    ASSERT_TRUE(writer.call([&](store::Database& database) { return confirmTheClock(database); }));
    ASSERT_TRUE(runRetention(officer, writer, clock(), m_key));
    EXPECT_TRUE(hasFace(forEver) && hasFace(bounded));
    clock().advance(3 * Day);
    ASSERT_TRUE(enforceRetention(writer, clock(), m_key, RunOccasion::Daily));
    EXPECT_FALSE(hasFace(forEver) || hasFace(bounded));
}

} // namespace
} // namespace gatehouse::privacy
