#include "core/lane/LaneRecorder.h"

#include "core/lane/EnrolledPicture.h"
#include "core/lane/EventLog.h"
#include "core/lane/Judgement.h"

#include <utility>

namespace gatehouse::lane {

LaneRecorder::LaneRecorder(
    store::StoreThread& writer, const Clock& clock, OpenGate openGate, Reports reports, WhenBehind whenBehind)
    : m_writer(writer)
    , m_clock(clock)
    , m_openGate(std::move(openGate))
    , m_reports(std::move(reports))
    , m_whenBehind(whenBehind)
{
}

LaneRecorder::~LaneRecorder()
{
    waitUntilWritten();
}

void LaneRecorder::record(EventDraft draft)
{
    if (accept(draft.event))
        post(std::move(draft));
}

bool LaneRecorder::accept(const LaneEvent& event)
{
    {
        std::unique_lock lock(m_mutex);
        if (m_whenBehind == WhenBehind::Wait)
            m_progress.wait(lock, [this] { return m_waiting < MaximumWaiting; });
        if (m_waiting < MaximumWaiting) {
            ++m_waiting;
            return true;
        }
    }
    m_reports.refused(unrecorded(event),
        failure(ErrorCode::TimedOut, QStringLiteral("%1 events wait to be written").arg(MaximumWaiting)));
    return false;
}

void LaneRecorder::post(EventDraft draft)
{
    m_writer.post([this, draft = std::move(draft)](store::Database& database) {
        write(database, draft);
        written();
    });
}

void LaneRecorder::write(store::Database& database, const EventDraft& draft)
{
    EventLog log(database, m_clock);
    auto recorded = log.record(draft.event, draft.crop, draft.frame);
    if (!recorded) {
        m_reports.refused(unrecorded(draft.event), recorded.error());
        return;
    }
    LaneEvent event = draft.event;
    event.id = recorded->id;
    event.cropId = recorded->cropId;
    event.frameId = recorded->frameId;
    if (event.opensGate)
        open(draft, event);
    event.enrolled = enrolledPicture(database, m_clock, event);
    m_reports.recorded(event);
}

void LaneRecorder::open(const EventDraft& draft, const LaneEvent& recorded)
{
    {
        std::lock_guard lock(m_mutex);
        m_openings.emplace(recorded.id, recorded);
    }
    m_openGate(draft.gate, [this, id = recorded.id](const Result<void>& outcome) { report(id, outcome); });
}

void LaneRecorder::report(EventId opened, const Result<void>& outcome)
{
    EventDraft draft;
    {
        std::lock_guard lock(m_mutex);
        const auto opening = m_openings.find(opened);
        if (opening == m_openings.end())
            return;
        draft.event = gateReport(opening->second, outcome, m_clock.now());
        m_openings.erase(opening);
        ++m_waiting; // always accepted: it belongs to an event that is recorded already
    }
    post(std::move(draft));
}

void LaneRecorder::abandonOpenings()
{
    std::vector<EventId> left;
    {
        std::lock_guard lock(m_mutex);
        for (const auto& [id, event] : m_openings)
            left.push_back(id);
    }
    for (const EventId id : left)
        report(id, failure(ErrorCode::Cancelled));
}

void LaneRecorder::whenSettled(std::function<void()> settled)
{
    std::unique_lock lock(m_mutex);
    m_onSettled.push_back(std::move(settled));
    settleIfIdle(lock);
}

void LaneRecorder::waitUntilWritten()
{
    std::unique_lock lock(m_mutex);
    m_progress.wait(lock, [this] { return m_waiting == 0; });
}

int LaneRecorder::waiting() const
{
    std::lock_guard lock(m_mutex);
    return m_waiting;
}

void LaneRecorder::written()
{
    std::unique_lock lock(m_mutex);
    --m_waiting;
    // Under the lock: whoever waits for the last one may destroy this right after.
    m_progress.notify_all();
    settleIfIdle(lock);
}

void LaneRecorder::settleIfIdle(std::unique_lock<std::mutex>& lock)
{
    if (m_waiting > 0 || !m_openings.empty() || m_onSettled.empty())
        return;
    const std::vector<std::function<void()>> settled = std::exchange(m_onSettled, {});
    lock.unlock();
    for (const auto& call : settled)
        call();
}

} // namespace gatehouse::lane
