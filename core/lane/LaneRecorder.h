#pragma once

#include "core/access/gates/Gate.h"
#include "core/base/Clock.h"
#include "core/evidence/EvidenceStore.h"
#include "core/lane/LaneTypes.h"
#include "core/store/StoreThread.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace gatehouse::lane {

// An event with its pictures as the worker encoded them, and the gate it would open.
struct EventDraft
{
    LaneEvent event;
    std::optional<evidence::EncodedPicture> crop;
    std::optional<evidence::EncodedPicture> frame;
    GateId gate;
};

// Takes events from the workers to the store's writer and, only after an event is on disk, to its gate; what became of
// the gate is recorded as an event of its own. An event that could not be recorded opens nothing and is reported as one
// that asks. record() never waits for the disk, or, for replays, waits only while the writer is far behind.
// Thread-safe. The destructor waits until everything accepted is on disk.
class LaneRecorder
{
public:
    enum class WhenBehind { Refuse, Wait };

    // Events that may wait for the writer. Beyond it a live lane asks its operator rather than grow without bound.
    static constexpr int MaximumWaiting = 512;

    // All are called on the writer's thread, `refused` on any.
    struct Reports
    {
        std::function<void(const LaneEvent&)> recorded;
        std::function<void(const LaneEvent&, const Error&)> refused;
    };
    // access::Gate::open() of the gate; its `done` may be called on any thread, or never once the gate is gone.
    using OpenGate = std::function<void(GateId, access::Gate::Done)>;

    LaneRecorder(
        store::StoreThread& writer, const Clock& clock, OpenGate openGate, Reports reports, WhenBehind whenBehind);
    ~LaneRecorder();
    LaneRecorder(const LaneRecorder&) = delete;
    LaneRecorder& operator=(const LaneRecorder&) = delete;

    void record(EventDraft draft);

    // Calls `settled` (on any thread) once nothing waits for the writer and no gate is moving.
    void whenSettled(std::function<void()> settled);
    // Waits until nothing waits for the writer.
    void waitUntilWritten();
    // The gates are gone: openings whose outcome never came are recorded as failed.
    void abandonOpenings();
    [[nodiscard]] int waiting() const;

private:
    [[nodiscard]] bool accept(const LaneEvent& event);
    void post(EventDraft draft);
    void write(store::Database& database, const EventDraft& draft);
    void open(const EventDraft& draft, const LaneEvent& recorded);
    void report(EventId opened, const Result<void>& outcome);
    void written();
    void settleIfIdle(std::unique_lock<std::mutex>& lock);

    store::StoreThread& m_writer;
    const Clock& m_clock;
    const OpenGate m_openGate;
    const Reports m_reports;
    const WhenBehind m_whenBehind;

    mutable std::mutex m_mutex;
    std::condition_variable m_progress;
    int m_waiting = 0;
    std::map<EventId, LaneEvent> m_openings; // opened, outcome not yet known
    std::vector<std::function<void()>> m_onSettled;
};

} // namespace gatehouse::lane
