#pragma once

#include "core/video/CameraSource.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <vector>

namespace gatehouse::test {

// Keeps what a camera source delivers and lets a test wait for it. It outlives the source, or at least its stop().
class SourceRecorder
{
public:
    static constexpr std::chrono::seconds Patience { 30 };

    struct SeenState
    {
        video::CameraState state;
        std::chrono::steady_clock::time_point at;
    };

    // `look` sees every frame first, on the source's thread.
    void startOn(video::CameraSource& source, std::function<void(const video::Frame&)> look = {})
    {
        source.start(
            [this, look = std::move(look)](const video::Frame& frame) {
                if (look)
                    look(frame);
                keep(frame);
            },
            [this](const video::CameraState& state) { keep(state); });
    }

    // So many frames more than there are now.
    bool waitForMoreFrames(std::size_t count)
    {
        std::unique_lock lock(m_mutex);
        const std::size_t wanted = m_frameCount + count;
        return m_changed.wait_for(lock, Patience, [&] { return m_frameCount >= wanted; });
    }

    // The phase is, or comes to be, the newest.
    bool waitForPhase(video::CameraPhase phase)
    {
        return waitForState([phase](const video::CameraState& state) { return state.phase == phase; });
    }

    template <typename Predicate>
    bool waitForState(Predicate isWanted)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, Patience, [&] { return !m_states.empty() && isWanted(m_states.back().state); });
    }

    [[nodiscard]] std::size_t frameCount() const
    {
        std::lock_guard lock(m_mutex);
        return m_frameCount;
    }
    // The newest frames, the oldest first; a decoder's memory is not kept longer than this.
    [[nodiscard]] std::deque<video::Frame> lastFrames() const
    {
        std::lock_guard lock(m_mutex);
        return m_frames;
    }
    [[nodiscard]] video::Frame lastFrame() const
    {
        std::lock_guard lock(m_mutex);
        return m_frames.empty() ? video::Frame() : m_frames.back();
    }
    [[nodiscard]] std::chrono::steady_clock::time_point lastFrameAt() const
    {
        std::lock_guard lock(m_mutex);
        return m_lastFrameAt;
    }
    [[nodiscard]] std::vector<SeenState> states() const
    {
        std::lock_guard lock(m_mutex);
        return m_states;
    }
    [[nodiscard]] video::CameraState lastState() const
    {
        std::lock_guard lock(m_mutex);
        return m_states.empty() ? video::CameraState() : m_states.back().state;
    }
    [[nodiscard]] bool everIn(video::CameraPhase phase) const
    {
        for (const SeenState& seen : states())
            if (seen.state.phase == phase)
                return true;
        return false;
    }
    // The longest time between two frames so far.
    [[nodiscard]] std::chrono::milliseconds longestGap() const
    {
        std::lock_guard lock(m_mutex);
        return std::chrono::duration_cast<std::chrono::milliseconds>(m_longestGap);
    }

private:
    void keep(const video::Frame& frame)
    {
        const auto now = std::chrono::steady_clock::now();
        {
            std::lock_guard lock(m_mutex);
            if (m_frameCount > 0)
                m_longestGap = std::max(m_longestGap, now - m_lastFrameAt);
            m_lastFrameAt = now;
            ++m_frameCount;
            m_frames.push_back(frame);
            if (m_frames.size() > 8)
                m_frames.pop_front();
        }
        m_changed.notify_all();
    }

    void keep(const video::CameraState& state)
    {
        {
            std::lock_guard lock(m_mutex);
            m_states.push_back({ state, std::chrono::steady_clock::now() });
        }
        m_changed.notify_all();
    }

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<video::Frame> m_frames;
    std::size_t m_frameCount = 0;
    std::chrono::steady_clock::time_point m_lastFrameAt;
    std::chrono::steady_clock::duration m_longestGap {};
    std::vector<SeenState> m_states;
};

} // namespace gatehouse::test
