#include "app/site/SiteServices.h"
#include "app/site/SiteSetup.h"
#include "core/audit/AuditTrail.h"
#include "core/base/Resources.h"
#include "core/drill/OwnProcess.h"
#include "core/evidence/EvidenceStore.h"
#include "core/lane/EventLog.h"
#include "tests/e2e/runtime/DemoFolder.h"
#include "tests/e2e/runtime/ListeningSockets.h"
#include "tests/support/PeerProcess.h"
#include "tests/support/WaitFor.h"

#include <QFile>

#include <gtest/gtest.h>
#include <vector>

namespace {

using namespace gatehouse;
using lane::LaneEvent;
using test::DemoFolder;
using test::waitFor;

// The whole chain on a network camera: RTSP server, decoder, recognition, rules, encrypted store, gate.
class StreamTest : public testing::Test
{
protected:
    void show(const QString& clip, const QString& lane)
    {
        const QString film = test::filmOf(resourcePath(QStringLiteral("demo/") + clip), m_films.path());
        ASSERT_FALSE(film.isEmpty());
        m_camera = test::PeerProcess::start(
            QStringLiteral("rtsp_film.py"), { film, QStringLiteral("--fps"), QStringLiteral("12") });
        ASSERT_TRUE(m_camera);
        auto site = m_folder.open();
        m_folder.replaceCamera(
            *site, lane, { video::CameraKind::Rtsp, QStringLiteral("rtsp://127.0.0.1:%1/live").arg(m_camera->port()) });
        m_services = std::make_unique<site::SiteServices>(std::move(site), resourcePath(u"models"), m_folder.clock());
        auto setup = m_services->readSetup(m_services->site().openedBy());
        ASSERT_TRUE(setup);
        auto only = site::onlyLane(*setup, lane);
        ASSERT_TRUE(only);
        QObject::connect(&m_services->lanes(), &lane::LaneRuntime::eventRecorded, m_services.get(),
            [this](const LaneEvent& event) { events.push_back(event); });
        ASSERT_TRUE(m_services->startLanes(*only));
    }

    [[nodiscard]] const LaneEvent* first(lane::EventKind kind, access::Verdict verdict) const
    {
        for (const LaneEvent& event : events) {
            if (event.kind == kind && event.decision.verdict == verdict)
                return &event;
        }
        return nullptr;
    }

    void expectInTheStore(const LaneEvent& shown)
    {
        const auto actor = m_services->site().openedBy();
        m_services->site().reader().call([&](store::Database& database) {
            lane::EventLog log(database, m_folder.clock());
            const auto stored = log.get(actor, shown.id);
            ASSERT_TRUE(stored);
            EXPECT_EQ(stored->personName, shown.personName);
            EXPECT_EQ(stored->plate, shown.plate);
            EXPECT_EQ(stored->decision.reason, shown.decision.reason);
            EXPECT_TRUE(audit::verify(database));
        });
        m_services->site().writer().call([&](store::Database& database) {
            const auto pictures = lane::EventLog(database, m_folder.clock()).look(actor, shown.id);
            ASSERT_TRUE(pictures);
            ASSERT_TRUE(pictures->crop && pictures->frame);
            EXPECT_FALSE(pictures->crop->isNull());
            EXPECT_EQ(pictures->frame->size(), QSize(1280, 720));
        });
    }

    DemoFolder m_folder;
    QTemporaryDir m_films;
    std::unique_ptr<test::PeerProcess> m_camera;
    std::unique_ptr<site::SiteServices> m_services;
    std::vector<LaneEvent> events;
};

} // namespace

TEST_F(StreamTest, AKnownPlateOnANetworkCameraIsRecordedAndLetIn)
{
    ASSERT_NO_FATAL_FAILURE(show(QStringLiteral("entry.mp4"), QStringLiteral("Entry 1")));
    ASSERT_TRUE(waitFor([&] { return first(lane::EventKind::Gate, access::Verdict::Allow) != nullptr; }, 120));
    const LaneEvent* allowed = first(lane::EventKind::Recognition, access::Verdict::Allow);
    ASSERT_NE(allowed, nullptr);
    ASSERT_TRUE(allowed->plate);
    const bool isRed = allowed->plate->toString() == QString::fromUtf16(u"沪A12345");
    EXPECT_EQ(allowed->vehicleDescription, isRed ? QStringLiteral("red hatchback") : QStringLiteral("blue hatchback"));
    EXPECT_EQ(allowed->ruleName, isRed ? QStringLiteral("Staff, yard") : QStringLiteral("Residents, yard"));
    expectInTheStore(*allowed);
    // While it watches a network camera nobody can connect to it.
    EXPECT_EQ(drill::ownListeningSockets(), QStringList());
}

TEST_F(StreamTest, AKnownFaceOnANetworkCameraIsRecordedAndLetIn)
{
    ASSERT_NO_FATAL_FAILURE(show(QStringLiteral("door.mp4"), QStringLiteral("Door A")));
    ASSERT_TRUE(waitFor([&] { return first(lane::EventKind::Gate, access::Verdict::Allow) != nullptr; }, 60));
    const LaneEvent* allowed = first(lane::EventKind::Recognition, access::Verdict::Allow);
    ASSERT_NE(allowed, nullptr);
    EXPECT_EQ(allowed->personName, QStringLiteral("Lin Mei"));
    EXPECT_EQ(allowed->ruleName, QStringLiteral("Staff, office"));
    EXPECT_FALSE(allowed->enrolled.isNull());
    expectInTheStore(*allowed);
}
