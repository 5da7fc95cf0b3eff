#include "core/base/Clock.h"
#include "core/video/CameraDevices.h"
#include "core/video/CameraSource.h"
#include "tests/support/PretendCameras.h"
#include "tests/support/SourceRecorder.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <gtest/gtest.h>

#include <thread>

namespace gatehouse::video {
namespace {

using namespace std::chrono_literals;
using test::SourceRecorder;

// Devices come and go through the main thread's event loop, which a test has to keep turning while it waits.
template <typename Condition>
bool turnUntil(Condition holds)
{
    QElapsedTimer waited;
    waited.start();
    while (!holds()) {
        if (waited.elapsed() > 30'000)
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
        std::this_thread::sleep_for(5ms);
    }
    return true;
}

class DeviceCameraTest : public testing::Test
{
protected:
    static void SetUpTestSuite() { cameras = new test::PretendCameras; }
    static void TearDownTestSuite() { delete cameras; }

    std::unique_ptr<CameraSource> sourceOf(const QString& address)
    {
        auto created = createCameraSource({ CameraKind::Device, address }, Playback::Loop, runtime);
        EXPECT_TRUE(created);
        return created ? std::move(*created) : nullptr;
    }

    bool waitForPhase(CameraPhase phase)
    {
        return turnUntil([&] { return recorder.lastState().phase == phase; });
    }

    static test::PretendCameras* cameras;
    SystemClock clock;
    SourceRecorder recorder;
    VideoRuntime runtime { clock };
};

test::PretendCameras* DeviceCameraTest::cameras = nullptr;

TEST_F(DeviceCameraTest, TheListFollowsWhatIsPluggedInAndTellsTwinsApart)
{
    CameraDevices devices;
    int changes = 0;
    QObject::connect(&devices, &CameraDevices::changed, &devices, [&] { ++changes; });
    const auto known = devices.list();
    cameras->plugIn(QStringLiteral("Booth"));
    cameras->plugIn(QStringLiteral("Booth"));
    ASSERT_TRUE(turnUntil([&] { return devices.list().size() == known.size() + 2; }));
    EXPECT_GE(changes, 2);
    EXPECT_TRUE(devices.list().contains(CameraDevice { QStringLiteral("Booth"), QStringLiteral("Booth") }));
    EXPECT_TRUE(devices.list().contains(CameraDevice { QStringLiteral("Booth#2"), QStringLiteral("Booth") }));
    cameras->pullOut(QStringLiteral("Booth"));
    cameras->pullOut(QStringLiteral("Booth"));
    EXPECT_TRUE(turnUntil([&] { return devices.list() == known; }));
}

TEST_F(DeviceCameraTest, IsGoneUntilPluggedInSeenThenGoneAndSeenAgain)
{
    const auto source = sourceOf(QStringLiteral("Gate camera"));
    recorder.startOn(*source);
    ASSERT_TRUE(waitForPhase(CameraPhase::Failed));
    EXPECT_EQ(recorder.lastState().reason, ErrorCode::CameraGone);

    cameras->plugIn(QStringLiteral("Gate camera"));
    ASSERT_TRUE(waitForPhase(CameraPhase::Live));
    ASSERT_TRUE(turnUntil([&] { return recorder.frameCount() >= 10; }));
    EXPECT_EQ(recorder.lastFrame().size(), QSize(640, 480));
    EXPECT_FALSE(recorder.lastFrame().toImage().isNull());

    cameras->pullOut(QStringLiteral("Gate camera"));
    ASSERT_TRUE(waitForPhase(CameraPhase::Failed));
    EXPECT_EQ(recorder.lastState().reason, ErrorCode::CameraGone);

    cameras->plugIn(QStringLiteral("Gate camera"));
    EXPECT_TRUE(waitForPhase(CameraPhase::Live));

    const auto before = std::chrono::steady_clock::now();
    source->stop();
    EXPECT_LT(std::chrono::steady_clock::now() - before, 100ms);
    cameras->pullOut(QStringLiteral("Gate camera"));
}

} // namespace
} // namespace gatehouse::video
