#include "tests/support/NoListening.h"

#include <cerrno>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <seccomp.h>
#include <thread>

namespace gatehouse::test {

namespace {

// One piece of work at a time, from the tests' thread to the one outside.
struct Hatch
{
    std::mutex mutex;
    std::condition_variable changed;
    const std::function<void()>* work = nullptr;
};

// Never destroyed: the thread outside waits on it until the process ends, and peers die with that thread.
Hatch* hatch = nullptr;

void serve(Hatch& own)
{
    std::unique_lock lock(own.mutex);
    for (;;) {
        own.changed.wait(lock, [&own] { return own.work != nullptr; });
        (*own.work)();
        own.work = nullptr;
        own.changed.notify_all();
    }
}

long threadCount()
{
    return std::distance(std::filesystem::directory_iterator("/proc/self/task"), std::filesystem::directory_iterator());
}

} // namespace

bool forbidListening()
{
    const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (filter == nullptr)
        return false;
    bool isSet = true;
    for (const int call : { SCMP_SYS(listen), SCMP_SYS(accept), SCMP_SYS(accept4) })
        isSet = isSet && seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, call, 0) == 0;
    // Its ring would accept on behalf of the process.
    isSet = isSet && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(io_uring_setup), 0) == 0;
    isSet = isSet && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return isSet;
}

void forbidListeningInThisProcess()
{
    if (threadCount() == 1) {
        hatch = new Hatch;
        std::thread(serve, std::ref(*hatch)).detach();
        if (forbidListening())
            return;
    }
    std::fputs("listening cannot be forbidden: threads run already, or this kernel has no such filter\n", stderr);
    std::exit(EXIT_FAILURE);
}

void outside(const std::function<void()>& work)
{
    if (hatch == nullptr) {
        work();
        return;
    }
    std::unique_lock lock(hatch->mutex);
    hatch->work = &work;
    hatch->changed.notify_all();
    hatch->changed.wait(lock, [] { return hatch->work == nullptr; });
}

} // namespace gatehouse::test
