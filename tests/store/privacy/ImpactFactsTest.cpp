#include "core/privacy/ImpactFacts.h"

#include "core/access/RuleBook.h"
#include "core/privacy/RetentionRun.h"
#include "tests/store/privacy/PrivacyFixture.h"

namespace gatehouse::privacy {
namespace {

class ImpactFactsTest : public PrivacyTest
{
protected:
    CameraId addCamera(const QString& name, lane::Place place)
    {
        lane::Camera camera;
        camera.name = name;
        camera.address = { video::CameraKind::Rtsp, QStringLiteral("rtsp://camera/") + name };
        camera.place = place;
        return lane::LaneRegistry(store(), clock()).addCamera(administrator, camera).value();
    }
    void addLane(const QString& name, CameraId camera, lane::Purpose purpose)
    {
        if (!m_zone.isValid())
            m_zone = access::RuleBook(store(), clock()).addZone(administrator, QStringLiteral("Yard")).value();
        lane::Lane added;
        added.name = name;
        added.camera = camera;
        added.purpose = purpose;
        added.zone = m_zone;
        added.regions = { Region::Europe };
        ASSERT_TRUE(lane::LaneRegistry(store(), clock()).addLane(administrator, added));
    }
    QStringList whereOf(Risk risk)
    {
        const auto facts = readImpactFacts(officer, store(), clock());
        EXPECT_TRUE(facts);
        for (const FoundRisk& found : facts->risks()) {
            if (found.risk == risk)
                return found.where.isEmpty() ? QStringList { QStringLiteral("yes") } : found.where;
        }
        return {};
    }
    ZoneId m_zone;
};

TEST_F(ImpactFactsTest, camerasSayWhatTheyAreForAndWhereTheyLook)
{
    const CameraId drive = addCamera(QStringLiteral("Drive"), lane::Place::PublicEdge);
    const CameraId hall = addCamera(QStringLiteral("Hall"), lane::Place::Workplace);
    addCamera(QStringLiteral("Spare"), lane::Place::Unstated);
    addLane(QStringLiteral("Entry 1"), drive, lane::Purpose::Plates);
    addLane(QStringLiteral("Door A"), hall, lane::Purpose::Faces);
    const auto facts = readImpactFacts(officer, store(), clock());
    ASSERT_TRUE(facts);
    ASSERT_EQ(facts->cameras.size(), 3);
    EXPECT_EQ(facts->cameras.at(0).lanes, QStringList { QStringLiteral("Entry 1") });
    EXPECT_TRUE(facts->cameras.at(0).readsPlates);
    EXPECT_TRUE(facts->cameras.at(1).readsFaces);
    EXPECT_EQ(whereOf(Risk::PublicEdge), QStringList { QStringLiteral("Drive") });
    EXPECT_EQ(whereOf(Risk::WorkplaceFaces), QStringList { QStringLiteral("Hall") });
    EXPECT_EQ(whereOf(Risk::NoLiveness), QStringList { QStringLiteral("Hall") });
    EXPECT_EQ(whereOf(Risk::PlaceUnstated), QStringList { QStringLiteral("Spare") });
}

TEST_F(ImpactFactsTest, theReportSeesWhatIsKeptTooLong)
{
    EXPECT_TRUE(whereOf(Risk::LongerThanStandard).isEmpty());
    EXPECT_TRUE(whereOf(Risk::Overdue).isEmpty());
    ASSERT_TRUE(RetentionBook(store(), clock())
                    .changeTogether(officer, DataClass::KnownPictures, 120,
                        approved(lengthenProposal(DataClass::KnownPictures, 120), officer)));
    EXPECT_EQ(whereOf(Risk::LongerThanStandard), QStringList { QStringLiteral("known-pictures") });
    EXPECT_EQ(whereOf(Risk::LongerThanTold), QStringList { QStringLiteral("known-pictures") });
    pass({ 8, {}, {}, QStringLiteral("BAB123"), {} });
    EXPECT_EQ(whereOf(Risk::Overdue), QStringList { QStringLiteral("unknown-pictures") });
}

TEST_F(ImpactFactsTest, countsAreThoseOfTheStoreAndReadingIsAudited)
{
    addPerson(QStringLiteral("Li Na"));
    addVehicle(u"BAB123");
    pass({ 1, {}, {}, QStringLiteral("BAB123"), {} });
    const auto facts = readImpactFacts(officer, store(), clock());
    ASSERT_TRUE(facts);
    EXPECT_EQ(facts->counts.allPersons(), 1);
    EXPECT_EQ(facts->counts.vehicles, 1);
    EXPECT_EQ(facts->counts.passages, 1);
    EXPECT_EQ(facts->counts.pictures, 2);
    EXPECT_TRUE(facts->secondPersonThere);
    ASSERT_TRUE(noteImpactAssessment(officer, store(), clock()));
    EXPECT_EQ(m_store.auditActions().last(), QStringLiteral("impact-assessment.make"));
    EXPECT_EQ(readImpactFacts(guard, store(), clock()).error().code, ErrorCode::PermissionDenied);
    EXPECT_EQ(noteImpactAssessment(guard, store(), clock()).error().code, ErrorCode::PermissionDenied);
    // It counts on the reader, beside the lanes' writes.
    const auto beside = m_store.openAnother(store::OpenMode::ReadOnly);
    EXPECT_TRUE(readImpactFacts(officer, *beside, clock()));
}

} // namespace
} // namespace gatehouse::privacy
