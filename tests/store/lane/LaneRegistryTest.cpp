#include "core/lane/LaneRegistry.h"

#include "core/access/GateRegistry.h"
#include "core/access/RuleBook.h"
#include "tests/support/TestStore.h"

#include <QJsonDocument>

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::lane;
using video::CameraKind;

namespace {

class LaneRegistryTest : public testing::Test
{
protected:
    static Camera entrance()
    {
        return { {}, QStringLiteral("Entrance"),
            { CameraKind::Rtsp, QStringLiteral("rtsp://guard:s3cret@10.0.0.7/stream?channel=1") }, true };
    }

    Lane entry()
    {
        Lane lane;
        lane.name = QStringLiteral("Entry 1");
        lane.camera = lanes.addCamera(administrator, entrance()).value();
        lane.zone =
            access::RuleBook(store.database(), store.clock()).addZone(administrator, QStringLiteral("Yard")).value();
        access::GateSettings gate;
        gate.name = QStringLiteral("Barrier");
        lane.gate = access::GateRegistry(store.database(), store.clock()).add(administrator, gate).value();
        lane.regions = { Region::China, Region::Europe };
        lane.regionOfInterest = QRectF(0.25, 0.5, 0.5, 0.5);
        lane.direction = access::Direction::Out;
        return lane;
    }

    std::string refusal(const Camera& camera)
    {
        const auto added = lanes.addCamera(administrator, camera);
        return added ? "accepted"
                     : errorCodeName(added.error().code).data() + (' ' + added.error().detail.toStdString());
    }
    std::string refusal(const Lane& lane)
    {
        const auto added = lanes.addLane(administrator, lane);
        return added ? "accepted"
                     : errorCodeName(added.error().code).data() + (' ' + added.error().detail.toStdString());
    }

    test::TestStore store;
    security::ActingOperator administrator = store.administrator();
    LaneRegistry lanes { store.database(), store.clock() };
};

} // namespace

TEST_F(LaneRegistryTest, CamerasAreReadBackAsTheyWereWritten)
{
    Camera camera = entrance();
    const auto id = lanes.addCamera(administrator, camera);
    ASSERT_TRUE(id);
    auto read = lanes.cameras(store.guard());
    ASSERT_TRUE(read);
    ASSERT_EQ(read->size(), 1);
    EXPECT_EQ(read->first().name, camera.name);
    EXPECT_EQ(read->first().address.address, camera.address.address);
    camera.id = *id;
    camera.version = read->first().version;
    camera.isEnabled = false;
    camera.address = { CameraKind::Folder, QStringLiteral("/srv/pictures") };
    ASSERT_TRUE(lanes.updateCamera(administrator, camera));
    read = lanes.cameras(administrator);
    EXPECT_EQ(read->first().address.kind, CameraKind::Folder);
    EXPECT_FALSE(read->first().isEnabled);
    ASSERT_TRUE(lanes.removeCamera(administrator, *id));
    EXPECT_EQ(lanes.removeCamera(administrator, *id).error().code, ErrorCode::NotFound);
}

TEST_F(LaneRegistryTest, AddressesMustFitTheKindOfCamera)
{
    const auto with = [](CameraKind kind, const QString& address) {
        return Camera { {}, QStringLiteral("Camera"), { kind, address }, true, {} };
    };
    EXPECT_EQ(refusal(with(CameraKind::Rtsp, QStringLiteral("http://host/"))), "InvalidArgument address");
    EXPECT_EQ(refusal(with(CameraKind::Rtsp, QStringLiteral("rtsp://"))), "InvalidArgument address");
    EXPECT_EQ(refusal(with(CameraKind::Mjpeg, QStringLiteral("host/mjpg"))), "InvalidArgument address");
    EXPECT_EQ(refusal(with(CameraKind::Device, QStringLiteral(" "))), "InvalidArgument address");
    EXPECT_EQ(refusal(with(CameraKind::File, QStringLiteral("clip.mp4"))), "InvalidArgument address");
    EXPECT_EQ(refusal(with(CameraKind::Mjpeg, QStringLiteral("https://host:8080/mjpg"))), "accepted");
    EXPECT_EQ(refusal(with(CameraKind::File, QStringLiteral("/srv/clip.mp4"))), "AlreadyExists name");
}

TEST_F(LaneRegistryTest, PasswordsInAddressesAreNeverShown)
{
    EXPECT_EQ(shownAddress(entrance().address), QStringLiteral("rtsp://***@10.0.0.7/stream?***"));
    EXPECT_EQ(shownAddress({ CameraKind::Mjpeg, QStringLiteral("http://host/a?user=root&pwd=s3cret") }),
        QStringLiteral("http://host/a?***"));
    EXPECT_EQ(
        shownAddress({ CameraKind::Rtsp, QStringLiteral("rtsp://host:554/a") }), QStringLiteral("rtsp://host:554/a"));
    EXPECT_EQ(shownAddress({ CameraKind::Folder, QStringLiteral("/srv/a") }), QStringLiteral("/srv/a"));
    for (const char* typed : { "rtsp://a:s3cret@[", "rtsp://a:12#s3cret@host/a", "rtsp://a:12/s3cret@host/a" })
        EXPECT_FALSE(shownAddress({ CameraKind::Rtsp, QString::fromLatin1(typed) }).contains(u"s3cret")) << typed;
}

TEST_F(LaneRegistryTest, LanesAreReadBackAsTheyWereWritten)
{
    Lane lane = entry();
    const auto id = lanes.addLane(administrator, lane);
    ASSERT_TRUE(id);
    const auto read = lanes.lanes(store.actor(security::Role::PrivacyOfficer));
    ASSERT_TRUE(read);
    ASSERT_EQ(read->size(), 1);
    const Lane& first = read->first();
    EXPECT_EQ(first.id, *id);
    EXPECT_EQ(first.name, lane.name);
    EXPECT_EQ(first.direction, access::Direction::Out);
    EXPECT_EQ(first.purpose, Purpose::Plates);
    EXPECT_EQ(first.camera, lane.camera);
    EXPECT_EQ(first.gate, lane.gate);
    EXPECT_EQ(first.zone, lane.zone);
    EXPECT_EQ(first.regions, lane.regions);
    EXPECT_EQ(first.regionOfInterest, lane.regionOfInterest);

    lane.id = *id;
    lane.version = first.version;
    lane.purpose = Purpose::Faces;
    lane.asksLiveness = true;
    lane.gate = {};
    ASSERT_TRUE(lanes.updateLane(administrator, lane));
    const Lane changed = lanes.lanes(administrator)->first();
    EXPECT_TRUE(changed.asksLiveness);
    EXPECT_TRUE(changed.regions.isEmpty()) << "a lane for faces expects no plates";
    EXPECT_FALSE(changed.gate.isValid());
    ASSERT_TRUE(lanes.removeLane(administrator, *id));
    EXPECT_TRUE(lanes.lanes(administrator)->isEmpty());
}

TEST_F(LaneRegistryTest, LanesThatCannotBeAreRefusedByField)
{
    const Lane lane = entry();
    const auto changed = [&lane](auto change) {
        Lane draft = lane;
        change(draft);
        return draft;
    };
    EXPECT_EQ(refusal(changed([](Lane& draft) { draft.regions.clear(); })), "InvalidArgument regions");
    EXPECT_EQ(refusal(changed([](Lane& draft) { draft.regionOfInterest = QRectF(0.5, 0, 0.6, 1); })),
        "InvalidArgument region-of-interest");
    EXPECT_EQ(refusal(changed([](Lane& draft) { draft.regionOfInterest = QRectF(0, 0, 0, 1); })),
        "InvalidArgument region-of-interest");
    EXPECT_EQ(refusal(changed([](Lane& draft) { draft.camera = CameraId(99); })), "NotFound camera");
    EXPECT_EQ(refusal(changed([](Lane& draft) { draft.gate = GateId(99); })), "NotFound gate");
    EXPECT_EQ(refusal(changed([](Lane& draft) { draft.zone = {}; })), "NotFound zone");
    EXPECT_EQ(refusal(lane), "accepted");
    EXPECT_EQ(refusal(lane), "AlreadyExists name");
}

TEST_F(LaneRegistryTest, WhatALaneUsesStays)
{
    const Lane lane = entry();
    ASSERT_TRUE(lanes.addLane(administrator, lane));
    EXPECT_EQ(lanes.removeCamera(administrator, lane.camera).error().code, ErrorCode::StoreConstraint);
    access::GateRegistry gates(store.database(), store.clock());
    EXPECT_EQ(gates.remove(administrator, lane.gate).error().code, ErrorCode::StoreConstraint);
    access::RuleBook book(store.database(), store.clock());
    EXPECT_EQ(book.removeZone(administrator, lane.zone).error().code, ErrorCode::StoreConstraint);
}

TEST_F(LaneRegistryTest, OnlyAnAdministratorChangesDevicesAndTheTrailHasNoAddress)
{
    const Lane lane = entry();
    ASSERT_TRUE(lanes.addLane(administrator, lane));
    for (const security::Role role : security::AllRoles) {
        if (role == security::Role::Administrator)
            continue;
        const auto actor = store.actor(role);
        EXPECT_EQ(lanes.addCamera(actor, entrance()).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(lanes.updateCamera(actor, entrance()).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(lanes.removeCamera(actor, lane.camera).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(lanes.addLane(actor, lane).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(lanes.updateLane(actor, lane).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(lanes.removeLane(actor, LaneId(1)).error().code, ErrorCode::PermissionDenied);
    }
    EXPECT_EQ(store.auditActions(),
        (QStringList { QStringLiteral("camera.add"), QStringLiteral("zone.add"), QStringLiteral("gate.add"),
            QStringLiteral("lane.add") }));
    for (const test::AuditLine& line : store.auditLines()) {
        const QByteArray detail = QJsonDocument(line.detail).toJson();
        for (const char* word : { "s3cret", "10.0.0.7", "Entr", "Barrier" })
            EXPECT_FALSE(detail.contains(word)) << detail.constData();
    }
}
