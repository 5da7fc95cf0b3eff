#include "core/base/Clock.h"
#include "core/video/CameraSource.h"
#include "ui/common/Background.h"
#include "ui/live/CameraTile.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QGridLayout>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <atomic>
#include <cstdio>
#include <ctime>

using namespace gatehouse;

// What a wall of four cameras costs: 720p files at 25 pictures a second through the video path, first decoded only,
// then scaled off the GUI thread and painted by tiles as the live page does it.

namespace {

constexpr int Cameras = 4;
constexpr int MeasuredMilliseconds = 6'000;

struct Load
{
    double percentOfCore = 0;
    double framesPerSecond = 0; // of all cameras
};

// Of the whole program, while its event loop turns.
Load measure(const std::atomic<int>& frames)
{
    const auto turnFor = [](int milliseconds) {
        QEventLoop loop;
        QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
        loop.exec();
    };
    turnFor(1'000);
    QElapsedTimer timer;
    timer.start();
    const int framesBefore = frames;
    const std::clock_t before = std::clock();
    turnFor(MeasuredMilliseconds);
    const double seconds = static_cast<double>(timer.elapsed()) / 1000;
    return { static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC / seconds * 100,
        (frames - framesBefore) / seconds };
}

void print(const char* what, const Load& load)
{
    std::printf("  %-46s %6.1f %% of a core  %6.1f pictures/s\n", what, load.percentOfCore, load.framesPerSecond);
    std::fflush(stdout);
}

// As ui/live/CameraWall: at most one picture of a camera is scaled at a time.
struct WallTile
{
    ui::CameraTile* tile = nullptr;
    bool isScaling = false;
};

} // namespace

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("wall.mp4"));
    QProcess::execute(QStringLiteral("/usr/bin/python3"),
        { QStringLiteral(GATEHOUSE_TEST_SUPPORT "/make_video.py"), path, QStringLiteral("--width"),
            QStringLiteral("1280"), QStringLiteral("--height"), QStringLiteral("720"), QStringLiteral("--frames"),
            QStringLiteral("100") });
    const auto theme = ui::Theme::load(ui::ThemeName::Night);
    if (!theme) {
        std::printf("the style is not there: run it by the target `bench`\n");
        return 1;
    }
    const ui::Appearance appearance(*theme);
    const SystemClock clock;
    video::VideoRuntime runtime(clock);
    std::printf("\nFour 720p files at 25 pictures a second\n");
    std::fflush(stdout);

    for (const bool paints : { false, true }) {
        QWidget wall;
        auto* grid = new QGridLayout(&wall);
        std::vector<WallTile> tiles(Cameras);
        std::atomic<int> painted = 0;
        std::vector<std::unique_ptr<video::CameraSource>> sources;
        for (int index = 0; index < Cameras; ++index) {
            WallTile& shown = tiles[static_cast<std::size_t>(index)];
            shown.tile = new ui::CameraTile(appearance);
            grid->addWidget(shown.tile, index / 2, index % 2);
            shown.tile->setCamera(CameraId(index + 1), QStringLiteral("Camera"));
            shown.tile->setState({ video::CameraPhase::Live, 0, 0, std::nullopt });
            auto source = video::createCameraSource({ video::CameraKind::File, path }, video::Playback::Loop, runtime);
            if (!source)
                return 1;
            (*source)->start(
                [&, index](const video::Frame& frame) {
                    if (!paints) {
                        ++painted;
                        return;
                    }
                    QMetaObject::invokeMethod(tiles[static_cast<std::size_t>(index)].tile, [&, index, frame] {
                        WallTile& mine = tiles[static_cast<std::size_t>(index)];
                        if (std::exchange(mine.isScaling, true))
                            return;
                        ui::runInBackground(
                            mine.tile,
                            [frame, bound = mine.tile->wantedPicture()] { return frame.toScreenImage(bound); },
                            [&mine, &painted](const QImage& picture) {
                                mine.isScaling = false;
                                mine.tile->setPicture(picture);
                                ++painted;
                            });
                    });
                },
                [](const video::CameraState&) {});
            sources.push_back(std::move(*source));
        }
        if (paints) {
            wall.resize(1280, 760);
            wall.show();
        }
        print(paints ? "decoded, scaled and painted (640×360 each)" : "decoded", measure(painted));
        for (const auto& source : sources)
            source->stop();
        QCoreApplication::processEvents();
    }
    return 0;
}
