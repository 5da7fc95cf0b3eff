#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <cmath>
#include <cstdio>
#include <functional>
#include <optional>

#include "resources/demo/GateScene.h"

// Draws the demo site's cameras: gatehouse_demo_media SITE.json FOLDER writes one looping clip a lane and the pictures
// its people are enrolled with. Everything in them is drawn here; nobody is in them.
namespace gatehouse::demo {

namespace {

constexpr QSize Picture(1280, 720);
constexpr int FramesPerSecond = 12;

// One H.264 file, fed frame by frame.
class ClipWriter
{
public:
    explicit ClipWriter(const QString& file)
    {
        m_encoder.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_encoder.start(QStringLiteral("ffmpeg"),
            { QStringLiteral("-y"), QStringLiteral("-loglevel"), QStringLiteral("error"), QStringLiteral("-f"),
                QStringLiteral("rawvideo"), QStringLiteral("-pix_fmt"), QStringLiteral("bgra"), QStringLiteral("-s"),
                QStringLiteral("%1x%2").arg(Picture.width()).arg(Picture.height()), QStringLiteral("-r"),
                QString::number(FramesPerSecond), QStringLiteral("-i"), QStringLiteral("-"), QStringLiteral("-c:v"),
                QStringLiteral("libx264"), QStringLiteral("-preset"), QStringLiteral("veryfast"),
                QStringLiteral("-crf"), QStringLiteral("25"), QStringLiteral("-pix_fmt"), QStringLiteral("yuv420p"),
                QStringLiteral("-g"), QStringLiteral("24"), QStringLiteral("-threads"), QStringLiteral("1"),
                QStringLiteral("-fflags"), QStringLiteral("+bitexact"), QStringLiteral("-flags:v"),
                QStringLiteral("+bitexact"), file });
    }

    void add(const QImage& picture)
    {
        m_encoder.write(reinterpret_cast<const char*>(picture.constBits()), picture.sizeInBytes());
        while (m_encoder.bytesToWrite() > 0 && m_encoder.waitForBytesWritten(30000)) { }
    }

    bool finish()
    {
        m_encoder.closeWriteChannel();
        return m_encoder.waitForFinished(60000) && m_encoder.exitStatus() == QProcess::NormalExit
            && m_encoder.exitCode() == 0;
    }

private:
    QProcess m_encoder;
};

std::optional<PlateStyle> plateStyle(const QString& code)
{
    if (code == QStringLiteral("cn-blue"))
        return PlateStyle::ChinaBlue;
    if (code == QStringLiteral("cn-green"))
        return PlateStyle::ChinaGreen;
    if (code == QStringLiteral("eu"))
        return PlateStyle::Europe;
    if (code == QStringLiteral("us"))
        return PlateStyle::UnitedStates;
    if (code == QStringLiteral("br"))
        return PlateStyle::Brazil;
    return std::nullopt;
}

// A clip that is played again and again shows everybody anew only when they were out of sight for longer than a lane
// takes for one passage (half a minute).
constexpr double LeastSeconds = 45;

int frames(double seconds)
{
    return int(seconds * FramesPerSecond);
}

bool writeVehicleClip(const QString& file, const QJsonArray& vehicles)
{
    ClipWriter clip(file);
    int seed = 0;
    const auto empty = [&](double seconds) {
        for (int frame = 0; frame < frames(seconds); ++frame)
            clip.add(drawEmptyLane(Picture, 0, ++seed));
    };
    for (const auto& entry : vehicles) {
        const QJsonObject item = entry.toObject();
        const auto style = plateStyle(item.value(QStringLiteral("style")).toString());
        if (!style)
            return false;
        const VehicleLook look { *style, item.value(QStringLiteral("plate")).toString(),
            QColor(item.value(QStringLiteral("paint")).toString()) };
        empty(2);
        for (int frame = 0; frame < frames(3); ++frame) {
            const double way = double(frame) / frames(3);
            clip.add(drawVehicleScene(Picture, look, 1 - (1 - way) * (1 - way), 0, ++seed));
        }
        for (int frame = 0; frame < frames(4); ++frame)
            clip.add(drawVehicleScene(Picture, look, 1, 0, ++seed));
        for (int frame = 0; frame < frames(2); ++frame) {
            const double way = double(frame) / frames(2);
            clip.add(drawVehicleScene(Picture, look, 1 + 1.2 * way * way, qMin(1.0, way * 2), ++seed));
        }
    }
    while (seed < frames(LeastSeconds))
        empty(1);
    return clip.finish();
}

// Nobody stands quite still: a slow sway, and a blink every few seconds.
FacePose livelyPose(double seconds)
{
    FacePose pose;
    pose.yaw = 0.35 * std::sin(seconds * 1.1);
    pose.pitch = 0.2 * std::sin(seconds * 0.8 + 1);
    pose.roll = 3 * std::sin(seconds * 0.9 + 2);
    pose.smile = 0.4 + 0.3 * std::sin(seconds * 0.5);
    pose.eyesOpen = std::fmod(seconds, 2.6) < 0.18 ? 0.1 : 1;
    return pose;
}

bool writeDoorClip(const QString& file, const QJsonArray& looks)
{
    ClipWriter clip(file);
    int seed = 0;
    for (const auto& entry : looks) {
        const FaceLook look = FaceLook::numbered(entry.toInt());
        for (int frame = 0; frame < frames(2); ++frame)
            clip.add(drawEmptyDoor(Picture, ++seed));
        for (int frame = 0; frame < frames(7); ++frame) {
            const double seconds = double(frame) / FramesPerSecond;
            const double approach = qMin(1.0, qMin(seconds / 2, (7 - seconds) / 1.2));
            clip.add(drawDoorScene(Picture, look, livelyPose(seconds), approach, ++seed));
        }
    }
    while (seed < frames(LeastSeconds))
        clip.add(drawEmptyDoor(Picture, ++seed));
    return clip.finish();
}

bool writeEnrolment(const QDir& folder, const QString& reference, int look)
{
    static constexpr double yaws[] = { 0, -0.4, 0.4 };
    for (int index = 0; index < 3; ++index) {
        FacePose pose;
        pose.yaw = yaws[index];
        pose.roll = 2 * index - 2;
        const QImage picture = drawDoorScene(QSize(640, 640), FaceLook::numbered(look), pose, 1, 900 + index);
        if (!picture.save(folder.filePath(QStringLiteral("%1_%2.jpg").arg(reference).arg(index + 1)), nullptr, 92))
            return false;
    }
    return true;
}

int draw(const QString& description, const QString& target)
{
    QFile file(description);
    if (!file.open(QIODevice::ReadOnly))
        return 1;
    const QJsonObject site = QJsonDocument::fromJson(file.readAll()).object();
    QDir folder(target);
    if (!folder.mkpath(QStringLiteral("people")))
        return 1;
    const QJsonObject looks = site.value(QStringLiteral("looks")).toObject();
    for (auto look = looks.begin(); look != looks.end(); ++look) {
        if (!writeEnrolment(QDir(folder.filePath(QStringLiteral("people"))), look.key(), look.value().toInt()))
            return 1;
    }
    for (const auto& entry : site.value(QStringLiteral("lanes")).toArray()) {
        const QJsonObject lane = entry.toObject();
        const QString clip = folder.filePath(lane.value(QStringLiteral("clip")).toString() + QStringLiteral(".mp4"));
        const bool written = lane.contains(QStringLiteral("vehicles"))
            ? writeVehicleClip(clip, lane.value(QStringLiteral("vehicles")).toArray())
            : writeDoorClip(clip, lane.value(QStringLiteral("looks")).toArray());
        if (!written) {
            std::fprintf(stderr, "gatehouse_demo_media: a clip could not be written; is ffmpeg installed?\n");
            return 1;
        }
    }
    return 0;
}

} // namespace

} // namespace gatehouse::demo

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    const QStringList arguments = QGuiApplication::arguments();
    if (arguments.size() != 3) {
        std::fprintf(stderr, "usage: gatehouse_demo_media SITE.json FOLDER\n");
        return 2;
    }
    return gatehouse::demo::draw(arguments.at(1), arguments.at(2));
}
