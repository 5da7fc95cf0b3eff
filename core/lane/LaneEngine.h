#pragma once

#include "core/lane/CameraFeed.h"
#include "core/lane/LaneParts.h"
#include "core/lane/LanePipeline.h"
#include "core/lane/LaneRecorder.h"
#include "core/lane/LaneStartup.h"
#include "core/lane/VisionPool.h"
#include "core/video/VideoRuntime.h"

#include <atomic>
#include <map>
#include <memory>

namespace gatehouse::lane {

// The threads and parts behind LaneRuntime. Everything runs from construction to destruction; the destructor takes down
// in the opposite order of building up and leaves nothing unrecorded.
class LaneEngine
{
public:
    // Called on the threads of cameras, workers, gates and the writer.
    struct Notices
    {
        std::function<void(CameraId)> frameArrived;
        std::function<void(CameraId, const video::CameraState&)> cameraStateChanged;
        std::function<void(CameraId)> overlaysChanged;
        std::function<void(GateId, access::GatePhase)> gatePhaseChanged;
        std::function<void(const LaneEvent&)> eventRecorded;
        std::function<void(const LaneEvent&, const Error&)> recordFailed;
        // Played-once media is over and everything that came of it is recorded.
        std::function<void(CameraId)> cameraEnded;
    };

    LaneEngine(
        LaneStartup startup, const LaneParts& parts, store::StoreThread& writer, const Clock& clock, Notices notices);
    ~LaneEngine();
    LaneEngine(const LaneEngine&) = delete;
    LaneEngine& operator=(const LaneEngine&) = delete;

    // The first, quick part of coming down: no more pictures. By the thread that made it; the destructor does the rest
    // on any thread.
    void stopCameras();

    // Shared, because a change may still be read when the lanes have stopped.
    [[nodiscard]] std::shared_ptr<KnowledgeBoard> board() const { return m_board; }
    [[nodiscard]] LaneRecorder& recorder() { return *m_recorder; }
    // Null for one that does not run.
    [[nodiscard]] const CameraFeed* camera(CameraId id) const;
    [[nodiscard]] const Lane* lane(LaneId id) const;
    [[nodiscard]] QList<Overlay> overlays(CameraId camera) const;
    [[nodiscard]] LaneCounters counters(LaneId lane) const;
    [[nodiscard]] access::GatePhase gatePhase(GateId gate) const;

private:
    struct RunningLane
    {
        std::unique_ptr<LanePipeline> pipeline;
        VisionPool::LaneIndex index = 0;
    };

    void addGate(const access::GateSettings& settings, const LaneParts& parts);
    void addLane(const Lane& lane, std::unique_ptr<LaneAnalyser> analyser);
    void addCamera(const Camera& camera, video::Playback playback, const LaneParts& parts);
    void openGate(GateId gate, access::Gate::Done done);
    void laneEnded(CameraId camera);
    void mediaEnded(CameraId camera);

    const Clock& m_clock;
    const Notices m_notices;
    const std::shared_ptr<KnowledgeBoard> m_board;
    // A gate that could not be made stays in the map as null: opening it fails and is reported.
    std::map<GateId, std::unique_ptr<access::Gate>> m_gates;
    std::unique_ptr<LaneRecorder> m_recorder;
    VisionPool m_pool;
    std::map<LaneId, RunningLane> m_lanes;
    std::map<CameraId, std::vector<VisionPool::LaneIndex>> m_lanesOfCamera;
    std::map<CameraId, std::atomic<int>> m_lanesToEnd;
    video::VideoRuntime m_video;
    std::map<CameraId, std::unique_ptr<CameraFeed>> m_cameras;
};

} // namespace gatehouse::lane
