#include "core/video/VideoRuntime.h"

#include <algorithm>
#include <atomic>
#include <gst/gst.h>
#include <list>
#include <mutex>
#include <thread>

namespace gatehouse::video {

namespace {

// Far enough apart that one core decodes a first key frame in between.
constexpr qint64 StartSpacingMilliseconds = 200;

struct Departure
{
    std::thread thread;
    std::atomic<bool> isDone = false;
};

} // namespace

struct VideoRuntime::Private
{
    std::mutex mutex;
    std::list<Departure> departures;
    qint64 nextStart = 0;
};

VideoRuntime::VideoRuntime(const Clock& clock)
    : m_clock(clock)
    , d(std::make_unique<Private>())
{
    // Counted by GStreamer itself: a second runtime (tests have one each) costs nothing.
    gst_init_check(nullptr, nullptr, nullptr);
}

VideoRuntime::~VideoRuntime()
{
    for (Departure& departure : d->departures)
        departure.thread.join();
}

void VideoRuntime::takeDown(std::function<void()> work)
{
    std::lock_guard lock(d->mutex);
    d->departures.remove_if([](Departure& departure) {
        if (!departure.isDone)
            return false;
        departure.thread.join();
        return true;
    });
    Departure& departure = d->departures.emplace_back();
    departure.thread = std::thread([work = std::move(work), &departure]() mutable {
        work();
        work = nullptr; // what it holds goes before it counts as done
        departure.isDone = true;
    });
}

qint64 VideoRuntime::bookStart()
{
    const qint64 now = m_clock.monotonicMilliseconds();
    std::lock_guard lock(d->mutex);
    const qint64 start = std::max(now, d->nextStart);
    d->nextStart = start + StartSpacingMilliseconds;
    return start - now;
}

} // namespace gatehouse::video
