#include "core/base/Clock.h"
#include "core/video/CameraSource.h"
#include "core/video/PictureFiles.h"
#include "tests/support/SourceRecorder.h"

#include <QColor>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <cmath>
#include <gtest/gtest.h>
#include <thread>

namespace gatehouse::video {
namespace {

using test::SourceRecorder;

const QColor FolderColours[] = { Qt::red, Qt::green, Qt::blue };

class PicturesTest : public testing::Test
{
protected:
    void SetUp() override
    {
        save(QStringLiteral("b.png"), FolderColours[1]);
        save(QStringLiteral("a.jpg"), FolderColours[0]);
        save(QStringLiteral("c.JPEG"), FolderColours[2]);
        QFile(folder.filePath(QStringLiteral("notes.txt"))).open(QIODevice::WriteOnly);
    }

    void save(const QString& name, const QColor& colour)
    {
        QImage image(33, 21, QImage::Format_RGB32);
        image.fill(colour);
        ASSERT_TRUE(image.save(folder.filePath(name), name.endsWith(QLatin1String("png")) ? "PNG" : "JPEG", 95));
    }

    void start(CameraKind kind, const QString& address, Playback playback)
    {
        auto created = createCameraSource({ kind, address }, playback, runtime);
        ASSERT_TRUE(created) << created.error().detail.toStdString();
        source = std::move(*created);
        recorder.startOn(*source);
    }

    static void expectColour(const Frame& frame, const QColor& colour)
    {
        const QColor is = frame.toImage().pixelColor(16, 10);
        EXPECT_NEAR(is.red(), colour.red(), 6);
        EXPECT_NEAR(is.green(), colour.green(), 6);
        EXPECT_NEAR(is.blue(), colour.blue(), 6);
        EXPECT_EQ(frame.size(), QSize(33, 21));
    }

    QTemporaryDir folder;
    SystemClock clock;
    SourceRecorder recorder;
    VideoRuntime runtime { clock };
    std::unique_ptr<CameraSource> source;
};

TEST_F(PicturesTest, AFolderIsPlayedOnceInTheOrderOfItsNames)
{
    start(CameraKind::Folder, folder.path(), Playback::FastOnce);
    ASSERT_TRUE(recorder.waitForPhase(CameraPhase::Ended));
    const auto frames = recorder.lastFrames();
    ASSERT_EQ(frames.size(), 3U);
    for (std::size_t index = 0; index < 3; ++index)
        expectColour(frames[index], FolderColours[index]);
    // However fast it went: half a second lies between two pictures of a folder.
    EXPECT_EQ(frames[1].capturedAt() - frames[0].capturedAt(), 500);
    EXPECT_EQ(frames[2].capturedAt() - frames[0].capturedAt(), 1'000);
}

TEST_F(PicturesTest, AFolderLoopsAtTwoPicturesASecond)
{
    start(CameraKind::Folder, folder.path(), Playback::Loop);
    ASSERT_TRUE(recorder.waitForMoreFrames(5));
    source->stop();
    const auto frames = recorder.lastFrames();
    ASSERT_GE(frames.size(), 5U);
    for (std::size_t index = 0; index < 5; ++index)
        expectColour(frames[index], FolderColours[index % 3]);
    EXPECT_NEAR(static_cast<double>(frames[4].arrivedAt() - frames[0].arrivedAt()), 2'000, 400);
    EXPECT_FALSE(recorder.everIn(CameraPhase::Stale));
}

TEST_F(PicturesTest, ASinglePictureIsACameraToo)
{
    start(CameraKind::File, folder.filePath(QStringLiteral("b.png")), Playback::Loop);
    ASSERT_TRUE(recorder.waitForMoreFrames(3));
    expectColour(recorder.lastFrame(), FolderColours[1]);
}

TEST_F(PicturesTest, ADamagedPictureIsPassedOver)
{
    QFile damaged(folder.filePath(QStringLiteral("aa.png")));
    ASSERT_TRUE(damaged.open(QIODevice::WriteOnly));
    damaged.write("not a picture");
    damaged.close();
    start(CameraKind::Folder, folder.path(), Playback::FastOnce);
    ASSERT_TRUE(recorder.waitForPhase(CameraPhase::Ended));
    EXPECT_EQ(recorder.frameCount(), 3U);
}

TEST_F(PicturesTest, AFolderWithoutPicturesFails)
{
    const QTemporaryDir empty;
    start(CameraKind::Folder, empty.path(), Playback::FastOnce);
    ASSERT_TRUE(recorder.waitForPhase(CameraPhase::Failed));
    EXPECT_EQ(recorder.lastState().reason, ErrorCode::CameraFormatUnsupported);
}

TEST_F(PicturesTest, AFolderThatVanishesIsGoneAndComesBack)
{
    const QString path = folder.filePath(QStringLiteral("inner"));
    ASSERT_TRUE(QDir().mkpath(path));
    ASSERT_TRUE(QFile::copy(folder.filePath(QStringLiteral("b.png")), path + QStringLiteral("/b.png")));
    start(CameraKind::Folder, path, Playback::Loop);
    ASSERT_TRUE(recorder.waitForPhase(CameraPhase::Live));
    ASSERT_TRUE(QDir(path).removeRecursively());
    ASSERT_TRUE(recorder.waitForState([](const CameraState& state) {
        return state.phase == CameraPhase::Failed && state.reason == ErrorCode::CameraGone;
    }));
    ASSERT_TRUE(QDir().mkpath(path));
    ASSERT_TRUE(QFile::copy(folder.filePath(QStringLiteral("b.png")), path + QStringLiteral("/b.png")));
    EXPECT_TRUE(recorder.waitForPhase(CameraPhase::Live));
}

TEST_F(PicturesTest, StoppingDoesNotWaitForTheNextPicture)
{
    start(CameraKind::Folder, folder.path(), Playback::Loop);
    ASSERT_TRUE(recorder.waitForMoreFrames(1));
    const auto before = std::chrono::steady_clock::now();
    source->stop();
    EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::milliseconds(100));
}

TEST_F(PicturesTest, AddressesThatCannotBeAreRefusedAtOnce)
{
    const auto codeOf = [this](CameraKind kind, const QString& address) {
        const auto created = createCameraSource({ kind, address }, Playback::Loop, runtime);
        return created ? std::optional<ErrorCode>() : created.error().code;
    };
    const QString missing = folder.filePath(QStringLiteral("missing"));
    EXPECT_EQ(codeOf(CameraKind::File, missing), ErrorCode::FileNotReadable);
    EXPECT_EQ(codeOf(CameraKind::File, folder.path()), ErrorCode::FileNotReadable);
    EXPECT_EQ(codeOf(CameraKind::Folder, missing), ErrorCode::FileNotReadable);
    EXPECT_EQ(codeOf(CameraKind::Rtsp, {}), ErrorCode::InvalidArgument);
    EXPECT_EQ(codeOf(CameraKind::Rtsp, QStringLiteral("http://camera/live")), ErrorCode::InvalidArgument);
    EXPECT_EQ(codeOf(CameraKind::Rtsp, QStringLiteral("rtsp://")), ErrorCode::InvalidArgument);
    EXPECT_EQ(codeOf(CameraKind::Mjpeg, QStringLiteral("rtsp://camera/live")), ErrorCode::InvalidArgument);
    EXPECT_EQ(codeOf(CameraKind::Device, {}), ErrorCode::InvalidArgument);
    EXPECT_EQ(codeOf(CameraKind::Rtsp, QStringLiteral("rtsp://u:p%40w@camera:554/live")), std::nullopt);
    EXPECT_EQ(codeOf(CameraKind::Mjpeg, QStringLiteral("https://camera/live?x=1")), std::nullopt);
}

TEST_F(PicturesTest, KindsHaveCodesThatLeadBack)
{
    for (const CameraKind kind : AllCameraKinds)
        EXPECT_EQ(cameraKindFromCode(cameraKindCode(kind)), kind);
    EXPECT_EQ(cameraKindCode(CameraKind::Mjpeg), QStringLiteral("mjpeg"));
    EXPECT_EQ(cameraKindFromCode(u"RTSP"), std::nullopt);
}

} // namespace
} // namespace gatehouse::video
