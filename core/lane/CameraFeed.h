#pragma once

#include "core/base/Id.h"
#include "core/video/CameraSource.h"

#include <functional>
#include <memory>
#include <mutex>

namespace gatehouse::lane {

// One camera of the running site: keeps its newest frame and state for the screen and passes frames on to its lanes.
// start() and stop() by the owner; latest() and state() from any thread.
class CameraFeed
{
public:
    // Called on the source's threads.
    struct Sinks
    {
        std::function<void(const video::Frame&)> frame;
        std::function<void(const video::CameraState&)> state;
        // Media played once is over, well or badly; called once.
        std::function<void()> ended;
    };

    // A stream that failed is tried again by its source; media played once is over.
    enum class AfterFailure { TriedAgain, Over };

    // `source` is null when the address was refused; the feed is then failed for good, with that reason.
    CameraFeed(std::unique_ptr<video::CameraSource> source, std::optional<ErrorCode> refusal, AfterFailure afterFailure,
        Sinks sinks);
    ~CameraFeed();
    CameraFeed(const CameraFeed&) = delete;
    CameraFeed& operator=(const CameraFeed&) = delete;

    void start();
    void stop();
    [[nodiscard]] video::Frame latest() const;
    [[nodiscard]] video::CameraState state() const;

private:
    void onFrame(const video::Frame& frame);
    void onState(const video::CameraState& state);

    const std::unique_ptr<video::CameraSource> m_source;
    const AfterFailure m_afterFailure;
    const Sinks m_sinks;
    bool m_isRunning = false; // the owner's

    mutable std::mutex m_mutex;
    video::Frame m_latest;
    video::CameraState m_state;
    bool m_hasEnded = false;
};

} // namespace gatehouse::lane
