#include "core/video/CameraHealth.h"

#include <algorithm>
#include <utility>

namespace gatehouse::video {

namespace {

// A camera that dies right after every connection must not be asked without pause: only one that lived this long
// begins again with the shortest delay.
constexpr qint64 ProvenAfterMilliseconds = 10'000;

} // namespace

CameraHealth::CameraHealth(HealthLimits limits, AfterLoss afterLoss, Chance chance)
    : m_limits(limits)
    , m_afterLoss(afterLoss)
    , m_chance(std::move(chance))
{
}

void CameraHealth::start(qint64 now, qint64 delay)
{
    m_link = Link::Down;
    m_connectAt = now + delay;
    m_lastFrame.reset();
    m_firstFrameOfLink.reset();
    m_reason.reset();
    m_attempt = 0;
    m_failures = 0;
    m_attemptFailed = false;
}

void CameraHealth::frameArrived(qint64 now)
{
    m_lastFrame = now;
    if (!m_firstFrameOfLink)
        m_firstFrameOfLink = now;
    m_attempt = 0;
    m_attemptFailed = false;
    m_reason.reset();
}

void CameraHealth::connectionLost(ErrorCode reason, qint64 now)
{
    m_reason = reason;
    // One broken connection may be back before anybody could look: the state says so when a new attempt has failed too.
    m_attemptFailed = m_attemptFailed || !m_firstFrameOfLink;
    if (m_afterLoss == AfterLoss::GiveUp) {
        m_link = Link::Over;
        return;
    }
    scheduleRetry(now);
}

void CameraHealth::mediaEnded()
{
    m_link = Link::Over;
    m_reason = ErrorCode::MediaEnded;
}

void CameraHealth::scheduleRetry(qint64 now)
{
    if (m_firstFrameOfLink && now - *m_firstFrameOfLink >= ProvenAfterMilliseconds)
        m_failures = 0;
    m_link = Link::Down;
    m_firstFrameOfLink.reset();
    m_connectAt = now + std::min(ReconnectPolicy::delayAfter(++m_failures, m_chance()), m_limits.longestPause);
}

CameraHealth::Action CameraHealth::next(qint64 now)
{
    if (m_link == Link::Down && now >= m_connectAt) {
        m_link = Link::Up;
        m_connectAt = now;
        ++m_attempt;
        return Action::Connect;
    }
    if (m_link != Link::Up)
        return Action::Wait;
    if (m_firstFrameOfLink && m_limits.rebuildAfter && now - *m_lastFrame >= *m_limits.rebuildAfter) {
        connectionLost(ErrorCode::CameraStalled, now);
        return Action::Disconnect;
    }
    if (!m_firstFrameOfLink && m_limits.connectWithin && now - m_connectAt >= *m_limits.connectWithin) {
        connectionLost(ErrorCode::CameraUnreachable, now);
        return Action::Disconnect;
    }
    return Action::Wait;
}

CameraState CameraHealth::state(qint64 now) const
{
    CameraState state;
    state.silentFor = m_lastFrame ? now - *m_lastFrame : 0;
    state.attempt = m_attempt;
    state.reason = m_reason;
    if (m_link == Link::Over && m_reason == ErrorCode::MediaEnded) {
        state = { CameraPhase::Ended, 0, 0, ErrorCode::MediaEnded };
    } else if (m_link == Link::Over) {
        state.phase = CameraPhase::Failed;
    } else if (m_attemptFailed) {
        state.phase = CameraPhase::Failed;
    } else if (!m_lastFrame) {
        state.phase = CameraPhase::Connecting;
    } else if (m_limits.staleAfter && state.silentFor >= *m_limits.staleAfter) {
        state.phase = CameraPhase::Stale;
        state.reason = m_reason.value_or(ErrorCode::CameraStalled);
    } else {
        state = { CameraPhase::Live, 0, 0, std::nullopt };
    }
    return state;
}

} // namespace gatehouse::video
