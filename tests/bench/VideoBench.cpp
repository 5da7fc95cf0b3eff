#include "core/base/Clock.h"
#include "core/video/CameraSource.h"
#include "tests/bench/FigureTable.h"
#include "tests/support/PeerProcess.h"
#include "tests/support/SourceRecorder.h"
#include "tests/support/TimeCode.h"

#include <QColor>
#include <QGuiApplication>
#include <QPainter>
#include <QVideoFrame>

#include <chrono>
#include <ctime>
#include <mutex>
#include <thread>

using namespace gatehouse;
using namespace std::chrono_literals;

namespace {

double machineMilliseconds()
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Processor time of the whole program so far, all threads.
double processorMilliseconds()
{
    return static_cast<double>(std::clock()) * 1000.0 / CLOCKS_PER_SEC;
}

// An I420 picture as Qt's own frame and as ours, over the same bytes.
struct TwoFrames
{
    QVideoFrame qt;
    video::Frame ours;
};

TwoFrames framesOf(QSize size)
{
    TwoFrames frames { QVideoFrame(QVideoFrameFormat(size, QVideoFrameFormat::Format_YUV420P)), {} };
    const std::shared_ptr<QVideoFrame> owner(new QVideoFrame(frames.qt), [](QVideoFrame* mapped) {
        mapped->unmap();
        delete mapped;
    });
    owner->map(QVideoFrame::WriteOnly);
    std::array<video::Frame::Plane, 3> planes;
    for (int index = 0; index < 3; ++index) {
        uchar* bytes = owner->bits(index);
        for (int byte = 0; byte < owner->mappedBytes(index); ++byte)
            bytes[byte] = static_cast<uchar>(16 + (byte * 31 + byte / 97) % 200);
        planes[static_cast<std::size_t>(index)] = { bytes, owner->bytesPerLine(index) };
    }
    frames.ours = video::Frame(video::PixelFormat::I420, size, planes, owner, {}, 0, 1);
    return frames;
}

void benchConversion(const QString& name, QSize size)
{
    constexpr int Rounds = 30;
    const TwoFrames frames = framesOf(size);
    // A frame of Qt's keeps the picture it was made into: each round has its own.
    std::vector<TwoFrames> fresh;
    std::generate_n(std::back_inserter(fresh), Rounds + 1, [size] { return framesOf(size); });
    for (TwoFrames& each : fresh)
        each.ours = {}; // unmapped: Qt maps it for itself
    auto next = fresh.begin();
    const double reference = bench::milliseconds(Rounds, [&] { (void)(next++)->qt.toImage(); });
    const bench::FigureTable table(name + QStringLiteral(": a frame becomes a picture"),
        QStringLiteral("QVideoFrame::toImage() of the whole frame"), reference);
    table.add(QStringLiteral("toImage(), whole"), bench::milliseconds(Rounds, [&] { (void)frames.ours.toImage(); }));
    table.add(QStringLiteral("toScreenImage(640×360), a tile"), bench::milliseconds(Rounds, [&] {
        (void)frames.ours.toScreenImage({ 640, 360 });
    }));
    table.add(QStringLiteral("toScreenImage(621×350), a tile off the grid"), bench::milliseconds(Rounds, [&] {
        (void)frames.ours.toScreenImage({ 621, 350 });
    }));
    table.add(QStringLiteral("toImage(part 200×80), a plate"), bench::milliseconds(Rounds, [&] {
        (void)frames.ours.toImage({ 301, 201, 200, 80 });
    }));
    table.add(QStringLiteral("toImage(160×90), a thumbnail"), bench::milliseconds(Rounds, [&] {
        (void)frames.ours.toImage({}, { 160, 90 });
    }));
}

// Painting onto what widgets are painted on.
void benchPainting()
{
    constexpr int Rounds = 60;
    const TwoFrames frames = framesOf({ 1280, 720 });
    QImage window(1280, 720, QImage::Format_RGB32);
    const auto paintFour = [&window](const QImage& picture, QSize on) {
        QPainter painter(&window);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        for (const QPoint corner : { QPoint(0, 0), QPoint(640, 0), QPoint(0, 360), QPoint(640, 360) })
            painter.drawImage(QRect(corner, on), picture);
    };
    const QImage whole = frames.ours.toImage();
    const double reference = bench::milliseconds(Rounds, [&] { paintFour(whole, { 640, 360 }); });
    const bench::FigureTable table(QStringLiteral("Four tiles of 640×360 are painted on the GUI thread"),
        QStringLiteral("the whole 720p pictures, scaled by QPainter"), reference);
    const QImage rgb = frames.ours.toImage({}, { 640, 360 });
    table.add(QStringLiteral("pictures of toImage() at the tile's size"), bench::milliseconds(Rounds, [&] {
        paintFour(rgb, { 640, 360 });
    }));
    const QImage screen = frames.ours.toScreenImage({ 640, 360 });
    table.add(QStringLiteral("pictures of toScreenImage() at the tile's size"), bench::milliseconds(Rounds, [&] {
        paintFour(screen, { 640, 360 });
    }));
    table.add(QStringLiteral("the same, a pixel off and so scaled"), bench::milliseconds(Rounds, [&] {
        paintFour(screen, { 639, 359 });
    }));
}

// From the moment a picture is made, encoding included, to the moment the source hands the frame on.
void benchDelay(const QString& name, video::CameraKind kind, const QString& script, const QString& address, QSize size)
{
    const auto peer = test::PeerProcess::start(script,
        { QStringLiteral("--width"), QString::number(size.width()), QStringLiteral("--height"),
            QString::number(size.height()), QStringLiteral("--fps"), QStringLiteral("15") });
    const SystemClock clock;
    test::SourceRecorder recorder;
    std::mutex mutex;
    std::vector<double> delays;
    video::VideoRuntime runtime(clock);
    auto source = peer ? video::createCameraSource({ kind, address.arg(peer->port()) }, video::Playback::Loop, runtime)
                       : Result<std::unique_ptr<video::CameraSource>>(failure(ErrorCode::NotFound));
    if (!source) {
        std::printf("  %s: the peer did not start\n", qPrintable(name));
        return;
    }
    recorder.startOn(**source, [&](const video::Frame& frame) {
        std::lock_guard lock(mutex);
        delays.push_back(machineMilliseconds() - test::timeCodeOf(frame));
    });
    recorder.waitForMoreFrames(15); // the first ones wait for connection and key frame
    delays.clear();
    const double before = processorMilliseconds();
    const double from = machineMilliseconds();
    recorder.waitForMoreFrames(150);
    const double load = (processorMilliseconds() - before) / (machineMilliseconds() - from) * 100;
    (*source)->stop();
    std::lock_guard lock(mutex);
    std::ranges::sort(delays);
    std::printf("  %-32s median %6.1f ms   95 %% %6.1f ms   longest %6.1f ms   %4.1f %% of a core\n", qPrintable(name),
        delays[delays.size() / 2], delays[delays.size() * 95 / 100], delays.back(), load);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv)
{
    const QGuiApplication application(argc, argv);
    benchConversion(QStringLiteral("720p"), { 1280, 720 });
    benchConversion(QStringLiteral("1080p"), { 1920, 1080 });
    benchPainting();
    std::printf("\nSource to frame on loopback, 15 pictures a second, encoding included (wanted: 150 ms)\n");
    for (const QSize size : { QSize(1280, 720), QSize(1920, 1080) }) {
        const QString lines = QString::number(size.height()) + QLatin1Char('p');
        benchDelay(QStringLiteral("RTSP, H.264, ") + lines, video::CameraKind::Rtsp, QStringLiteral("rtsp_camera.py"),
            QStringLiteral("rtsp://127.0.0.1:%1/live"), size);
        benchDelay(QStringLiteral("HTTP, JPEG, ") + lines, video::CameraKind::Mjpeg, QStringLiteral("mjpeg_camera.py"),
            QStringLiteral("http://127.0.0.1:%1/live"), size);
    }
    return 0;
}
