#include "core/lane/LaneEngine.h"

#include "core/vision/VisionThreads.h"

#include <QThread>

#include <algorithm>
#include <utility>

namespace gatehouse::lane {

namespace {

CameraFeed::AfterFailure afterFailure(video::CameraKind kind, video::Playback playback)
{
    const bool isRecorded = kind == video::CameraKind::File || kind == video::CameraKind::Folder;
    return isRecorded && playback != video::Playback::Loop ? CameraFeed::AfterFailure::Over
                                                           : CameraFeed::AfterFailure::TriedAgain;
}

bool isFastReplay(const LaneStartup& startup)
{
    return startup.setup.playback == video::Playback::FastOnce;
}

} // namespace

LaneEngine::LaneEngine(
    LaneStartup startup, const LaneParts& parts, store::StoreThread& writer, const Clock& clock, Notices notices)
    : m_clock(clock)
    , m_notices(std::move(notices))
    , m_board(std::make_shared<KnowledgeBoard>(startup.knowledge))
    , m_pool(isFastReplay(startup) ? VisionPool::WhenBusy::Wait : VisionPool::WhenBusy::KeepNewest)
    , m_video(clock)
{
    for (const access::GateSettings& gate : startup.setup.gates)
        addGate(gate, parts);
    m_recorder = std::make_unique<LaneRecorder>(
        writer, clock, [this](GateId gate, access::Gate::Done done) { openGate(gate, std::move(done)); },
        LaneRecorder::Reports { m_notices.eventRecorded, m_notices.recordFailed },
        isFastReplay(startup) ? LaneRecorder::WhenBehind::Wait : LaneRecorder::WhenBehind::Refuse);
    for (const Lane& lane : startup.setup.lanes) {
        if (const auto analyser = startup.analysers.find(lane.id); analyser != startup.analysers.end())
            addLane(lane, std::move(analyser->second));
    }
    for (const Camera& camera : startup.setup.cameras) {
        if (camera.isEnabled)
            addCamera(camera, startup.setup.playback, parts);
    }
    // Workers × OpenCV's threads never exceed the cores; no more workers than there are lanes to work on.
    const int cores = std::max(1, QThread::idealThreadCount());
    const int workers = std::clamp(static_cast<int>(m_lanes.size()), 1, cores);
    vision::setThreadsPerNetwork(cores / workers);
    m_pool.start(workers);
    for (const auto& [id, feed] : m_cameras)
        feed->start();
}

void LaneEngine::stopCameras()
{
    // First what waits: with FastOnce a camera's thread may be blocked in the pool.
    m_pool.close();
    for (const auto& [id, feed] : m_cameras)
        feed->stop();
}

LaneEngine::~LaneEngine()
{
    stopCameras();
    m_pool.stop();
    m_recorder->waitUntilWritten();
    // A gate that is moving ends its pulse and still reports.
    for (auto& [id, gate] : m_gates)
        gate.reset();
    m_recorder->abandonOpenings();
    m_recorder->waitUntilWritten();
}

const CameraFeed* LaneEngine::camera(CameraId id) const
{
    const auto found = m_cameras.find(id);
    return found == m_cameras.end() ? nullptr : found->second.get();
}

const Lane* LaneEngine::lane(LaneId id) const
{
    const auto found = m_lanes.find(id);
    return found == m_lanes.end() ? nullptr : &found->second.pipeline->lane();
}

QList<Overlay> LaneEngine::overlays(CameraId camera) const
{
    QList<Overlay> result;
    for (const auto& [id, running] : m_lanes) {
        if (running.pipeline->lane().camera == camera)
            result += running.pipeline->overlays();
    }
    return result;
}

LaneCounters LaneEngine::counters(LaneId lane) const
{
    const auto found = m_lanes.find(lane);
    if (found == m_lanes.end())
        return {};
    LaneCounters result = found->second.pipeline->counters();
    const VisionPool::Counts counts = m_pool.counts(found->second.index);
    result.framesSeen = counts.seen;
    result.framesDropped = counts.dropped;
    return result;
}

access::GatePhase LaneEngine::gatePhase(GateId gate) const
{
    const auto found = m_gates.find(gate);
    if (found == m_gates.end())
        return access::GatePhase::Unknown;
    return found->second ? found->second->phase() : access::GatePhase::Faulty;
}

void LaneEngine::addGate(const access::GateSettings& settings, const LaneParts& parts)
{
    auto gate = parts.makeGate(
        settings, [this, id = settings.id](access::GatePhase phase) { m_notices.gatePhaseChanged(id, phase); });
    m_gates.emplace(settings.id, gate ? std::move(*gate) : nullptr);
}

void LaneEngine::addLane(const Lane& lane, std::unique_ptr<LaneAnalyser> analyser)
{
    RunningLane running;
    running.pipeline = std::make_unique<LanePipeline>(lane, std::move(analyser), *m_board, *m_recorder, m_clock,
        [this, camera = lane.camera] { m_notices.overlaysChanged(camera); });
    LanePipeline* pipeline = running.pipeline.get();
    running.index = m_pool.addLane({ [pipeline](const video::Frame& frame) { pipeline->analyse(frame); },
        [this, pipeline, camera = lane.camera] {
            pipeline->finish();
            laneEnded(camera);
        } });
    m_lanesOfCamera[lane.camera].push_back(running.index);
    ++m_lanesToEnd[lane.camera];
    m_lanes.emplace(lane.id, std::move(running));
}

void LaneEngine::addCamera(const Camera& camera, video::Playback playback, const LaneParts& parts)
{
    auto source = parts.makeCamera(camera.address, playback, m_video);
    const std::optional<ErrorCode> refusal = source ? std::nullopt : std::optional(source.error().code);
    const std::vector<VisionPool::LaneIndex> lanes = m_lanesOfCamera[camera.id];
    CameraFeed::Sinks sinks;
    sinks.frame = [this, id = camera.id, lanes](const video::Frame& frame) {
        m_notices.frameArrived(id);
        for (const VisionPool::LaneIndex lane : lanes)
            m_pool.submit(lane, frame);
    };
    sinks.state = [this, id = camera.id](const video::CameraState& state) { m_notices.cameraStateChanged(id, state); };
    sinks.ended = [this, id = camera.id, lanes] {
        for (const VisionPool::LaneIndex lane : lanes)
            m_pool.end(lane);
        if (lanes.empty())
            mediaEnded(id);
    };
    m_cameras.emplace(camera.id,
        std::make_unique<CameraFeed>(source ? std::move(*source) : nullptr, refusal,
            afterFailure(camera.address.kind, playback), std::move(sinks)));
}

void LaneEngine::openGate(GateId gate, access::Gate::Done done)
{
    const auto found = m_gates.find(gate);
    if (found == m_gates.end() || !found->second)
        done(failure(ErrorCode::GateUnreachable));
    else
        found->second->open(std::move(done));
}

void LaneEngine::laneEnded(CameraId camera)
{
    if (--m_lanesToEnd.at(camera) == 0)
        mediaEnded(camera);
}

void LaneEngine::mediaEnded(CameraId camera)
{
    m_recorder->whenSettled([this, camera] { m_notices.cameraEnded(camera); });
}

} // namespace gatehouse::lane
