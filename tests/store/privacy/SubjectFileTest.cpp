#include "core/privacy/SubjectPackage.h"
#include "tests/store/privacy/PrivacyFixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QPainter>

namespace gatehouse::privacy {
namespace {

class SubjectFileTest : public PrivacyTest
{
protected:
    SubjectFile read(const Subject& subject)
    {
        auto file = readSubject(officer, store(), clock(), subject);
        EXPECT_TRUE(file) << (file ? "" : file.error().detail.toStdString());
        return file ? *file : SubjectFile();
    }
    // What OpenSite::openField() does while somebody's slot holds the vault.
    people::SealedFields::Open opening()
    {
        return [this](const QByteArray& sealed, const QByteArray& context) {
            return m_store.vault().open(sealed, context);
        };
    }
};

TEST_F(SubjectFileTest, everythingOfAPersonAndNothingOfOthers)
{
    const PersonId li = addPerson(QStringLiteral("Li Na"));
    const PersonId max = addPerson(QStringLiteral("Max Muster"));
    const VehicleId car = addVehicle(u"BAB123", li);
    const EventId door = pass({ 3, li, {}, {}, {} });
    const EventId gate = pass({ 2, {}, car, QStringLiteral("BAB123"), {} });
    const EventId answer = pass({ 2, {}, car, QStringLiteral("BAB123"), gate });
    pass({ 1, max, {}, {}, {} });
    pass({ 1, {}, {}, QStringLiteral("HHXY99"), {} });
    const SubjectFile file = read(Subject::of(li));
    ASSERT_TRUE(file.person);
    EXPECT_EQ(file.person->name, QStringLiteral("Li Na"));
    EXPECT_EQ(file.vehicles.size(), 1);
    QList<EventId> events;
    for (const lane::LaneEvent& event : file.events)
        events.append(event.id);
    EXPECT_EQ(events, (QList<EventId> { door, gate, answer }));
    EXPECT_EQ(file.pictureCount(), 4);
    EXPECT_FALSE(file.audit.isEmpty());
    EXPECT_EQ(m_store.auditActions().last(), QStringLiteral("subject.show"));
    const QJsonObject json = subjectJson(file, {});
    EXPECT_EQ(json.value(QStringLiteral("passages")).toArray().size(), 3);
    EXPECT_FALSE(QJsonDocument(json).toJson().contains("Muster"));
}

// A passage is shown whole: also where the camera first read another plate.
TEST_F(SubjectFileTest, aPassageThatWasMisreadFirstIsInTheFile)
{
    const VehicleId car = addVehicle(u"BAB123", addPerson(QStringLiteral("Li Na")));
    const EventId misread = pass({ 2, {}, {}, QStringLiteral("BAB128"), {} });
    const EventId corrected = pass({ 2, {}, car, QStringLiteral("BAB123"), misread });
    const SubjectFile file = read(Subject::of(car));
    QList<EventId> events;
    for (const lane::LaneEvent& event : file.events)
        events.append(event.id);
    EXPECT_EQ(events, (QList<EventId> { misread, corrected }));
}

TEST_F(SubjectFileTest, aPlateNobodyRegisteredHasAFileToo)
{
    pass({ 1, {}, {}, QStringLiteral("HHXY99"), {} });
    const SubjectFile file = read(Subject::of(PlateText::fromUserInput(u"HH-XY 99").value()));
    EXPECT_EQ(file.events.size(), 1);
    EXPECT_EQ(readSubject(officer, store(), clock(), Subject::of(PersonId(9))).error().code, ErrorCode::NotFound);
}

TEST_F(SubjectFileTest, anExportNeedsTwoPeopleAndBothStandInTheTrail)
{
    const PersonId li = addPerson(QStringLiteral("Li Na"));
    pass({ 3, li, {}, {}, {} });
    const auto material = gatherSubject(
        officer, store(), clock(), Subject::of(li), approved(exportProposal(Subject::of(li)), officer), opening());
    ASSERT_TRUE(material) << material.error().detail.toStdString();
    EXPECT_EQ(material->pictures.size(), 2);
    const test::AuditLine line = m_store.auditLines().last();
    EXPECT_EQ(line.action, QStringLiteral("subject.export"));
    EXPECT_EQ(line.actor, officer.id);
    EXPECT_EQ(line.detail.value(QStringLiteral("approver")).toInteger(), administrator.id.value());
    // An approval of another act opens nothing.
    EXPECT_FALSE(gatherSubject(
        officer, store(), clock(), Subject::of(li), approved(eraseProposal(Subject::of(li)), officer), opening()));
}

TEST(BystanderMosaic, keepsNoDetailAndTouchesNothingElse)
{
    QImage picture(200, 100, QImage::Format_RGB32);
    picture.fill(Qt::white);
    for (int x = 50; x < 90; x += 2) {
        for (int y = 20; y < 60; ++y)
            picture.setPixel(x, y, qRgb(0, 0, 0));
    }
    const QImage before = picture;
    makeUnrecognisable(picture, QRect(50, 20, 40, 40));
    QSet<QRgb> colours;
    for (int x = 50; x < 90; ++x) {
        for (int y = 20; y < 60; ++y)
            colours.insert(picture.pixel(x, y));
    }
    EXPECT_LE(colours.size(), 16);
    EXPECT_EQ(picture.copy(0, 0, 50, 100), before.copy(0, 0, 50, 100));
    EXPECT_EQ(picture.copy(90, 0, 110, 100), before.copy(90, 0, 110, 100));
    makeUnrecognisable(picture, QRect(190, 90, 40, 40)); // reaches past the edge
    makeUnrecognisable(picture, QRect(500, 500, 10, 10));
}

} // namespace
} // namespace gatehouse::privacy
