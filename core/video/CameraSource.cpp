#include "core/video/CameraSource.h"

#include "core/video/DeviceSource.h"
#include "core/video/GstConnection.h"
#include "core/video/PictureFiles.h"
#include "core/video/PicturesConnection.h"
#include "core/video/SupervisedSource.h"

#include <QFileInfo>
#include <QUrl>

#include <utility>

namespace gatehouse::video {

namespace {

constexpr std::pair<CameraKind, QLatin1StringView> KindCodes[] = {
    { CameraKind::Rtsp, QLatin1StringView("rtsp") },
    { CameraKind::Mjpeg, QLatin1StringView("mjpeg") },
    { CameraKind::Device, QLatin1StringView("device") },
    { CameraKind::File, QLatin1StringView("file") },
    { CameraKind::Folder, QLatin1StringView("folder") },
};

using SourceResult = Result<std::unique_ptr<CameraSource>>;

SourceResult supervised(ConnectionFactory factory, const SourceRules& rules, VideoRuntime& runtime)
{
    return SourceResult(std::make_unique<SupervisedSource>(std::move(factory), rules, runtime));
}

ConnectionFactory playing(std::function<Result<PicturePipeline>()> build, StreamKind stream)
{
    return [build = std::move(build), stream](const MailboxPort& port) -> Result<std::unique_ptr<Connection>> {
        GATEHOUSE_TRY_ASSIGN(pipeline, build());
        return std::unique_ptr<Connection>(std::make_unique<GstConnection>(std::move(pipeline), stream, port));
    };
}

// Absent when it is not a URL of one of the schemes with a host.
std::optional<QUrl> networkUrl(const QString& address, std::initializer_list<QLatin1StringView> schemes)
{
    const QUrl url(address, QUrl::StrictMode);
    const bool isKnown = std::any_of(schemes.begin(), schemes.end(),
        [&](QLatin1StringView scheme) { return url.scheme().compare(scheme, Qt::CaseInsensitive) == 0; });
    return url.isValid() && isKnown && !url.host().isEmpty() ? std::optional(url) : std::nullopt;
}

SourceRules recordedRules(Playback playback)
{
    SourceRules rules;
    rules.limits = playback == Playback::FastOnce ? UnwatchedLimits : RecordedLimits;
    rules.afterLoss = playback == Playback::Loop ? AfterLoss::TryAgain : AfterLoss::GiveUp;
    rules.overflow = playback == Playback::FastOnce ? Overflow::Block : Overflow::DropOldest;
    rules.atMediaEnd = playback == Playback::Loop ? AtMediaEnd::Rewind : AtMediaEnd::Finish;
    return rules;
}

SourceRules networkRules()
{
    SourceRules rules;
    rules.startOrder = StartOrder::Staggered;
    return rules;
}

SourceResult pictureSource(PicturesConnection::Listing listing, Playback playback, VideoRuntime& runtime)
{
    auto factory = [listing = std::move(listing), playback](const MailboxPort& port) {
        return Result<std::unique_ptr<Connection>>(std::make_unique<PicturesConnection>(listing, playback, port));
    };
    return supervised(std::move(factory), recordedRules(playback), runtime);
}

SourceResult fileSource(const QString& path, Playback playback, VideoRuntime& runtime)
{
    const QFileInfo file(path);
    if (!file.isFile() || !file.isReadable())
        return failure(ErrorCode::FileNotReadable, QStringLiteral("the media file cannot be read"));
    if (isPictureFile(path))
        return pictureSource([path] { return Result<QStringList>(QStringList { path }); }, playback, runtime);
    return supervised(playing([path, playback] { return filePipeline(path, playback); }, StreamKind::Recorded),
        recordedRules(playback), runtime);
}

} // namespace

QString cameraKindCode(CameraKind kind)
{
    for (const auto& [known, code] : KindCodes)
        if (known == kind)
            return code;
    Q_UNREACHABLE();
}

std::optional<CameraKind> cameraKindFromCode(QStringView code)
{
    for (const auto& [kind, known] : KindCodes)
        if (known == code)
            return kind;
    return std::nullopt;
}

Result<std::unique_ptr<CameraSource>> createCameraSource(
    const CameraAddress& address, Playback playback, VideoRuntime& runtime)
{
    switch (address.kind) {
    case CameraKind::Rtsp:
        if (const auto url = networkUrl(address.address, { QLatin1StringView("rtsp"), QLatin1StringView("rtsps") }))
            return supervised(playing([url] { return rtspPipeline(*url); }, StreamKind::Live), networkRules(), runtime);
        break;
    case CameraKind::Mjpeg:
        if (const auto url = networkUrl(address.address, { QLatin1StringView("http"), QLatin1StringView("https") }))
            return supervised(
                playing([url] { return mjpegPipeline(*url); }, StreamKind::Live), networkRules(), runtime);
        break;
    case CameraKind::Device:
        if (!address.address.isEmpty())
            return SourceResult(std::make_unique<DeviceSource>(address.address, runtime));
        break;
    case CameraKind::File:
        return fileSource(address.address, playback, runtime);
    case CameraKind::Folder:
        GATEHOUSE_TRY(pictureFilesIn(address.address));
        return pictureSource([path = address.address] { return pictureFilesIn(path); }, playback, runtime);
    }
    return failure(ErrorCode::InvalidArgument, QStringLiteral("not an address of this kind of camera"));
}

} // namespace gatehouse::video
