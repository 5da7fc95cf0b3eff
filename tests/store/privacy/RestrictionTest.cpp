#include "core/privacy/Restriction.h"

#include "core/people/Roster.h"
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

} // namespace
} // namespace gatehouse::privacy
