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

struct Errand
{
    std::thread thread;
    std::atomic<bool> isDone = false;
};

} // namespace

struct VideoRuntime::Private
{
    std::mutex mutex;
    std::list<Errand> errands;
    qint64 nextStart = 0;
};

VideoRuntime::VideoRuntime(const Clock& clock)
    : m_clock(clock)
    , d(std::make_unique<Private>())
{
    // Counted by GStreamer itself: a second runtime (tests have one each) costs nothing.
    gst_init_check(nullptr, nullptr, nullptr);
    // Its log, which whoever starts the program can ask for with GST_DEBUG, holds what is sent to cameras: passwords.
    gst_debug_remove_log_function(nullptr);
    gst_debug_set_threshold_from_string("none", TRUE);
}

VideoRuntime::~VideoRuntime()
{
    for (Errand& errand : d->errands)
        errand.thread.join();
}

void VideoRuntime::launch(std::function<void()> work)
{
    std::lock_guard lock(d->mutex);
    d->errands.remove_if([](Errand& errand) {
        if (!errand.isDone)
            return false;
        errand.thread.join();
        return true;
    });
    Errand& errand = d->errands.emplace_back();
    errand.thread = std::thread([work = std::move(work), &errand]() mutable {
        work();
        work = nullptr; // what it holds goes before it counts as done
        errand.isDone = true;
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
