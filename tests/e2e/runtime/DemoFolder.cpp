#include "tests/e2e/runtime/DemoFolder.h"

#include "app/demo/DemoSite.h"
#include "core/lane/LaneRegistry.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <utility>

namespace gatehouse::test {

namespace {

constexpr char AdministratorName[] = "Avery Admin";
constexpr char AdministratorPassphrase[] = "quiet barriers open slowly";

template <typename T>
T orStop(Result<T> outcome, const char* what)
{
    if (!outcome)
        qFatal("demo folder: %s: %s (%s)", what, errorCodeName(outcome.error().code).data(),
            qPrintable(outcome.error().detail));
    if constexpr (!std::is_void_v<T>)
        return std::move(outcome).value();
}

security::Passphrase administratorPassphrase()
{
    return security::Passphrase::fromText(DemoFolder::administratorWords());
}

} // namespace

DemoFolder::DemoFolder()
{
    for (const char* name : { "home", "tmp", "cache", "config", "data", "run" })
        QDir(root()).mkdir(QString::fromLatin1(name));
    QFile::setPermissions(QDir(root()).filePath(QStringLiteral("run")),
        QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    QFile secret(m_secrets.filePath(QStringLiteral("passphrase")));
    if (!secret.open(QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner)
        || secret.write(AdministratorPassphrase) < 0)
        qFatal("demo folder: the passphrase cannot be written");
    security::NewSite site;
    site.name = QStringLiteral("Demo site");
    site.timeZone = QTimeZone::utc();
    site.administrator = administratorName();
    site.passphrase = administratorPassphrase();
    site.isDemo = true;
    auto created = orStop(security::OpenSite::create(paths(), site, m_clock), "create");
    orStop(fillDemoSite(*created.site, created.site->openedBy(), m_clock), "fill");
}

std::unique_ptr<security::OpenSite> DemoFolder::open() const
{
    return orStop(
        security::OpenSite::signIn(paths(), administratorName(), administratorPassphrase(), m_clock), "sign in");
}

void DemoFolder::replaceCamera(security::OpenSite& site, const QString& lane, const video::CameraAddress& address) const
{
    const auto actor = site.openedBy();
    orStop(site.writer().call([&](store::Database& database) -> Result<void> {
        lane::LaneRegistry registry(database, m_clock);
        GATEHOUSE_TRY_ASSIGN(lanes, registry.lanes(actor));
        GATEHOUSE_TRY_ASSIGN(cameras, registry.cameras(actor));
        const auto wanted = std::ranges::find(lanes, lane, [](const lane::Lane& candidate) { return candidate.name; });
        const auto camera = std::ranges::find(cameras, wanted == lanes.end() ? CameraId() : wanted->camera,
            [](const lane::Camera& candidate) { return candidate.id; });
        if (camera == cameras.end())
            return failure(ErrorCode::NotFound, lane);
        camera->address = address;
        return registry.updateCamera(actor, *camera);
    }),
        "replace camera");
}

QString DemoFolder::administratorName()
{
    return QString::fromLatin1(AdministratorName);
}

QString DemoFolder::administratorWords()
{
    return QString::fromLatin1(AdministratorPassphrase);
}

QList<std::pair<QString, QString>> DemoFolder::environment() const
{
    const auto below = [this](const char* name) { return root() + QLatin1Char('/') + QString::fromLatin1(name); };
    return {
        { QStringLiteral("HOME"), below("home") },
        { QStringLiteral("TMPDIR"), below("tmp") },
        { QStringLiteral("XDG_CACHE_HOME"), below("cache") },
        { QStringLiteral("XDG_CONFIG_HOME"), below("config") },
        { QStringLiteral("XDG_DATA_HOME"), below("data") },
        { QStringLiteral("XDG_RUNTIME_DIR"), below("run") },
    };
}

std::unique_ptr<QProcess> DemoFolder::program(const QString& name, const QStringList& arguments) const
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment whole = QProcessEnvironment::systemEnvironment();
    for (const auto& [variable, folder] : environment())
        whole.insert(variable, folder);
    process->setProcessEnvironment(whole);
    process->setWorkingDirectory(root() + QStringLiteral("/home"));
    process->setProgram(QStringLiteral(GATEHOUSE_BINARIES "/gatehouse_no_listening"));
    process->setArguments(QStringList { QStringLiteral(GATEHOUSE_BINARIES "/") + name } + arguments);
    return process;
}

std::unique_ptr<QProcess> DemoFolder::ctl(const QStringList& arguments) const
{
    return program(QStringLiteral("gatehousectl"),
        QStringList { QStringLiteral("--store"), paths().folder, QStringLiteral("--operator"), administratorName(),
            QStringLiteral("--passphrase-file"), m_secrets.filePath(QStringLiteral("passphrase")) }
            + arguments);
}

namespace {

// Numbers the pictures of a folder in the order they are shown.
class PictureFolder
{
public:
    explicit PictureFolder(QString folder)
        : m_folder(std::move(folder))
    {
    }

    [[nodiscard]] int number() const { return m_number; }
    void save(const QImage& picture)
    {
        const QString file = QStringLiteral("%1/%2.jpg").arg(m_folder).arg(++m_number, 4, 10, QLatin1Char('0'));
        if (!picture.save(file, nullptr, 90))
            qFatal("the pictures of a replay cannot be drawn");
    }

private:
    QString m_folder;
    int m_number = 0;
};

// At two pictures a second: who has left is forgotten, and the next is somebody else.
constexpr int PicturesOfNobody = 5;

} // namespace

void drawQueue(const QString& folder, const QList<int>& looks)
{
    constexpr int PicturesOfAPerson = 2;
    constexpr QSize Picture(640, 360);
    PictureFolder pictures(folder);
    for (const int look : looks) {
        for (int index = 0; index < PicturesOfAPerson; ++index) {
            demo::FacePose pose;
            pose.yaw = 0.1 * index;
            pictures.save(demo::drawDoorScene(Picture, demo::FaceLook::numbered(look), pose, 1, pictures.number()));
        }
        for (int index = 0; index < PicturesOfNobody; ++index)
            pictures.save(demo::drawEmptyDoor(Picture, pictures.number()));
    }
}

void drawArrivals(const QString& folder, const QList<demo::VehicleLook>& cars)
{
    constexpr int PicturesOfACar = 3;
    constexpr QSize Picture(960, 540);
    PictureFolder pictures(folder);
    for (const demo::VehicleLook& car : cars) {
        for (int index = 0; index < PicturesOfACar; ++index)
            pictures.save(demo::drawVehicleScene(Picture, car, 0.9 + 0.05 * index, 0, pictures.number()));
        for (int index = 0; index < PicturesOfNobody; ++index)
            pictures.save(demo::drawEmptyLane(Picture, 0, pictures.number()));
    }
}

QString filmOf(const QString& clip, const QString& folder)
{
    const QString film = folder + QStringLiteral("/film.h264");
    QProcess ffmpeg;
    ffmpeg.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    ffmpeg.start(QStringLiteral("ffmpeg"),
        { QStringLiteral("-y"), QStringLiteral("-loglevel"), QStringLiteral("error"), QStringLiteral("-i"), clip,
            QStringLiteral("-an"), QStringLiteral("-c:v"), QStringLiteral("libx264"), QStringLiteral("-preset"),
            QStringLiteral("veryfast"), QStringLiteral("-bf"), QStringLiteral("0"), QStringLiteral("-g"),
            QStringLiteral("12"), QStringLiteral("-x264-params"), QStringLiteral("aud=1"), QStringLiteral("-pix_fmt"),
            QStringLiteral("yuv420p"), QStringLiteral("-f"), QStringLiteral("h264"), film });
    const bool isDone = ffmpeg.waitForFinished(120'000) && ffmpeg.exitCode() == 0;
    return isDone ? film : QString();
}

} // namespace gatehouse::test
