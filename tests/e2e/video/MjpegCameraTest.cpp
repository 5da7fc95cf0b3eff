#include "core/base/Clock.h"
#include "core/video/CameraSource.h"
#include "tests/support/PeerProcess.h"
#include "tests/support/SourceRecorder.h"
#include "tests/support/TimeCode.h"

#include <gtest/gtest.h>

namespace gatehouse::video {
namespace {

using namespace std::chrono_literals;
using test::PeerProcess;
using test::SourceRecorder;

class MjpegCameraTest : public testing::Test
{
protected:
    void serve(const QStringList& options = {})
    {
        peer = PeerProcess::start(QStringLiteral("mjpeg_camera.py"), options);
        ASSERT_TRUE(peer);
    }

    std::unique_ptr<CameraSource> sourceOf(const QString& path, const QString& credentials = {})
    {
        const QString url =
            QStringLiteral("http://%1@127.0.0.1:%2/%3").arg(credentials, QString::number(peer->port()), path);
        auto created = createCameraSource({ CameraKind::Mjpeg, url }, Playback::Loop, runtime);
        EXPECT_TRUE(created);
        return created ? std::move(*created) : nullptr;
    }

    ErrorCode reasonOfFailure(const QString& path)
    {
        SourceRecorder failing;
        const auto source = sourceOf(path);
        failing.startOn(*source);
        EXPECT_TRUE(failing.waitForPhase(CameraPhase::Failed)) << path.toStdString();
        return failing.lastState().reason.value_or(ErrorCode::Internal);
    }

    SystemClock clock;
    std::unique_ptr<PeerProcess> peer;
    SourceRecorder recorder;
    VideoRuntime runtime { clock };
};

TEST_F(MjpegCameraTest, IsSeenLiveInAnySize)
{
    for (const QSize size : { QSize(320, 240), QSize(321, 243) }) {
        serve({ QStringLiteral("--width"), QString::number(size.width()), QStringLiteral("--height"),
            QString::number(size.height()) });
        SourceRecorder seen;
        const auto source = sourceOf(QStringLiteral("live"));
        seen.startOn(*source);
        ASSERT_TRUE(seen.waitForMoreFrames(20));
        EXPECT_EQ(seen.lastState().phase, CameraPhase::Live);
        EXPECT_EQ(seen.lastFrame().size(), size);
        EXPECT_EQ(seen.lastFrame().toImage().size(), size);
    }
}

TEST_F(MjpegCameraTest, IsReachedWithoutTheProxyOfTheEnvironment)
{
    qputenv("http_proxy", "http://127.0.0.1:9/");
    serve();
    const auto source = sourceOf(QStringLiteral("live"));
    recorder.startOn(*source);
    EXPECT_TRUE(recorder.waitForPhase(CameraPhase::Live));
    qunsetenv("http_proxy");
}

TEST_F(MjpegCameraTest, AFrozenPictureShowsStaleAndIsRebuilt)
{
    serve();
    const auto source = sourceOf(QStringLiteral("frozen"));
    recorder.startOn(*source);
    ASSERT_TRUE(recorder.waitForPhase(CameraPhase::Live));
    ASSERT_TRUE(recorder.waitForPhase(CameraPhase::Stale));
    EXPECT_LE(std::chrono::steady_clock::now() - recorder.lastFrameAt(), 2s);
    const std::size_t frames = recorder.frameCount();
    ASSERT_TRUE(recorder.waitForPhase(CameraPhase::Live)); // a new connection gives pictures again
    ASSERT_TRUE(recorder.waitForMoreFrames(1));
    EXPECT_GT(recorder.frameCount(), frames);
}

TEST_F(MjpegCameraTest, AStreamThatEndsIsAskedForAgain)
{
    serve();
    const auto source = sourceOf(QStringLiteral("cut"));
    recorder.startOn(*source);
    ASSERT_TRUE(recorder.waitForMoreFrames(30)); // a stream has 20
    EXPECT_FALSE(recorder.everIn(CameraPhase::Failed));
}

TEST_F(MjpegCameraTest, ComesBackAfterTheServerDiedAndReturned)
{
    serve();
    const auto source = sourceOf(QStringLiteral("live"));
    recorder.startOn(*source);
    ASSERT_TRUE(recorder.waitForMoreFrames(5));
    const int port = peer->port();
    peer->kill();
    ASSERT_TRUE(recorder.waitForPhase(CameraPhase::Failed));
    EXPECT_EQ(recorder.lastState().reason, ErrorCode::CameraUnreachable);
    serve({ QStringLiteral("--port"), QString::number(port) });
    EXPECT_TRUE(recorder.waitForPhase(CameraPhase::Live));
}

TEST_F(MjpegCameraTest, FailuresSayWhatIsWrong)
{
    serve({ QStringLiteral("--password"), QStringLiteral("night shift") });
    EXPECT_EQ(reasonOfFailure(QStringLiteral("gone")), ErrorCode::CameraRefused);
    EXPECT_EQ(reasonOfFailure(QStringLiteral("secret")), ErrorCode::CameraRefused);
    EXPECT_EQ(reasonOfFailure(QStringLiteral("page")), ErrorCode::CameraFormatUnsupported);
    EXPECT_EQ(reasonOfFailure(QStringLiteral("silent")), ErrorCode::CameraUnreachable);
    const auto source = sourceOf(QStringLiteral("secret"), QStringLiteral("guard:night%20shift"));
    recorder.startOn(*source);
    EXPECT_TRUE(recorder.waitForPhase(CameraPhase::Live));
}

TEST_F(MjpegCameraTest, ASilentServerDoesNotHoldStopUp)
{
    serve();
    const auto source = sourceOf(QStringLiteral("silent"));
    recorder.startOn(*source);
    ASSERT_TRUE(recorder.waitForState([](const CameraState& state) { return state.attempt == 1; }));
    const auto before = std::chrono::steady_clock::now();
    source->stop();
    EXPECT_LT(std::chrono::steady_clock::now() - before, 100ms);
}

} // namespace
} // namespace gatehouse::video
