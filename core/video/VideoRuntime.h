#pragma once

#include "core/base/Clock.h"

#include <functional>
#include <memory>

namespace gatehouse::video {

// What all cameras of a program share: GStreamer, made ready once and its log shut, the clock, and the threads they run
// on. Made before the first source and destroyed after the last one; the clock outlives it. A stopped source leaves its
// thread here to end by itself, so that stop() never waits for a slow camera; the destructor waits for all of them: no
// thread outlives the runtime. Any thread may call it.
class VideoRuntime
{
public:
    explicit VideoRuntime(const Clock& clock);
    ~VideoRuntime();
    VideoRuntime(const VideoRuntime&) = delete;
    VideoRuntime& operator=(const VideoRuntime&) = delete;

    [[nodiscard]] const Clock& clock() const { return m_clock; }

    // Runs `work` on a thread of its own, at once.
    void launch(std::function<void()> work);

    // How many milliseconds a network camera that wants to connect now should wait, so that a console's cameras do not
    // all connect in the same instant: each call books the next free moment.
    [[nodiscard]] qint64 bookStart();

private:
    struct Private;
    const Clock& m_clock;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::video
