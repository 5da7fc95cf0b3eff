#include "app/site/SiteServices.h"

#include "app/site/SiteSetup.h"
#include "core/audit/AuditTrail.h"
#include "core/base/Resources.h"
#include "tests/e2e/runtime/DemoFolder.h"
#include "tests/support/WaitFor.h"

#include <gtest/gtest.h>
#include <vector>

namespace {

using namespace gatehouse;
using lane::LaneRuntime;
using test::waitFor;

// The demo site with its three lanes, started and stopped as the console does it.
class SiteServicesTest : public testing::Test
{
protected:
    SiteServicesTest()
        : m_services(std::make_unique<site::SiteServices>(m_folder.open(), resourcePath(u"models"), m_folder.clock()))
    {
        QObject::connect(m_services.get(), &site::SiteServices::lanesStarted, m_services.get(),
            [this](const LaneRuntime::Setup& setup) { started.push_back(setup); });
        QObject::connect(m_services.get(), &site::SiteServices::lanesFailed, m_services.get(),
            [this](const Error& error) { failed.push_back(error.code); });
        QObject::connect(&m_services->lanes(), &LaneRuntime::frameArrived, m_services.get(), [this] { ++frames; });
    }

    [[nodiscard]] const security::ActingOperator& actor() const { return m_services->site().openedBy(); }

    test::DemoFolder m_folder;
    std::unique_ptr<site::SiteServices> m_services;
    std::vector<LaneRuntime::Setup> started;
    std::vector<ErrorCode> failed;
    int frames = 0;
};

} // namespace

TEST_F(SiteServicesTest, StartsWhatTheStoreSaysWithoutHoldingUpTheCaller)
{
    m_services->requestLanes(actor());
    EXPECT_FALSE(m_services->lanes().isRunning());
    ASSERT_TRUE(waitFor([&] { return !started.empty(); }));
    EXPECT_TRUE(m_services->lanes().isRunning());
    EXPECT_EQ(started[0].lanes.size(), 3);
    EXPECT_EQ(started[0].cameras.size(), 3);
    EXPECT_EQ(started[0].gates.size(), 3);
    ASSERT_TRUE(waitFor([&] { return frames > 0; }));
    EXPECT_TRUE(failed.empty());
}

TEST_F(SiteServicesTest, StoppedNothingRunsAndItStartsAgain)
{
    auto setup = m_services->readSetup(actor());
    ASSERT_TRUE(setup);
    for (int round = 0; round < 2; ++round) {
        ASSERT_TRUE(m_services->startLanes(*setup));
        const int before = frames;
        ASSERT_TRUE(waitFor([&] { return frames > before; }));
        m_services->stopLanes();
        EXPECT_FALSE(m_services->lanes().isRunning());
        for (const lane::Camera& camera : setup->cameras)
            EXPECT_TRUE(m_services->lanes().latestFrame(camera.id).isNull());
    }
    m_services->site().reader().call([](store::Database& database) { EXPECT_TRUE(audit::verify(database)); });
}

TEST_F(SiteServicesTest, OfManyRequestsTheLastOneStartsTheLanes)
{
    for (int request = 0; request < 4; ++request)
        m_services->requestLanes(actor());
    ASSERT_TRUE(waitFor([&] { return !started.empty(); }));
    EXPECT_TRUE(m_services->lanes().isRunning());
    // Nothing of the earlier ones is on its way any more: the background thread works in order.
    QCoreApplication::processEvents();
    EXPECT_EQ(started.size(), 1U);
}

TEST_F(SiteServicesTest, ARequestThatWasStoppedStartsNothing)
{
    m_services->requestLanes(actor());
    m_services->stopLanes();
    m_services->requestLanes(actor());
    ASSERT_TRUE(waitFor([&] { return !started.empty(); }));
    EXPECT_EQ(started.size(), 1U);
}

TEST_F(SiteServicesTest, WhoMayNotOperateLanesStartsNone)
{
    security::ActingOperator officer = actor();
    officer.role = security::Role::PrivacyOfficer;
    m_services->requestLanes(officer);
    ASSERT_TRUE(waitFor([&] { return !failed.empty(); }));
    EXPECT_EQ(failed[0], ErrorCode::PermissionDenied);
    EXPECT_FALSE(m_services->lanes().isRunning());
}

TEST_F(SiteServicesTest, AClosedSiteLeavesItsStoreWhole)
{
    m_services->requestLanes(actor());
    ASSERT_TRUE(waitFor([&] { return frames > 0; }));
    m_services.reset(); // signed out while cameras run
    const auto again = m_folder.open();
    again->reader().call([](store::Database& database) {
        EXPECT_TRUE(audit::verify(database));
        EXPECT_TRUE(database.verify());
    });
}

TEST_F(SiteServicesTest, SignedOutWhileLanesAreStillBeingStarted)
{
    m_services->requestLanes(actor());
    m_services.reset();
    EXPECT_TRUE(started.empty());
}

TEST(SiteServices, WithoutModelsItSaysSo)
{
    const test::DemoFolder folder;
    const QTemporaryDir empty;
    site::SiteServices services(folder.open(), empty.path(), folder.clock());
    std::optional<ErrorCode> failed;
    QObject::connect(
        &services, &site::SiteServices::lanesFailed, &services, [&failed](const Error& error) { failed = error.code; });
    services.requestLanes(services.site().openedBy());
    ASSERT_TRUE(waitFor([&] { return failed.has_value(); }));
    EXPECT_FALSE(services.lanes().isRunning());
}
