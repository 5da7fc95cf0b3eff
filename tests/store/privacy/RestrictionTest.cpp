#include "core/privacy/Restriction.h"

#include "core/people/ConsentLedger.h"
#include "core/people/FaceTemplates.h"
#include "core/people/Restricted.h"
#include "core/people/Roster.h"
#include "core/privacy/Hiding.h"
#include "core/privacy/RetentionBook.h"
#include "core/privacy/RetentionRun.h"
#include "core/privacy/SubjectFile.h"
#include "tests/store/privacy/PrivacyFixture.h"

namespace gatehouse::privacy {
namespace {

using RestrictionTest = PrivacyTest;

TEST_F(RestrictionTest, aPersonIsRestrictedWithTheirVehiclesAndLiftedAgain)
{
    const PersonId li = addPerson(QStringLiteral("Li Na"));
    addVehicle(u"BAB123", li);
    addVehicle(u"HHXY99");
    EXPECT_EQ(setProcessing(guard, store(), clock(), Subject::of(li), Processing::Restricted).error().code,
        ErrorCode::PermissionDenied);
    ASSERT_TRUE(setProcessing(officer, store(), clock(), Subject::of(li), Processing::Restricted));
    EXPECT_EQ(number("SELECT count(*) FROM persons WHERE restricted_at IS NOT NULL"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM vehicles WHERE restricted_at IS NOT NULL"), 1);
    EXPECT_EQ(m_store.auditActions().last(), QStringLiteral("subject.restrict"));
    const qint64 entries = number("SELECT count(*) FROM audit");
    ASSERT_TRUE(setProcessing(officer, store(), clock(), Subject::of(li), Processing::Restricted));
    EXPECT_EQ(number("SELECT count(*) FROM audit"), entries);
    ASSERT_TRUE(setProcessing(officer, store(), clock(), Subject::of(li), Processing::Allowed));
    EXPECT_EQ(number("SELECT count(*) FROM persons WHERE restricted_at IS NOT NULL"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM vehicles WHERE restricted_at IS NOT NULL"), 0);
    EXPECT_EQ(m_store.auditActions().last(), QStringLiteral("subject.lift"));
}

TEST_F(RestrictionTest, whoIsRestrictedIsAStrangerToLanesAndFoundOnlyByWhoHandlesRequests)
{
    const PersonId li = addPerson(QStringLiteral("Li Na"));
    const VehicleId car = addVehicle(u"BAB123", li);
    const EventId door = pass({ 1, li, {}, {}, {} });
    ASSERT_TRUE(people::readRoster(store())->persons.contains(li));
    ASSERT_TRUE(setProcessing(officer, store(), clock(), Subject::of(li), Processing::Restricted));
    const people::Roster roster = *people::readRoster(store());
    EXPECT_FALSE(roster.persons.contains(li));
    EXPECT_EQ(roster.vehicleByPlate(PlateText::fromUserInput(u"BAB123").value(), Region::Europe), nullptr);

    people::PersonRegistry persons(store(), clock());
    people::PersonQuery query;
    query.text = QStringLiteral("Li");
    EXPECT_EQ(persons.list(guard, query)->total, 0);
    EXPECT_EQ(persons.get(guard, li).error().code, ErrorCode::NotFound);
    EXPECT_EQ(persons.list(officer, query)->total, 1);
    EXPECT_TRUE(persons.get(officer, li));
    people::VehicleRegistry vehicles(store(), clock());
    EXPECT_EQ(vehicles.list(guard, {})->total, 0);
    EXPECT_EQ(vehicles.get(guard, car).error().code, ErrorCode::NotFound);
    EXPECT_EQ(vehicles.list(officer, {})->total, 1);

    lane::EventLog log(store(), clock());
    EXPECT_TRUE(log.get(guard, door)->personName.isEmpty());
    lane::EventQuery byName;
    byName.text = QStringLiteral("Li Na");
    EXPECT_TRUE(log.list(guard, byName)->isEmpty());
    ASSERT_TRUE(setProcessing(officer, store(), clock(), Subject::of(li), Processing::Allowed));
    EXPECT_EQ(log.list(guard, byName)->size(), 1);
    EXPECT_EQ(persons.list(guard, query)->total, 1);
}

// Nor by the number of a row that was on somebody's screen before.
TEST_F(RestrictionTest, whoIsRestrictedIsNeitherReadNorChangedByTheirNumber)
{
    const PersonId li = addPerson(QStringLiteral("Li Na"));
    const VehicleId car = addVehicle(u"BAB123", li);
    people::PersonRegistry persons(store(), clock());
    people::VehicleRegistry vehicles(store(), clock());
    people::ConsentLedger consents(store(), clock());
    people::FaceTemplates faces(store(), clock());
    people::SealedFields sealed(store(), clock());
    people::Person person = *persons.get(guard, li);
    people::Vehicle vehicle = *vehicles.get(guard, car);
    ASSERT_TRUE(setProcessing(officer, store(), clock(), Subject::of(li), Processing::Restricted));
    person.note = vehicle.description = QStringLiteral("seen again");
    people::SealedEntry entry;
    entry.idNumber = QStringLiteral("AB1234567");
    for (const ErrorCode code : { persons.get(guard, li).error().code, persons.update(guard, person).error().code,
             vehicles.update(guard, vehicle).error().code, consents.list(guard, li).error().code,
             faces.ofPerson(guard, li).error().code, sealed.write(guard, li, entry).error().code })
        EXPECT_EQ(code, ErrorCode::NotFound);
    EXPECT_TRUE(consents.list(officer, li));
}

// Whoever may not see them finds them by no text, and reads neither plate nor picture where a row is shown by its time.
TEST_F(RestrictionTest, noPathOfSearchLeadsToWhoIsRestricted)
{
    const PersonId li = addPerson(QStringLiteral("Li Na"));
    const VehicleId car = addVehicle(u"BAB123", li);
    const EventId door = pass({ 1, li, {}, {}, {} });
    const EventId known = pass({ 1, {}, car, QStringLiteral("BAB123"), {} });
    const EventId read = pass({ 1, {}, {}, QStringLiteral("BAB123"), {} }); // while nobody recognised it
    const EventId other = pass({ 1, {}, {}, QStringLiteral("HHXY99"), {} });
    lane::EventLog log(store(), clock());
    const EvidenceId picture = log.get(guard, known)->cropId;
    ASSERT_TRUE(setProcessing(officer, store(), clock(), Subject::of(li), Processing::Restricted));

    people::PersonRegistry persons(store(), clock());
    people::VehicleRegistry vehicles(store(), clock());
    for (const QString& text : { QStringLiteral("Li Na"), QStringLiteral("Li"), QStringLiteral("BAB123"),
             QStringLiteral("AB12"), QStringLiteral("8AB") }) {
        people::PersonQuery byPerson;
        byPerson.text = text;
        people::VehicleQuery byVehicle;
        byVehicle.text = text;
        lane::EventQuery byEvent; // the events page, the finder and gatehousectl ask with it
        byEvent.text = text;
        for (const security::ActingOperator& actor : { guard, administrator }) {
            if (people::seesRestricted(actor))
                continue;
            EXPECT_EQ(persons.list(actor, byPerson)->total, 0) << qPrintable(text);
            EXPECT_EQ(vehicles.list(actor, byVehicle)->total, 0) << qPrintable(text);
            EXPECT_TRUE(log.list(actor, byEvent)->isEmpty()) << qPrintable(text);
        }
    }
    lane::EventQuery plate;
    plate.text = QStringLiteral("BAB123");
    EXPECT_EQ(log.list(officer, plate)->size(), 2);
    EXPECT_EQ(log.list(guard, {})->size(), 4); // that somebody passed is no secret
    for (const EventId id : { door, known, read }) {
        for (const lane::LaneEvent& event : { *log.get(guard, id), log.story(guard, id)->first() }) {
            EXPECT_FALSE(event.plate);
            EXPECT_TRUE(event.personName.isEmpty() && event.vehicleDescription.isEmpty());
            EXPECT_FALSE(event.person.isValid() || event.vehicle.isValid());
            EXPECT_FALSE(event.cropId.isValid() || event.frameId.isValid());
        }
        EXPECT_FALSE(log.look(guard, id)->crop);
        EXPECT_TRUE(log.look(officer, id)->crop);
    }
    EXPECT_EQ(log.thumbnail(guard, picture, { 100, 100 }).error().code, ErrorCode::NotFound);
    EXPECT_TRUE(log.thumbnail(officer, picture, { 100, 100 }));
    EXPECT_EQ(log.get(officer, door)->personName, QStringLiteral("Li Na"));
    EXPECT_TRUE(log.get(guard, other)->plate);
    EXPECT_TRUE(log.look(guard, other)->crop);
    ASSERT_TRUE(setProcessing(officer, store(), clock(), Subject::of(li), Processing::Allowed));
    EXPECT_EQ(log.list(guard, plate)->size(), 2);
}

// Nor as the one it might have been instead.
TEST_F(RestrictionTest, whoIsRestrictedIsNobodysRunnerUp)
{
    const PersonId li = addPerson(QStringLiteral("Li Na"));
    const PersonId wang = addPerson(QStringLiteral("Wang Wei"));
    addVehicle(u"BAB123", li);
    lane::EventLog log(store(), clock());
    const auto record = [&](PersonId person, const QString& plate) {
        lane::LaneEvent event;
        event.at = clock().now();
        event.lane = LaneId(1);
        event.laneName = QStringLiteral("Entry 1");
        event.subject = person.isValid() ? lane::LaneEvent::Subject::Person : lane::LaneEvent::Subject::Vehicle;
        event.decision = { access::Verdict::Ask, access::Reason::Stranger, {} };
        event.runnerUpPerson = person;
        event.runnerUp = plate;
        event.runnerUpConfidence = 0.4;
        return log.record(event, std::nullopt, std::nullopt)->id;
    };
    const EventId byFace = record(li, {});
    const EventId byPlate = record({}, QStringLiteral("BAB123"));
    const EventId other = record(wang, {});
    EXPECT_EQ(log.get(guard, byFace)->runnerUp, QStringLiteral("Li Na"));
    EXPECT_EQ(log.get(guard, byPlate)->runnerUp, QStringLiteral("BAB123"));
    ASSERT_TRUE(setProcessing(officer, store(), clock(), Subject::of(li), Processing::Restricted));
    for (const EventId id : { byFace, byPlate }) {
        for (const lane::LaneEvent& event : { *log.get(guard, id), log.story(guard, id)->first() }) {
            EXPECT_EQ(event.runnerUp, QString());
            EXPECT_FALSE(event.runnerUpPerson.isValid());
            EXPECT_EQ(event.runnerUpConfidence, 0);
        }
        EXPECT_FALSE(log.get(officer, id)->runnerUp.isEmpty());
    }
    EXPECT_EQ(log.get(guard, other)->runnerUp, QStringLiteral("Wang Wei"));
}

// GDPR art. 18: kept, and not used, until it is lifted.
TEST_F(RestrictionTest, retentionLeavesAloneWhatIsRestricted)
{
    const PersonId li = addPerson(QStringLiteral("Li Na"));
    addVehicle(u"BAB123", li);
    pass({ 200, li, {}, {}, {} });
    const EventId asked = pass({ 200, {}, {}, QStringLiteral("BAB123"), {} }); // read of their car
    pass({ 200, {}, {}, QStringLiteral("BAB123"), asked });
    pass({ 200, {}, {}, QStringLiteral("HHXY99"), {} });
    // What they asked for long ago, of themselves and of their car.
    for (const QByteArrayView about : { "person_id", "vehicle_id" }) {
        ASSERT_TRUE(store().execute("INSERT INTO subject_requests (kind, " + about.toByteArray()
            + ", received_at, due_at, state, closed_at) VALUES ('access', 1, 1, 2, 'done', 2)"));
    }
    ASSERT_TRUE(setProcessing(officer, store(), clock(), Subject::of(li), Processing::Restricted));
    EXPECT_EQ(countOverdue(store(), clock().now()).value(), 3) << "the other's passage and its two pictures";
    store::StoreThread reader(m_store.openAnother(store::OpenMode::ReadOnly));
    store::StoreThread writer(m_store.handOverWriter());
    ASSERT_TRUE(enforceRetention(writer, clock(), m_key, RunOccasion::Daily));
    EXPECT_EQ(countOverdue(store(), clock().now()).value(), 0);
    EXPECT_EQ(number("SELECT count(*) FROM events"), 3);
    EXPECT_EQ(number("SELECT count(*) FROM evidence"), 4);
    EXPECT_EQ(number("SELECT count(*) FROM subject_requests"), 2);

    // They are shown it, though to everybody else it is over.
    hideOverdue(writer, reader, clock());
    writer.call([&](store::Database& database) {
        const auto file = readSubject(officer, database, clock(), Subject::of(li));
        ASSERT_TRUE(file);
        ASSERT_EQ(file->events.size(), 3);
        EXPECT_FALSE(evidence::loadEncoded(database, file->events.first().cropId));
        EXPECT_TRUE(evidence::loadEncoded(database, file->events.first().cropId, evidence::Overdue::Shown));
        ASSERT_TRUE(setProcessing(officer, database, clock(), Subject::of(li), Processing::Allowed));
    });
    ASSERT_TRUE(enforceRetention(writer, clock(), m_key, RunOccasion::Daily));
    EXPECT_EQ(number("SELECT count(*) FROM events"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM evidence"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM subject_requests"), 0);
}

TEST_F(RestrictionTest, nobodyIsComparedWithOrToldOfWhoIsRestricted)
{
    const PersonId li = addPerson(QStringLiteral("Li Na"));
    const VehicleId car = addVehicle(u"BAB123", li);
    ASSERT_TRUE(setProcessing(officer, store(), clock(), Subject::of(li), Processing::Restricted));
    const security::ActingOperator manager = m_store.actor(security::Role::Manager);
    people::VehicleRegistry vehicles(store(), clock());
    const PlateText plate = PlateText::fromUserInput(u"BAB123").value();
    EXPECT_FALSE(vehicles.find(manager, plate, Region::Europe).value());
    EXPECT_EQ(vehicles.find(officer, plate, Region::Europe).value()->id, car);
    // Nor is their plate told as what another car was nearly taken for.
    lane::LaneEvent other;
    other.at = clock().now();
    other.lane = LaneId(1);
    other.laneName = QStringLiteral("Entry 1");
    other.subject = lane::LaneEvent::Subject::Vehicle;
    other.certainty = vision::Certainty::Unknown;
    other.plate = PlateText::fromUserInput(u"BAB128");
    other.plateRegion = Region::Europe;
    other.runnerUp = QStringLiteral("BAB123");
    lane::EventLog log(store(), clock());
    const EventId event = log.record(other, std::nullopt, std::nullopt).value().id;
    EXPECT_TRUE(log.get(guard, event)->runnerUp.isEmpty());
    EXPECT_EQ(log.get(guard, event)->plate->toString(), QStringLiteral("BAB128"));
    EXPECT_EQ(log.get(officer, event)->runnerUp, QStringLiteral("BAB123"));
}

} // namespace
} // namespace gatehouse::privacy
