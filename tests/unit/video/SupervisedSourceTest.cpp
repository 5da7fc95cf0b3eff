#include "core/video/SupervisedSource.h"

#include "core/base/Clock.h"
#include "tests/support/SourceRecorder.h"
#include "tests/support/TestClock.h"

#include <atomic>
#include <future>
#include <gtest/gtest.h>
#include <list>
#include <mutex>
#include <thread>

namespace gatehouse::video {
namespace {

using namespace std::chrono_literals;
using test::SourceRecorder;
using test::TestClock;

Picture anyPicture()
{
    static const QImage image = [] {
        QImage grey(16, 8, QImage::Format_BGR888);
        grey.fill(Qt::gray);
        return grey;
    }();
    Picture picture;
    picture.format = PixelFormat::Bgr24;
    picture.size = image.size();
    picture.planes[0] = { image.constBits(), image.bytesPerLine() };
    picture.owner = std::make_shared<int>(0);
    return picture;
}

// A camera the test plays itself, one port for each connection made to it.
class PlayedCamera
{
public:
    ConnectionFactory factory()
    {
        return [this](const MailboxPort& port) -> Result<std::unique_ptr<Connection>> {
            std::lock_guard lock(m_mutex);
            ++m_connections;
            if (m_refusal)
                return failure(*m_refusal);
            m_ports.push_back(port);
            return std::unique_ptr<Connection>(std::make_unique<PlayedConnection>(*this));
        };
    }

    // The port of the nth connection, once it is made.
    MailboxPort port(std::size_t number)
    {
        while (true) {
            {
                std::lock_guard lock(m_mutex);
                if (m_ports.size() > number)
                    return *std::next(m_ports.begin(), static_cast<std::ptrdiff_t>(number));
            }
            std::this_thread::yield();
        }
    }

    void refuseWith(std::optional<ErrorCode> reason)
    {
        std::lock_guard lock(m_mutex);
        m_refusal = reason;
    }
    // From now on taking a connection down lasts until letGo().
    void holdOn() { m_held.lock(); }
    void letGo() { m_held.unlock(); }
    int connections() const { return m_connections; }
    int open() const { return m_open; }

private:
    class PlayedConnection final : public Connection
    {
    public:
        explicit PlayedConnection(PlayedCamera& camera)
            : m_camera(camera)
        {
            ++m_camera.m_open;
        }
        ~PlayedConnection() override
        {
            std::lock_guard lock(m_camera.m_held);
            --m_camera.m_open;
        }
        bool rewind() override { return true; }

    private:
        PlayedCamera& m_camera;
    };

    std::mutex m_mutex;
    std::mutex m_held;
    std::list<MailboxPort> m_ports;
    std::optional<ErrorCode> m_refusal;
    std::atomic<int> m_connections = 0;
    std::atomic<int> m_open = 0;
};

class SupervisedSourceTest : public testing::Test
{
protected:
    std::unique_ptr<CameraSource> source(const SourceRules& rules = {})
    {
        return std::make_unique<SupervisedSource>(camera.factory(), rules, *runtime);
    }

    SystemClock clock;
    // Connections are taken down on threads of the runtime: it goes first.
    PlayedCamera camera;
    PlayedCamera other;
    SourceRecorder recorder;
    std::unique_ptr<VideoRuntime> runtime = std::make_unique<VideoRuntime>(clock);
};

TEST_F(SupervisedSourceTest, NumbersAndTimesTheFramesItDelivers)
{
    const auto played = source();
    const qint64 before = clock.monotonicMilliseconds();
    recorder.startOn(*played);
    for (int count = 0; count < 3; ++count) {
        EXPECT_TRUE(camera.port(0).post(anyPicture()));
        ASSERT_TRUE(recorder.waitForState([&](const CameraState& state) { return state.phase == CameraPhase::Live; }));
    }
    while (recorder.frameCount() < 3)
        std::this_thread::yield();
    const auto frames = recorder.lastFrames();
    for (std::size_t index = 0; index < 3; ++index)
        EXPECT_EQ(frames[index].sequence(), index + 1);
    EXPECT_GE(frames[0].arrivedAt(), before);
    EXPECT_LE(frames[2].arrivedAt(), clock.monotonicMilliseconds());
    EXPECT_LT(std::abs(frames[2].capturedAt() - clock.now()), 60'000);
    EXPECT_EQ(recorder.states().front().state.phase, CameraPhase::Connecting);
}

TEST_F(SupervisedSourceTest, ReconnectsAndDoesNotHearTheOldConnectionAnyMore)
{
    const auto played = source();
    recorder.startOn(*played);
    camera.port(0).post(anyPicture());
    ASSERT_TRUE(recorder.waitForPhase(CameraPhase::Live));
    camera.port(0).post(Loss { ErrorCode::CameraUnreachable });
    camera.port(1).post(anyPicture());
    while (recorder.frameCount() < 2)
        std::this_thread::yield();
    EXPECT_FALSE(camera.port(0).post(anyPicture()));
    EXPECT_EQ(recorder.frameCount(), 2U);
    EXPECT_EQ(recorder.lastFrame().sequence(), 2U); // counts on through a reconnection
    EXPECT_EQ(camera.open(), 1);
}

TEST_F(SupervisedSourceTest, SaysWhyAConnectionCouldNotBeMadeAndTriesOn)
{
    camera.refuseWith(ErrorCode::CameraGone);
    const auto played = source();
    recorder.startOn(*played);
    ASSERT_TRUE(recorder.waitForState([](const CameraState& state) { return state.attempt >= 2; }));
    EXPECT_EQ(recorder.lastState().phase, CameraPhase::Failed);
    EXPECT_EQ(recorder.lastState().reason, ErrorCode::CameraGone);
    camera.refuseWith(std::nullopt);
    camera.port(0).post(anyPicture());
    EXPECT_TRUE(recorder.waitForPhase(CameraPhase::Live));
}

TEST_F(SupervisedSourceTest, StopsAtOnceThoughTheCameraHangsAndDeliversNothingAfter)
{
    const auto played = source();
    recorder.startOn(*played);
    camera.port(0).post(anyPicture());
    ASSERT_TRUE(recorder.waitForPhase(CameraPhase::Live));
    camera.holdOn();
    const auto before = std::chrono::steady_clock::now();
    played->stop();
    EXPECT_LT(std::chrono::steady_clock::now() - before, 100ms);
    const std::size_t frames = recorder.frameCount();
    const std::size_t states = recorder.states().size();
    EXPECT_FALSE(camera.port(0).post(anyPicture()));
    EXPECT_EQ(camera.open(), 1); // it still hangs
    camera.letGo();
    runtime.reset(); // waits for it: nothing is left behind
    EXPECT_EQ(camera.open(), 0);
    EXPECT_EQ(recorder.frameCount(), frames);
    EXPECT_EQ(recorder.states().size(), states);
}

TEST_F(SupervisedSourceTest, AHangingOldConnectionHoldsBackTheNewOneButNotTheState)
{
    const auto played = source();
    recorder.startOn(*played);
    camera.port(0).post(anyPicture());
    ASSERT_TRUE(recorder.waitForPhase(CameraPhase::Live));
    camera.holdOn();
    camera.port(0).post(Loss { ErrorCode::CameraUnreachable });
    EXPECT_TRUE(recorder.waitForPhase(CameraPhase::Stale));
    EXPECT_TRUE(recorder.waitForState([](const CameraState& state) { return state.silentFor >= 2'000; }));
    EXPECT_EQ(camera.connections(), 1);
    camera.letGo();
    camera.port(1).post(anyPicture());
    EXPECT_TRUE(recorder.waitForPhase(CameraPhase::Live));
}

TEST_F(SupervisedSourceTest, AHangingCameraDoesNotTouchAnotherOne)
{
    SourceRecorder otherRecorder;
    const auto hanging = source();
    recorder.startOn(*hanging);
    camera.port(0);
    camera.holdOn();
    hanging->stop();
    SupervisedSource healthy(other.factory(), {}, *runtime);
    otherRecorder.startOn(healthy);
    other.port(0).post(anyPicture());
    EXPECT_TRUE(otherRecorder.waitForPhase(CameraPhase::Live));
    healthy.stop();
    camera.letGo();
}

TEST_F(SupervisedSourceTest, CanBeStartedAgain)
{
    SourceRecorder second;
    const auto played = source();
    recorder.startOn(*played);
    camera.port(0);
    played->stop();
    second.startOn(*played);
    camera.port(1).post(anyPicture());
    EXPECT_TRUE(second.waitForPhase(CameraPhase::Live));
    EXPECT_EQ(second.lastFrame().isNull() ? 1U : second.lastFrame().sequence(), 1U);
}

TEST_F(SupervisedSourceTest, ASinkThatBlocksSlowsTheSourceDownAndLosesNothing)
{
    SourceRules rules;
    rules.limits = UnwatchedLimits;
    rules.overflow = Overflow::Block;
    rules.afterLoss = AfterLoss::GiveUp;
    std::promise<void> release;
    std::shared_future<void> released = release.get_future().share();
    std::atomic<int> delivered = 0;
    const auto played = source(rules);
    played->start(
        [&](const Frame&) {
            released.wait();
            ++delivered;
        },
        [](const CameraState&) {});
    const MailboxPort port = camera.port(0);
    std::atomic<int> posted = 0;
    std::thread feeder([&] {
        for (; posted < 50; ++posted)
            port.post(anyPicture());
    });
    while (posted <= static_cast<int>(Mailbox::Capacity)) // one is with the sink
        std::this_thread::yield();
    EXPECT_EQ(delivered, 0);
    release.set_value();
    feeder.join();
    while (delivered < 50)
        std::this_thread::yield();
    played->stop();
}

TEST_F(SupervisedSourceTest, MediaThatEndsWithoutAPictureHasFailed)
{
    SourceRules rules;
    rules.limits = UnwatchedLimits;
    rules.afterLoss = AfterLoss::GiveUp;
    const auto played = source(rules);
    recorder.startOn(*played);
    camera.port(0).post(MediaEnd {});
    ASSERT_TRUE(recorder.waitForPhase(CameraPhase::Failed));
    EXPECT_EQ(recorder.lastState().reason, ErrorCode::CameraFormatUnsupported);
}

TEST_F(SupervisedSourceTest, NetworkCamerasDoNotAllConnectAtOnce)
{
    const TestClock standing;
    VideoRuntime booking(standing);
    EXPECT_EQ(booking.bookStart(), 0);
    for (int number = 1; number < 6; ++number)
        EXPECT_EQ(booking.bookStart(), number * 200);
}

} // namespace
} // namespace gatehouse::video
