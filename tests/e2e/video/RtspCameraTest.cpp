#include "core/base/Clock.h"
#include "core/video/CameraSource.h"
#include "tests/support/PeerProcess.h"
#include "tests/support/SourceRecorder.h"
#include "tests/support/TimeCode.h"

#include <cmath>
#include <gtest/gtest.h>
#include <thread>

namespace gatehouse::video {
namespace {

using namespace std::chrono_literals;
using test::PeerProcess;
using test::SourceRecorder;

class RtspCameraTest : public testing::Test
{
protected:
    // A peer of its own for each test: GStreamer's server may deadlock when clients come and go quickly.
    void serve(const QStringList& options = {})
    {
        peer = PeerProcess::start(QStringLiteral("rtsp_camera.py"), options);
        ASSERT_TRUE(peer);
    }

    QString address(const QString& credentials = {}) const
    {
        return QStringLiteral("rtsp://%1@127.0.0.1:%2/live").arg(credentials, QString::number(peer->port()));
    }

    std::unique_ptr<CameraSource> sourceOf(const QString& url)
    {
        auto created = createCameraSource({ CameraKind::Rtsp, url }, Playback::Loop, runtime);
        EXPECT_TRUE(created);
        return created ? std::move(*created) : nullptr;
    }

    // When a state first held after a moment.
    std::chrono::milliseconds sinceUntil(std::chrono::steady_clock::time_point moment, CameraPhase phase) const
    {
        for (const auto& seen : recorder.states())
            if (seen.state.phase == phase && seen.at > moment)
                return std::chrono::duration_cast<std::chrono::milliseconds>(seen.at - moment);
        return -1ms;
    }

    SystemClock clock;
    std::unique_ptr<PeerProcess> peer;
    SourceRecorder recorder;
    VideoRuntime runtime { clock };
};

TEST_F(RtspCameraTest, IsSeenLive)
{
    serve();
    const auto source = sourceOf(address());
    recorder.startOn(*source);
    ASSERT_TRUE(recorder.waitForMoreFrames(20));
    EXPECT_EQ(recorder.states().front().state.phase, CameraPhase::Connecting);
    EXPECT_EQ(recorder.lastState().phase, CameraPhase::Live);
    EXPECT_FALSE(recorder.everIn(CameraPhase::Failed));
    const auto frames = recorder.lastFrames();
    for (std::size_t index = 1; index < frames.size(); ++index) {
        EXPECT_EQ(frames[index].sequence(), frames[index - 1].sequence() + 1);
        EXPECT_GT(test::timeCodeOf(frames[index]), test::timeCodeOf(frames[index - 1]));
    }
    EXPECT_EQ(frames.back().size(), QSize(320, 240));
    EXPECT_FALSE(frames.back().toImage().isNull());
}

TEST_F(RtspCameraTest, OtherCodecsAndSizesAreSeenToo)
{
    for (const QString& codec : { QStringLiteral("h265"), QStringLiteral("jpeg") }) {
        serve({ QStringLiteral("--codec"), codec, QStringLiteral("--width"), QStringLiteral("424"),
            QStringLiteral("--height"), QStringLiteral("248") });
        SourceRecorder seen;
        const auto source = sourceOf(address());
        seen.startOn(*source);
        ASSERT_TRUE(seen.waitForMoreFrames(5)) << codec.toStdString();
        EXPECT_EQ(seen.lastFrame().size(), QSize(424, 248));
    }
}

TEST_F(RtspCameraTest, ASizeOffTheCodecsGridIsSeenWhole)
{
    serve({ QStringLiteral("--codec"), QStringLiteral("h264"), QStringLiteral("--width"), QStringLiteral("354"),
        QStringLiteral("--height"), QStringLiteral("198") });
    const auto source = sourceOf(address());
    recorder.startOn(*source);
    ASSERT_TRUE(recorder.waitForMoreFrames(3));
    const Frame frame = recorder.lastFrame();
    EXPECT_EQ(frame.size(), QSize(354, 198)); // the codec itself works in blocks of 16
    EXPECT_NEAR(frame.toImage().pixelColor(353, 197).green(), 93, 12);
}

TEST_F(RtspCameraTest, ComesBackAfterTheServerDiedAndReturned)
{
    serve();
    const auto source = sourceOf(address());
    recorder.startOn(*source);
    ASSERT_TRUE(recorder.waitForMoreFrames(5));
    const int port = peer->port();
    peer->kill();
    ASSERT_TRUE(recorder.waitForState([](const CameraState& state) {
        return state.phase == CameraPhase::Failed && state.reason == ErrorCode::CameraUnreachable
            && state.silentFor > 1'000;
    }));
    serve({ QStringLiteral("--port"), QString::number(port) });
    ASSERT_TRUE(recorder.waitForPhase(CameraPhase::Live));
    ASSERT_TRUE(recorder.waitForMoreFrames(5));
    EXPECT_EQ(recorder.lastState(), (CameraState { CameraPhase::Live, 0, 0, std::nullopt }));
}

TEST_F(RtspCameraTest, AFrozenCameraShowsStaleWithinTwoSecondsAndIsRebuilt)
{
    serve({ QStringLiteral("--freeze-after"), QStringLiteral("2") });
    const auto source = sourceOf(address());
    recorder.startOn(*source);
    ASSERT_TRUE(recorder.waitForPhase(CameraPhase::Live));
    ASSERT_TRUE(recorder.waitForPhase(CameraPhase::Stale));
    const auto lastFrame = recorder.lastFrameAt();
    const auto staleAfter = sinceUntil(lastFrame, CameraPhase::Stale);
    EXPECT_GT(staleAfter, 1'000ms);
    EXPECT_LE(staleAfter, 2'000ms);
    EXPECT_EQ(recorder.lastState().reason, ErrorCode::CameraStalled);
    ASSERT_TRUE(recorder.waitForState([](const CameraState& state) { return state.attempt == 1; }));
    EXPECT_GE(std::chrono::steady_clock::now() - lastFrame, 2'900ms);
    EXPECT_LE(std::chrono::steady_clock::now() - lastFrame, 5'000ms);
    const int port = peer->port();
    peer->kill();
    serve({ QStringLiteral("--port"), QString::number(port) });
    EXPECT_TRUE(recorder.waitForPhase(CameraPhase::Live));
}

TEST_F(RtspCameraTest, AHangingServerBlocksNeitherStopNorAnotherCamera)
{
    serve();
    const auto hanging = sourceOf(address());
    recorder.startOn(*hanging);
    ASSERT_TRUE(recorder.waitForMoreFrames(3));
    peer->holdStill();

    const auto other = PeerProcess::start(QStringLiteral("rtsp_camera.py"));
    ASSERT_TRUE(other);
    SourceRecorder otherRecorder;
    const auto healthy = sourceOf(QStringLiteral("rtsp://127.0.0.1:%1/live").arg(other->port()));
    otherRecorder.startOn(*healthy);
    ASSERT_TRUE(otherRecorder.waitForMoreFrames(10));
    ASSERT_TRUE(recorder.waitForPhase(CameraPhase::Stale));

    auto before = std::chrono::steady_clock::now();
    hanging->stop();
    EXPECT_LT(std::chrono::steady_clock::now() - before, 100ms);

    // Not even connecting gets an answer now.
    SourceRecorder never;
    const auto connecting = sourceOf(address());
    never.startOn(*connecting);
    ASSERT_TRUE(otherRecorder.waitForMoreFrames(20));
    before = std::chrono::steady_clock::now();
    connecting->stop();
    EXPECT_LT(std::chrono::steady_clock::now() - before, 100ms);
    EXPECT_EQ(never.frameCount(), 0U);
    EXPECT_EQ(otherRecorder.lastState().phase, CameraPhase::Live);
    EXPECT_LT(otherRecorder.longestGap(), 1'500ms);
    peer->goOn();
}

TEST_F(RtspCameraTest, AskedForAPasswordItSaysRefusedAndWithItTheCameraIsSeen)
{
    serve(
        { QStringLiteral("--user"), QStringLiteral("guard"), QStringLiteral("--password"), QStringLiteral("a:b@c/d") });
    for (const QString& wrong : { QString(), QStringLiteral("guard:guess") }) {
        SourceRecorder refused;
        const auto source = sourceOf(address(wrong));
        refused.startOn(*source);
        ASSERT_TRUE(refused.waitForPhase(CameraPhase::Failed));
        EXPECT_EQ(refused.lastState().reason, ErrorCode::CameraRefused);
    }
    const auto source = sourceOf(address(QStringLiteral("guard:a%3Ab%40c%2Fd")));
    recorder.startOn(*source);
    EXPECT_TRUE(recorder.waitForPhase(CameraPhase::Live));
}

TEST_F(RtspCameraTest, AWrongPathIsRefusedAndNobodyThereIsUnreachable)
{
    serve();
    {
        const auto source = sourceOf(QStringLiteral("rtsp://127.0.0.1:%1/other").arg(peer->port()));
        recorder.startOn(*source);
        ASSERT_TRUE(recorder.waitForPhase(CameraPhase::Failed));
        EXPECT_EQ(recorder.lastState().reason, ErrorCode::CameraRefused);
    }
    peer->kill();
    SourceRecorder nobody;
    const auto source = sourceOf(address());
    nobody.startOn(*source);
    ASSERT_TRUE(nobody.waitForState([](const CameraState& state) { return state.attempt >= 2; }));
    EXPECT_EQ(nobody.lastState().phase, CameraPhase::Failed);
    EXPECT_EQ(nobody.lastState().reason, ErrorCode::CameraUnreachable);
}

} // namespace
} // namespace gatehouse::video
