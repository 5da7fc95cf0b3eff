#include "core/lane/CameraFeed.h"

#include <utility>

namespace gatehouse::lane {

CameraFeed::CameraFeed(std::unique_ptr<video::CameraSource> source, std::optional<ErrorCode> refusal,
    AfterFailure afterFailure, Sinks sinks)
    : m_source(std::move(source))
    , m_afterFailure(m_source ? afterFailure : AfterFailure::Over)
    , m_sinks(std::move(sinks))
{
    if (!m_source)
        m_state = { video::CameraPhase::Failed, 0, 0, refusal };
}

CameraFeed::~CameraFeed()
{
    stop();
}

void CameraFeed::start()
{
    if (!m_source) {
        onState(state());
        return;
    }
    m_isRunning = true;
    m_source->start([this](const video::Frame& frame) { onFrame(frame); },
        [this](const video::CameraState& state) { onState(state); });
}

void CameraFeed::stop()
{
    if (m_source && std::exchange(m_isRunning, false))
        m_source->stop();
}

video::Frame CameraFeed::latest() const
{
    std::lock_guard lock(m_mutex);
    return m_latest;
}

video::CameraState CameraFeed::state() const
{
    std::lock_guard lock(m_mutex);
    return m_state;
}

void CameraFeed::onFrame(const video::Frame& frame)
{
    {
        std::lock_guard lock(m_mutex);
        m_latest = frame;
    }
    m_sinks.frame(frame);
}

void CameraFeed::onState(const video::CameraState& state)
{
    bool isEnd = state.phase == video::CameraPhase::Ended
        || (state.phase == video::CameraPhase::Failed && m_afterFailure == AfterFailure::Over);
    {
        std::lock_guard lock(m_mutex);
        m_state = state;
        isEnd = isEnd && !std::exchange(m_hasEnded, isEnd || m_hasEnded);
    }
    m_sinks.state(state);
    if (isEnd)
        m_sinks.ended();
}

} // namespace gatehouse::lane
