#include "core/people/VehicleSql.h"
#include "tests/store/people/PeopleFixture.h"

#include <QJsonDocument>

namespace gatehouse::people {
namespace {

using VehicleRegistryTest = PeopleTest;

TEST_F(VehicleRegistryTest, AVehicleIsReadBackWithItsOwner)
{
    Vehicle vehicle = car(QStringLiteral("沪A·D12345"), Region::China);
    vehicle.owner = addPerson(QStringLiteral("Li Na"));
    vehicle.description = QStringLiteral("  grey   van ");
    vehicle.groups = { m_groups.add(m_manager, QStringLiteral("Fleet")).value() };
    const VehicleId id = m_vehicles.add(m_manager, vehicle).value();
    const Vehicle read = m_vehicles.get(m_manager, id).value();
    EXPECT_EQ(read.plate.display(), QStringLiteral("沪A·D12345"));
    EXPECT_EQ(read.region, Region::China);
    EXPECT_EQ(read.ownerName, QStringLiteral("Li Na"));
    EXPECT_EQ(read.description, QStringLiteral("grey van"));
    EXPECT_EQ(read.groups, vehicle.groups);
}

TEST_F(VehicleRegistryTest, APlateIsRegisteredOnceARegion)
{
    ASSERT_TRUE(m_vehicles.add(m_manager, car(QStringLiteral("ABC 123"))));
    const auto again = m_vehicles.add(m_manager, car(QStringLiteral("abc-123")));
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::AlreadyExists);
    EXPECT_EQ(again.error().detail, QStringLiteral("plate"));
    EXPECT_TRUE(m_vehicles.add(m_manager, car(QStringLiteral("ABC 123"), Region::UnitedStates)));

    Vehicle orphan = car(QStringLiteral("X1"));
    orphan.owner = PersonId(77);
    EXPECT_EQ(m_vehicles.add(m_manager, orphan).error().code, ErrorCode::NotFound);
    EXPECT_EQ(m_vehicles.add(m_manager, Vehicle()).error().code, ErrorCode::InvalidArgument);
}

TEST_F(VehicleRegistryTest, ALaneFindsTheExactPlateFirstAndElseTheOnlyLookAlike)
{
    const VehicleId letter = m_vehicles.add(m_manager, car(QStringLiteral("AB0012"))).value();
    const auto found = [this](const QString& plate, std::optional<Region> region) {
        const auto vehicle = m_vehicles.findByPlate(PlateText::fromUserInput(plate).value(), region).value();
        return vehicle ? vehicle->id : VehicleId();
    };
    EXPECT_EQ(found(QStringLiteral("ABOOI2"), Region::Europe), letter) << "O=0 and I=1 are one";
    EXPECT_EQ(found(QStringLiteral("ABOOI2"), std::nullopt), letter);
    EXPECT_EQ(found(QStringLiteral("AB0013"), Region::Europe), VehicleId());

    const VehicleId twin = m_vehicles.add(m_manager, car(QStringLiteral("ABOO12"))).value();
    EXPECT_EQ(found(QStringLiteral("ABOO12"), Region::Europe), twin) << "the exact one wins";
    EXPECT_EQ(found(QStringLiteral("ABO0I2"), Region::Europe), VehicleId()) << "two look alike: nobody guesses";

    const VehicleId american = m_vehicles.add(m_manager, car(QStringLiteral("ABOO12"), Region::UnitedStates)).value();
    EXPECT_EQ(found(QStringLiteral("ABOO12"), Region::UnitedStates), american);
    EXPECT_EQ(found(QStringLiteral("ABOO12"), std::nullopt), VehicleId());
}

TEST_F(VehicleRegistryTest, SearchLooksAtPlateDescriptionAndOwner)
{
    Vehicle first = car(QStringLiteral("KA OI 77"));
    first.description = QStringLiteral("Grüner Transporter");
    first.owner = addPerson(QStringLiteral("Zoë Hart"));
    ASSERT_TRUE(m_vehicles.add(m_manager, first));
    ASSERT_TRUE(m_vehicles.add(m_manager, car(QStringLiteral("B XY 1"))));
    const auto count = [this](const QString& text) {
        VehicleQuery query;
        query.text = text;
        return m_vehicles.list(m_manager, query).value().total;
    };
    EXPECT_EQ(count(QStringLiteral("a01")), 1);
    EXPECT_EQ(count(QStringLiteral("ka-oi")), 1);
    EXPECT_EQ(count(QStringLiteral("gruner")), 1);
    EXPECT_EQ(count(QStringLiteral("zoe")), 1);
    EXPECT_EQ(count(QStringLiteral("%")), 0);
    EXPECT_EQ(count(QString()), 2);
    VehicleQuery byOwner;
    byOwner.owner = first.owner;
    EXPECT_EQ(m_vehicles.list(m_manager, byOwner).value().rows.size(), 1);
}

TEST_F(VehicleRegistryTest, EveryChangeIsInTheTrailWithoutThePlate)
{
    const VehicleId id = m_vehicles.add(m_manager, car(QStringLiteral("SECRET1"))).value();
    Vehicle vehicle = m_vehicles.get(m_manager, id).value();
    vehicle.plate = PlateText::fromUserInput(u"SECRET2").value();
    ASSERT_TRUE(m_vehicles.update(m_manager, vehicle));
    EXPECT_TRUE(m_vehicles.findByPlate(vehicle.plate, Region::Europe).value().has_value());
    ASSERT_TRUE(m_vehicles.remove(m_manager, id));
    EXPECT_EQ(m_vehicles.remove(m_manager, id).error().code, ErrorCode::NotFound);
    EXPECT_EQ(m_vehicles.update(m_manager, vehicle).error().code, ErrorCode::NotFound);
    EXPECT_EQ(m_store.auditActions(),
        (QStringList {
            QStringLiteral("vehicle.add"), QStringLiteral("vehicle.update"), QStringLiteral("vehicle.remove") }));
    for (const test::AuditLine& line : m_store.auditLines())
        EXPECT_FALSE(QJsonDocument(line.detail).toJson().contains("SECRET"));
}

TEST_F(VehicleRegistryTest, NobodyWithoutTheRightChangesAnything)
{
    const auto officer = m_store.actor(security::Role::PrivacyOfficer);
    const VehicleId id = m_vehicles.add(m_manager, car(QStringLiteral("A1"))).value();
    EXPECT_EQ(m_vehicles.add(officer, car(QStringLiteral("A2"))).error().code, ErrorCode::PermissionDenied);
    EXPECT_EQ(
        m_vehicles.update(officer, m_vehicles.get(officer, id).value()).error().code, ErrorCode::PermissionDenied);
    EXPECT_EQ(m_vehicles.remove(officer, id).error().code, ErrorCode::PermissionDenied);
}

TEST_F(VehicleRegistryTest, LookUpsUseIndexes)
{
    EXPECT_TRUE(m_store.queryPlan(sql::VehiclesByMergedPlate).contains(QStringLiteral("vehicles_merged_plate")));
    EXPECT_TRUE(m_store.queryPlan(sql::VehicleByPlate).contains(QStringLiteral("SEARCH v USING INDEX")));
    const QString page = m_store.queryPlan(sql::VehiclePage);
    EXPECT_FALSE(page.contains(QStringLiteral("TEMP B-TREE"))) << qPrintable(page);
}

} // namespace
} // namespace gatehouse::people
