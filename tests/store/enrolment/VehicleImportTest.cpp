#include "tests/store/enrolment/ImportFixture.h"

namespace gatehouse::enrolment {
namespace {

using VehicleImportTest = ImportTest;

const QByteArray CarHeader = "plate,region,owner_ref,groups,description,valid_from,valid_until\n";

TEST_F(VehicleImportTest, RowsBecomeVehiclesOfTheirOwners)
{
    ASSERT_TRUE(imported("ref,name\nE-1,Li Na\n"));
    const auto report =
        importedCars(CarHeader + "沪A·D12345,cn,E-1,Fleet,grey van,,\nab c 123,EU,,,,2025-01-01,\n").value();
    EXPECT_TRUE(report.isCommitted);
    EXPECT_EQ(report.added, 2);
    const auto found =
        m_vehicles.find(m_manager, PlateText::fromUserInput(u"沪AD12345").value(), Region::China).value();
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->ownerName, QStringLiteral("Li Na"));
    EXPECT_EQ(found->description, QStringLiteral("grey van"));
    EXPECT_EQ(found->groups.size(), 1);
}

TEST_F(VehicleImportTest, ImportingAgainUpdatesByPlate)
{
    ASSERT_TRUE(importedCars(CarHeader + "ABC123,eu,,Fleet,van,,\n"));
    EXPECT_EQ(importedCars(CarHeader + "abc 123,eu,,fleet,van,,\n").value().unchanged, 1);
    EXPECT_EQ(importedCars("plate,region,description\nABC123,eu,truck\n").value().updated, 1);
    const auto vehicle =
        m_vehicles.find(m_manager, PlateText::fromUserInput(u"ABC123").value(), Region::Europe).value();
    EXPECT_EQ(vehicle->description, QStringLiteral("truck"));
    EXPECT_EQ(vehicle->groups.size(), 1) << "a column that is not there changes nothing";
    EXPECT_EQ(m_store.number("SELECT count(*) FROM vehicles"), 1);
}

TEST_F(VehicleImportTest, OneBadRowAndNothingIsImported)
{
    const auto report = importedCars(CarHeader
        + "ABC123,eu,,,,,\n"
          "???,eu,,,,,\n"
          "X1,mars,,,,,\n"
          "X2,eu,nobody,,,,\n"
          "A-B-C 123,eu,,,,,\n"
          "X3,eu,,,,2025-05-01,2025-04-01\n")
                            .value();
    EXPECT_FALSE(report.isCommitted);
    QStringList told;
    for (const ImportProblem& problem : report.problems)
        told.append(QStringLiteral("%1:%2").arg(problem.line).arg(problem.column));
    for (const char* expected : { "3:plate", "4:region", "5:owner_ref", "6:plate", "7:valid_until" })
        EXPECT_TRUE(told.contains(QLatin1StringView(expected))) << expected << qPrintable(told.join(QLatin1Char(' ')));
    EXPECT_EQ(m_store.number("SELECT count(*) FROM vehicles"), 0);
}

// 5,000 lines: a dry run gives way to the lanes after every hundred.
TEST_F(VehicleImportTest, ADryRunByPartsComesToTheSameAndKeepsNothing)
{
    QByteArray csv = CarHeader + "REG1,eu,nobody,,,,\n";
    for (int car = 0; car < 250; ++car)
        csv += "CAR" + QByteArray::number(1000 + car) + ",eu,,Fleet,van,,\n";
    const VehicleFile file = vehicleFile(csv);
    const ImportReport whole =
        importVehicles(m_store.database(), m_store.clock(), m_manager, file, ImportMode::DryRun).value();
    std::optional<ImportReport> soFar;
    int parts = 0;
    while (!soFar || soFar->tried < soFar->rows) {
        soFar = tryVehicles(m_store.database(), m_store.clock(), m_manager, file, soFar).value();
        ++parts;
    }
    EXPECT_EQ(parts, 3);
    EXPECT_EQ(soFar->added, whole.added);
    EXPECT_EQ(soFar->added, 250);
    EXPECT_EQ(soFar->problems.size(), whole.problems.size());
    EXPECT_EQ(soFar->problems.size(), 1);
    EXPECT_EQ(m_store.number("SELECT count(*) FROM vehicles"), 0);
}

TEST_F(VehicleImportTest, AnImportThatIsStoppedLeavesNothing)
{
    const VehicleFile file = vehicleFile(CarHeader + "A1,eu,,,,,\nA2,eu,,,,,\nA3,eu,,,,,\n");
    QList<int> told;
    const auto stopped = importVehicles(
        m_store.database(), m_store.clock(), m_manager, file, ImportMode::Commit, [&told](int done, int total) {
            told.append(done);
            return total == 3 && done < 2;
        });
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, ErrorCode::Cancelled);
    EXPECT_EQ(told, (QList<int> { 0, 1, 2 }));
    EXPECT_EQ(m_store.number("SELECT count(*) FROM vehicles"), 0);
    EXPECT_TRUE(m_store.auditLines().isEmpty());
}

TEST_F(VehicleImportTest, TheWrongFileIsRefusedAsAWhole)
{
    const auto noColumn = readVehicleFile(written(QStringLiteral("x.csv"), "ref,name\n1,2\n"), QTimeZone::utc());
    ASSERT_FALSE(noColumn);
    EXPECT_EQ(noColumn.error().code, ErrorCode::FormatInvalid);
    EXPECT_EQ(
        readVehicleFile(QStringLiteral("/nowhere.csv"), QTimeZone::utc()).error().code, ErrorCode::FileNotReadable);
}

TEST_F(VehicleImportTest, NeedsTheRight)
{
    EXPECT_EQ(importVehicles(m_store.database(), m_store.clock(), m_store.actor(security::Role::PrivacyOfficer),
                  vehicleFile(CarHeader + "A1,eu,,,,,\n"), ImportMode::Commit)
                  .error()
                  .code,
        ErrorCode::PermissionDenied);
}

TEST(ImportTextTest, DatesAreReadInTheSitesTimeZone)
{
    const QTimeZone berlin("Europe/Berlin");
    const auto iso = [&](const QString& text, DayEdge edge) {
        const auto moment = parsedMoment(text, berlin, edge);
        return moment ? moment->toIso() : QString();
    };
    EXPECT_EQ(iso(QStringLiteral("2025-03-30"), DayEdge::Start), QStringLiteral("2025-03-29T23:00:00.000Z"));
    EXPECT_EQ(iso(QStringLiteral("2025-03-30"), DayEdge::End), QStringLiteral("2025-03-30T22:00:00.000Z"))
        << "a day of 23 hours";
    EXPECT_EQ(iso(QStringLiteral("2025-07-01T08:00"), DayEdge::Start), QStringLiteral("2025-07-01T06:00:00.000Z"));
    EXPECT_EQ(iso(QStringLiteral("2025-07-01T08:00:00Z"), DayEdge::Start), QStringLiteral("2025-07-01T08:00:00.000Z"));
    EXPECT_EQ(
        iso(QStringLiteral("2025-07-01T08:00:00+08:00"), DayEdge::End), QStringLiteral("2025-07-01T00:00:00.000Z"));
    EXPECT_EQ(iso(QStringLiteral("1.7.2025"), DayEdge::Start), QString());
    EXPECT_EQ(iso(QStringLiteral("2025-02-30"), DayEdge::Start), QString());
}

} // namespace
} // namespace gatehouse::enrolment
