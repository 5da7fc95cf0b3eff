#include "app/ctl/Commands.h"
#include "app/ctl/CtlContext.h"
#include "app/ctl/ReplaySession.h"
#include "app/site/SiteSetup.h"
#include "core/base/Resources.h"

#include <QFileInfo>
#include <QTimer>
#include <QUrl>

#include <atomic>
#include <csignal>

namespace gatehouse::ctl {

namespace {

struct ReplayOptions
{
    std::string lane;
    std::vector<std::string> media;
    bool isRealTime = false;
    bool movesGates = false;
    double seconds = 0;
};

std::atomic<bool> replayInterrupted = false;

void interruptReplay(int)
{
    replayInterrupted = true;
}

Result<video::CameraAddress> mediaAddress(const std::string& text)
{
    const QString medium = QString::fromStdString(text);
    const QString scheme = QUrl(medium).scheme();
    if (scheme == QLatin1StringView("rtsp") || scheme == QLatin1StringView("rtsps"))
        return video::CameraAddress { video::CameraKind::Rtsp, medium };
    if (scheme == QLatin1StringView("http") || scheme == QLatin1StringView("https"))
        return video::CameraAddress { video::CameraKind::Mjpeg, medium };
    const QFileInfo file(medium);
    if (!file.exists())
        return failure(ErrorCode::FileNotReadable, medium);
    return video::CameraAddress { file.isDir() ? video::CameraKind::Folder : video::CameraKind::File,
        file.absoluteFilePath() };
}

// A film must not lift a real barrier: gates that are hardware take part only when asked for.
void leaveOutRealGates(lane::LaneRuntime::Setup& setup)
{
    const bool isReal = std::any_of(setup.gates.begin(), setup.gates.end(),
        [](const access::GateSettings& gate) { return gate.kind != access::GateKind::Simulated; });
    if (!isReal)
        return;
    setup.gates.clear();
    for (lane::Lane& lane : setup.lanes)
        lane.gate = {};
}

Result<lane::LaneRuntime::Setup> replaySetup(site::SiteServices& services, const ReplayOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(whole, services.readSetup(services.site().openedBy()));
    GATEHOUSE_TRY_ASSIGN(setup, site::onlyLane(whole, QString::fromStdString(options.lane)));
    setup.playback = options.isRealTime ? video::Playback::RealTimeOnce : video::Playback::FastOnce;
    if (!options.movesGates)
        leaveOutRealGates(setup);
    return std::move(setup);
}

Result<void> replayAll(ReplaySession& session, const QList<video::CameraAddress>& media, const ReplayOptions& options,
    const CtlContext& context)
{
    QTimer interruption;
    QObject::connect(&interruption, &QTimer::timeout, &session, [&session] {
        if (replayInterrupted)
            session.cancel();
    });
    interruption.start(50);
    std::signal(SIGINT, interruptReplay);
    std::signal(SIGTERM, interruptReplay);
    for (qsizetype index = 0; index < media.size(); ++index) {
        QTimer enough;
        enough.setSingleShot(true);
        QObject::connect(&enough, &QTimer::timeout, &session, &ReplaySession::stopPlaying);
        if (options.seconds > 0)
            enough.start(static_cast<int>(options.seconds * 1000));
        if (const auto played = session.play(media[index]); !played) {
            context.say(QStringLiteral("medium %1 of %2 was not played to its end").arg(index + 1).arg(media.size()));
            return played;
        }
    }
    return {};
}

void saySummary(const CtlContext& context, const ReplaySession& session)
{
    const lane::LaneCounters& counters = session.counters();
    context.say(QStringLiteral("%1 events recorded, %2 refused; %3 frames: %4 analysed, %5 without motion, %6 dropped; "
                               "%7 analysed a second, latency %8 ms at half and %9 ms at 95 %")
                    .arg(session.events())
                    .arg(session.refusedRecords())
                    .arg(counters.framesSeen)
                    .arg(counters.framesAnalysed)
                    .arg(counters.framesWithoutMotion)
                    .arg(counters.framesDropped)
                    .arg(counters.analysedPerSecond, 0, 'f', 1)
                    .arg(counters.latencyP50, 0, 'f', 0)
                    .arg(counters.latencyP95, 0, 'f', 0));
}

int replay(const CtlContext& context, const ReplayOptions& options)
{
    QList<video::CameraAddress> media;
    for (const std::string& medium : options.media) {
        auto address = mediaAddress(medium);
        if (!address)
            return context.fail(address.error());
        media.append(*address);
    }
    auto site = context.openSite();
    if (!site)
        return context.fail(site.error());
    site::SiteServices services(std::move(*site), resourcePath(u"models"), context.clock());
    auto setup = replaySetup(services, options);
    if (!setup)
        return context.fail(setup.error());
    ReplaySession session(context, services, *setup);
    const auto outcome = replayAll(session, media, options, context);
    saySummary(context, session);
    if (!outcome)
        return context.fail(outcome.error());
    return session.refusedRecords() == 0 ? ExitSuccess : ExitFailure;
}

} // namespace

void addReplayCommands(CLI::App& application, CtlContext& context)
{
    auto* command = application.add_subcommand("replay", "Play media through a lane and record what it recognises");
    auto options = std::make_shared<ReplayOptions>();
    command->add_option("--lane", options->lane, "Name of the lane")->required();
    command->add_flag(
        "--realtime", options->isRealTime, "At the media's own pace, dropping frames as a live lane does");
    command->add_flag("--move-gates", options->movesGates, "Open the lane's gate also when it is a real one");
    command->add_option("--seconds", options->seconds, "End each medium after so many seconds (streams have no end)")
        ->check(CLI::PositiveNumber);
    command
        ->add_option("media", options->media, "Video files, pictures, folders of pictures, rtsp:// or http:// streams")
        ->required();
    context.onRun(command, [&context, options] { return replay(context, *options); });
}

} // namespace gatehouse::ctl
