#include "core/people/ConsentLedger.h"
#include "core/people/FaceTemplates.h"
#include "core/people/SealedFields.h"
#include "core/privacy/Restriction.h"
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
    ASSERT_TRUE(runRetention(officer, writer, clock(), m_key, ClockWord::IsRight));
    EXPECT_EQ(number("SELECT count(*) FROM persons"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM ring.subject_keys WHERE kind = 'person'"), 0);
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

// A visit that is over needs no face.
TEST_F(RemovalTest, theFaceOfAVisitorGoesAWeekAfterTheVisit)
{
    people::PersonRegistry persons(store(), clock());
    people::FaceTemplates templates(store(), clock());
    const auto enrol = [&](people::PersonKind kind, qint64 untilDaysAgo, std::size_t axis) {
        people::Person draft;
        draft.name = QStringLiteral("somebody");
        draft.kind = kind;
        draft.validity = { std::nullopt, clock().now().plusMilliseconds(-untilDaysAgo * Day) };
        const PersonId id = persons.add(administrator, draft).value();
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
        face.vector[axis] = 1.0F;
        auto transaction = store::Transaction::begin(store());
        EXPECT_TRUE(templates.add(*transaction, administrator, face, {}));
        EXPECT_TRUE(transaction->commit());
        return id;
    };
    const PersonId gone = enrol(people::PersonKind::Visitor, 8, 0);
    const PersonId recent = enrol(people::PersonKind::Visitor, 6, 1);
    const PersonId employee = enrol(people::PersonKind::Employee, 8, 2);
    const PersonId claims = enrol(people::PersonKind::Visitor, 8, 3);
    ASSERT_TRUE(setProcessing(officer, store(), clock(), Subject::of(claims), Processing::Restricted));
    const qint64 keys = number("SELECT count(*) FROM ring.subject_keys WHERE kind = 'consent'");
    auto reader = m_store.openAnother(store::OpenMode::ReadOnly);
    store::StoreThread writer(m_store.handOverWriter());
    ASSERT_TRUE(enforceRetention(writer, clock(), m_key, RunOccasion::Daily));
    people::FaceTemplates left(*reader, clock());
    EXPECT_TRUE(left.ofPerson(administrator, gone)->isEmpty());
    for (const PersonId kept : { recent, employee, claims })
        EXPECT_EQ(left.ofPerson(administrator, kept)->size(), 1);
    EXPECT_EQ(number("SELECT count(*) FROM ring.subject_keys WHERE kind = 'consent'"), keys - 1);
    EXPECT_EQ(number("SELECT count(*) FROM persons"), 4) << "the visit stays in the book";
}

} // namespace
} // namespace gatehouse::privacy
