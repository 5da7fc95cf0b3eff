#include "core/lane/LaneRuntime.h"

#include "core/lane/Judgement.h"
#include "core/lane/KnowledgeReader.h"
#include "core/lane/LaneEngine.h"
#include "core/lane/LaneStartup.h"
#include "core/lane/OpeningLedger.h"

#include <mutex>
#include <set>
#include <utility>

namespace gatehouse::lane {

namespace {

constexpr int UnrecordedCropQuality = 90;

// Lets one notice a camera wait in the event queue instead of one a frame.
class PendingNotices
{
public:
    // True when none was waiting.
    bool add(CameraId camera)
    {
        std::lock_guard lock(m_mutex);
        return m_waiting.insert(camera).second;
    }
    void remove(CameraId camera)
    {
        std::lock_guard lock(m_mutex);
        m_waiting.erase(camera);
    }

private:
    std::mutex m_mutex;
    std::set<CameraId> m_waiting;
};

} // namespace

struct LaneRuntime::Private
{
    Private(
        store::StoreThread& storeWriter, store::StoreThread& storeReader, const Clock& siteClock, LaneParts laneParts)
        : writer(storeWriter)
        , reader(storeReader)
        , clock(siteClock)
        , parts(std::move(laneParts))
    {
    }

    store::StoreThread& writer;
    store::StoreThread& reader;
    const Clock& clock;
    const LaneParts parts;
    PendingNotices frames;
    PendingNotices overlays;
    OpeningLedger openings;
    std::unique_ptr<LaneEngine> engine;

    LaneEngine::Notices notices(LaneRuntime* runtime);
    [[nodiscard]] FaceModel faceModel() const { return { parts.faceModel, parts.faceThresholds }; }
};

LaneEngine::Notices LaneRuntime::Private::notices(LaneRuntime* runtime)
{
    const auto queue = [runtime](auto function) {
        QMetaObject::invokeMethod(runtime, std::move(function), Qt::QueuedConnection);
    };
    LaneEngine::Notices result;
    result.frameArrived = [this, runtime, queue](CameraId camera) {
        if (frames.add(camera))
            queue([this, runtime, camera] {
                frames.remove(camera);
                Q_EMIT runtime->frameArrived(camera);
            });
    };
    result.overlaysChanged = [this, runtime, queue](CameraId camera) {
        if (overlays.add(camera))
            queue([this, runtime, camera] {
                overlays.remove(camera);
                Q_EMIT runtime->overlaysChanged(camera);
            });
    };
    result.cameraStateChanged = [runtime, queue](CameraId camera, const video::CameraState& state) {
        queue([runtime, camera, state] { Q_EMIT runtime->cameraStateChanged(camera, state); });
    };
    result.gatePhaseChanged = [runtime, queue](GateId gate, access::GatePhase phase) {
        queue([runtime, gate, phase] { Q_EMIT runtime->gatePhaseChanged(gate, phase); });
    };
    result.eventRecorded = [this, runtime, queue](const LaneEvent& event) {
        queue([this, runtime, event] {
            openings.onRecorded(event);
            Q_EMIT runtime->eventRecorded(event);
        });
    };
    result.recordFailed = [this, runtime, queue](const LaneEvent& event, const Error& error) {
        queue([this, runtime, event, error] {
            openings.onRefused(event);
            Q_EMIT runtime->recordFailed(event, error);
        });
    };
    result.cameraEnded = [runtime, queue](
                             CameraId camera) { queue([runtime, camera] { Q_EMIT runtime->cameraEnded(camera); }); };
    return result;
}

LaneRuntime::LaneRuntime(
    store::StoreThread& writer, store::StoreThread& reader, const Clock& clock, LaneParts parts, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(writer, reader, clock, std::move(parts)))
{
}

LaneRuntime::~LaneRuntime()
{
    stop();
}

Result<LaneStartup> LaneRuntime::prepare(const Setup& setup) const
{
    LaneStartup startup;
    startup.setup = setup;
    for (const Lane& lane : setup.lanes) {
        if (!lane.isEnabled)
            continue;
        GATEHOUSE_TRY_ASSIGN(analyser, d->parts.makeAnalyser(lane));
        startup.analysers.emplace(lane.id, std::move(analyser));
    }
    GATEHOUSE_TRY_ASSIGN(knowledge, d->reader.call([this](store::Database& database) {
        return readKnowledge(database, d->clock, d->faceModel());
    }));
    startup.knowledge = std::move(knowledge);
    return startup;
}

void LaneRuntime::start(LaneStartup startup)
{
    stop();
    d->engine = std::make_unique<LaneEngine>(std::move(startup), d->parts, d->writer, d->clock, d->notices(this));
}

Result<void> LaneRuntime::start(const Setup& setup)
{
    GATEHOUSE_TRY_ASSIGN(startup, prepare(setup));
    start(std::move(startup));
    return {};
}

void LaneRuntime::stop()
{
    d->engine.reset();
}

std::shared_ptr<void> LaneRuntime::beginStop()
{
    if (d->engine)
        d->engine->stopCameras();
    return std::shared_ptr<LaneEngine>(std::move(d->engine));
}

bool LaneRuntime::isRunning() const
{
    return d->engine != nullptr;
}

void LaneRuntime::refreshKnowledge()
{
    Q_EMIT knowledgeRefreshed();
    if (!d->engine)
        return;
    const std::shared_ptr<KnowledgeBoard> board = d->engine->board();
    const quint64 change = board->announceChange();
    d->reader.post([board, change, clock = &d->clock, model = d->faceModel()](store::Database& database) {
        auto knowledge = readKnowledge(database, *clock, model);
        board->put(change, knowledge ? std::move(*knowledge) : nullptr);
    });
}

video::Frame LaneRuntime::latestFrame(CameraId camera) const
{
    const CameraFeed* feed = d->engine ? d->engine->camera(camera) : nullptr;
    return feed ? feed->latest() : video::Frame();
}

video::CameraState LaneRuntime::cameraState(CameraId camera) const
{
    const CameraFeed* feed = d->engine ? d->engine->camera(camera) : nullptr;
    return feed ? feed->state() : video::CameraState();
}

QList<Overlay> LaneRuntime::overlays(CameraId camera) const
{
    return d->engine ? d->engine->overlays(camera) : QList<Overlay>();
}

LaneCounters LaneRuntime::counters(LaneId lane) const
{
    return d->engine ? d->engine->counters(lane) : LaneCounters();
}

access::GatePhase LaneRuntime::gatePhase(GateId gate) const
{
    return d->engine ? d->engine->gatePhase(gate) : access::GatePhase::Unknown;
}

int LaneRuntime::eventsWaiting() const
{
    return d->engine ? d->engine->recorder().waiting() : 0;
}

Result<void> LaneRuntime::decide(
    const security::ActingOperator& actor, const LaneEvent& request, const OperatorDecision& decision)
{
    GATEHOUSE_TRY(actor.require(security::Permission::DecideAtLane));
    const Lane* lane = d->engine ? d->engine->lane(request.lane) : nullptr;
    if (!lane)
        return failure(ErrorCode::NotFound, QStringLiteral("lane %1 does not run").arg(request.lane.value()));
    EventDraft draft;
    GATEHOUSE_TRY_ASSIGN(event, answer(*lane, request, actor, decision, *d->engine->board()->newest(), d->clock.now()));
    if (event.decision.verdict == access::Verdict::Allow && !d->openings.claim(request.id))
        return failure(ErrorCode::AlreadyExists, QStringLiteral("event %1 is opened already").arg(request.id.value()));
    draft.event = event;
    draft.gate = lane->gate;
    // The request was never written: what was seen goes with the answer.
    if (!request.id.isValid() && !request.crop.isNull()) {
        if (auto crop = evidence::encodePicture(request.crop, UnrecordedCropQuality))
            draft.crop = std::move(*crop);
    }
    d->engine->recorder().record(std::move(draft));
    return {};
}

} // namespace gatehouse::lane
