#include "core/base/Clock.h"
#include "core/video/CameraSource.h"
#include "tests/support/SourceRecorder.h"
#include "tests/support/TimeCode.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <gtest/gtest.h>
#include <thread>

namespace gatehouse::video {
namespace {

using namespace std::chrono_literals;
using test::SourceRecorder;

class FilePlaybackTest : public testing::Test
{
protected:
    QString video(const QString& name, const QStringList& options = {})
    {
        const QString path = folder.filePath(name);
        const QString script = QStringLiteral(GATEHOUSE_TEST_SUPPORT "/make_video.py");
        EXPECT_EQ(QProcess::execute(QStringLiteral("/usr/bin/python3"), QStringList { script, path } + options), 0);
        return path;
    }

    std::unique_ptr<CameraSource> sourceOf(const QString& path, Playback playback)
    {
        auto created = createCameraSource({ CameraKind::File, path }, playback, runtime);
        EXPECT_TRUE(created);
        return created ? std::move(*created) : nullptr;
    }

    // Plays to the end and keeps what each frame says about itself.
    void playOnce(const QString& path, Playback playback, std::chrono::milliseconds pause = 0ms)
    {
        const auto source = sourceOf(path, playback);
        recorder.startOn(*source, [&](const Frame& frame) {
            std::this_thread::sleep_for(pause);
            codes.push_back(test::timeCodeOf(frame));
            times.push_back(frame.capturedAt());
        });
        ASSERT_TRUE(recorder.waitForPhase(CameraPhase::Ended));
        source->stop();
    }

    void expectEveryFrameInOrder(std::size_t count) const
    {
        ASSERT_EQ(codes.size(), count);
        for (std::size_t index = 1; index < codes.size(); ++index) {
            EXPECT_GT(codes[index], codes[index - 1]) << index;
            EXPECT_NEAR(static_cast<double>(times[index] - times[index - 1]), 40, 1) << index;
        }
    }

    QTemporaryDir folder;
    SystemClock clock;
    SourceRecorder recorder;
    VideoRuntime runtime { clock };
    std::vector<double> codes; // written by the source's thread, read when it has ended
    std::vector<UtcTime> times;
};

TEST_F(FilePlaybackTest, FastOnceDeliversEveryFrameToASlowConsumer)
{
    playOnce(video(QStringLiteral("gate.mp4")), Playback::FastOnce, 45ms); // longer than a frame lasts
    expectEveryFrameInOrder(50);
    EXPECT_FALSE(recorder.everIn(CameraPhase::Stale));
}

TEST_F(FilePlaybackTest, FastOnceIsFasterThanTheMedia)
{
    const QString path = video(QStringLiteral("gate.mkv"), { QStringLiteral("--frames"), QStringLiteral("250") });
    const auto before = std::chrono::steady_clock::now();
    playOnce(path, Playback::FastOnce);
    EXPECT_LT(std::chrono::steady_clock::now() - before, 8s); // it lasts ten
    expectEveryFrameInOrder(250);
}

TEST_F(FilePlaybackTest, RealTimeOnceTakesAsLongAsTheMedia)
{
    const QString path = video(QStringLiteral("gate.mp4"));
    playOnce(path, Playback::RealTimeOnce);
    EXPECT_GE(codes.size(), 48U);
    const Frame last = recorder.lastFrame();
    EXPECT_NEAR(static_cast<double>(times.back() - times.front()), 1'960, 80);
    EXPECT_NEAR(static_cast<double>(clock.now() - last.capturedAt()), 0, 5'000);
    const auto gap = recorder.longestGap();
    EXPECT_LT(gap, 1s);
}

TEST_F(FilePlaybackTest, LoopsWithoutASeam)
{
    const QString path = video(QStringLiteral("gate.mp4"), { QStringLiteral("--frames"), QStringLiteral("25") });
    const auto source = sourceOf(path, Playback::Loop);
    recorder.startOn(*source, [this](const Frame& frame) {
        codes.push_back(test::timeCodeOf(frame));
        times.push_back(frame.capturedAt());
    });
    ASSERT_TRUE(recorder.waitForMoreFrames(90)); // more than three rounds
    source->stop();
    std::size_t rounds = 0;
    for (std::size_t index = 1; index < codes.size(); ++index) {
        rounds += codes[index] < codes[index - 1] ? 1 : 0;
        EXPECT_NEAR(static_cast<double>(times[index] - times[index - 1]), 40, 41) << index;
        EXPECT_GT(times[index], times[index - 1]);
    }
    EXPECT_GE(rounds, 3U);
    EXPECT_LT(recorder.longestGap(), 1s);
    EXPECT_FALSE(recorder.everIn(CameraPhase::Stale));
    EXPECT_FALSE(recorder.everIn(CameraPhase::Failed));
}

TEST_F(FilePlaybackTest, AnyCodecContainerAndOddSizePlaysAndSoundIsLeftAlone)
{
    const std::pair<QString, QStringList> cases[] = {
        { QStringLiteral("a.mkv"), { QStringLiteral("--codec"), QStringLiteral("h265") } },
        { QStringLiteral("b.avi"),
            { QStringLiteral("--codec"), QStringLiteral("jpeg"), QStringLiteral("--width"), QStringLiteral("321"),
                QStringLiteral("--height"), QStringLiteral("243") } },
        { QStringLiteral("c.mkv"), { QStringLiteral("--with-sound") } },
    };
    for (const auto& [name, options] : cases) {
        codes.clear();
        times.clear();
        SourceRecorder heard;
        const auto source = sourceOf(video(name, options), Playback::FastOnce);
        heard.startOn(*source);
        ASSERT_TRUE(heard.waitForPhase(CameraPhase::Ended)) << name.toStdString();
        EXPECT_EQ(heard.frameCount(), 50U) << name.toStdString();
        const bool isOdd = name.startsWith(QLatin1Char('b'));
        EXPECT_EQ(heard.lastFrame().size(), isOdd ? QSize(321, 243) : QSize(320, 240));
        EXPECT_FALSE(heard.lastFrame().toImage({}, { 100, 100 }).isNull());
    }
}

TEST_F(FilePlaybackTest, DarkAndBrightOfAJpegStayWhatTheyAre)
{
    // JPEG uses the full range of values and would come out too hard if it were taken for video.
    const QString path = video(QStringLiteral("a.avi"), { QStringLiteral("--codec"), QStringLiteral("jpeg") });
    playOnce(path, Playback::FastOnce);
    const QImage image = recorder.lastFrame().toImage();
    EXPECT_NEAR(image.pixelColor(3, 8).green(), 16, 4); // the first bit of the time code, never set: luma 16
    EXPECT_NEAR(image.pixelColor(319, 200).green(), 0x60, 4);
}

TEST_F(FilePlaybackTest, AFileThatIsNoVideoFailsForGood)
{
    QFile file(folder.filePath(QStringLiteral("letter.mp4")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray("Dear neighbour, ").repeated(5'000));
    file.close();
    const auto source = sourceOf(file.fileName(), Playback::FastOnce);
    recorder.startOn(*source);
    ASSERT_TRUE(recorder.waitForPhase(CameraPhase::Failed));
    EXPECT_EQ(recorder.lastState().reason, ErrorCode::CameraFormatUnsupported);
    EXPECT_EQ(recorder.frameCount(), 0U);
}

TEST_F(FilePlaybackTest, ATruncatedFileGivesWhatItHasOrSaysWhyNot)
{
    const QString path = video(QStringLiteral("gate.mkv"));
    QFile file(path);
    ASSERT_TRUE(file.resize(file.size() / 2));
    const auto source = sourceOf(path, Playback::FastOnce);
    recorder.startOn(*source);
    ASSERT_TRUE(recorder.waitForState([](const CameraState& state) {
        return state.phase == CameraPhase::Ended || state.phase == CameraPhase::Failed;
    }));
    EXPECT_GT(recorder.frameCount(), 10U);
}

TEST_F(FilePlaybackTest, StopsAtOnceWhileTheConsumerIsBehind)
{
    const QString path = video(QStringLiteral("gate.mp4"));
    const auto source = sourceOf(path, Playback::FastOnce);
    recorder.startOn(*source, [](const Frame&) { std::this_thread::sleep_for(20ms); });
    ASSERT_TRUE(recorder.waitForMoreFrames(3));
    const auto before = std::chrono::steady_clock::now();
    source->stop();
    EXPECT_LT(std::chrono::steady_clock::now() - before, 100ms);
}

} // namespace
} // namespace gatehouse::video
