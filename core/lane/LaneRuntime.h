#pragma once

#include "core/access/gates/Gate.h"
#include "core/base/Clock.h"
#include "core/lane/LaneParts.h"
#include "core/lane/LaneRegistry.h"
#include "core/lane/LaneTypes.h"
#include "core/security/Operator.h"
#include "core/store/StoreThread.h"
#include "core/video/CameraSource.h"

#include <QList>
#include <QObject>

#include <memory>

namespace gatehouse::lane {

struct LaneStartup;

// The live site: every enabled camera and lane, its recognition, decisions, records and gates. Lives on the GUI thread
// (or a tool's main thread) and does no work there: frames are decoded, analysed, recorded and gates moved on threads
// of their own. Signals arrive queued on the runtime's thread. Both store threads must outlive it: events are written
// by the writer, what lanes know is read by the reader. stop() (and the destructor) is the exact mirror of start().
class LaneRuntime : public QObject
{
    Q_OBJECT

public:
    struct Setup
    {
        QList<Camera> cameras;
        QList<Lane> lanes;
        QList<access::GateSettings> gates;
        video::Playback playback = video::Playback::Loop; // for file and folder cameras
    };

    LaneRuntime(store::StoreThread& writer, store::StoreThread& reader, const Clock& clock, LaneParts parts,
        QObject* parent = nullptr);
    ~LaneRuntime() override;

    // Loads the networks and reads what lanes must know; takes up to a second, so a console calls it on another thread
    // (any may). ModelMissing/ModelInvalid when a lane's recognition cannot be loaded, and the store's errors.
    [[nodiscard]] Result<LaneStartup> prepare(const Setup& setup) const;
    // Starts what was prepared; what ran before is stopped first.
    void start(LaneStartup startup);
    // Both at once, for tools. Nothing runs after an error.
    Result<void> start(const Setup& setup);
    void stop();
    // The same in two steps for a console: cameras stop here and now, what is under way (a frame, a record, a gate's
    // pulse) is waited for by whoever lets go of what is returned, on any thread. The runtime must outlive it.
    [[nodiscard]] std::shared_ptr<void> beginStop();
    [[nodiscard]] bool isRunning() const;

    // Rules, people or vehicles changed: lanes take the new ones from the store before their next decision.
    void refreshKnowledge();

    // The newest frame of a camera, for its tile; null before the first.
    [[nodiscard]] video::Frame latestFrame(CameraId camera) const;
    [[nodiscard]] video::CameraState cameraState(CameraId camera) const;
    [[nodiscard]] QList<Overlay> overlays(CameraId camera) const;
    [[nodiscard]] LaneCounters counters(LaneId lane) const;
    [[nodiscard]] access::GatePhase gatePhase(GateId gate) const;
    // Events that wait for the disk; more than a few say that the disk is slow.
    [[nodiscard]] int eventsWaiting() const;

    // The operator's answer to a recognition event. It is recorded as an event of its own; the gate moves only after
    // that, and `eventRecorded` (or `recordFailed`) follows. At once: PermissionDenied when the role may not, NotFound
    // when the lane does not run, AlreadyExists when the request was opened already and its gate did not fail,
    // InvalidArgument.
    Result<void> decide(
        const security::ActingOperator& actor, const LaneEvent& request, const OperatorDecision& decision);

Q_SIGNALS:
    void frameArrived(gatehouse::CameraId camera);
    void cameraStateChanged(gatehouse::CameraId camera, const gatehouse::video::CameraState& state);
    void overlaysChanged(gatehouse::CameraId camera);
    void eventRecorded(const gatehouse::lane::LaneEvent& event);
    // Nothing was written and no gate moved: the lane asks the operator.
    void recordFailed(const gatehouse::lane::LaneEvent& event, const gatehouse::Error& error);
    void gatePhaseChanged(gatehouse::GateId gate, gatehouse::access::GatePhase phase);
    // Somebody said refreshKnowledge(): what is shown of people and vehicles may be no longer so.
    void knowledgeRefreshed();
    // Played-once media came to its end.
    void cameraEnded(gatehouse::CameraId camera);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::lane
