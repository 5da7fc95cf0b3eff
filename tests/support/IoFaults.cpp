#include "tests/support/IoFaults.h"

#include <QFile>

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <mutex>
#include <string>
#include <sys/types.h>
#include <unistd.h>

namespace gatehouse::test {

namespace {

enum class Call { Read, TakesRoom, Name, Write, Other };
enum class Outcome { GoesThrough, Fails, Half };

struct State
{
    std::mutex mutex;
    std::string folder;
    IoFaults::Kind kind = IoFaults::Kind::IoError;
    IoFaults::Reach reach = IoFaults::Reach::Once;
    long nth = 0;
    long seen = 0;
    std::string last;
};
std::atomic<bool> isArmed = false;

State& state()
{
    static State one;
    return one;
}

bool concerns(IoFaults::Kind kind, Call call)
{
    switch (kind) {
    case IoFaults::Kind::DiskFull:
        return call == Call::Write || call == Call::TakesRoom || call == Call::Name;
    case IoFaults::Kind::NoMoreBytes:
        return call == Call::Write || call == Call::TakesRoom;
    case IoFaults::Kind::IoError:
        return true;
    case IoFaults::Kind::ShortWrite:
        return call == Call::Write;
    }
    return false;
}

Outcome judgeCall(const char* path, Call call, State& now)
{
    if (!isArmed || !concerns(now.kind, call) || std::strncmp(path, now.folder.c_str(), now.folder.size()) != 0)
        return Outcome::GoesThrough;
    ++now.seen;
    const bool isAfter = now.nth > 0 && now.seen > now.nth;
    errno = now.kind == IoFaults::Kind::IoError ? EIO : ENOSPC;
    if (now.kind == IoFaults::Kind::ShortWrite && now.nth > 0) {
        if (now.seen == now.nth)
            return Outcome::Half;
        return now.seen == now.nth + 1 || (isAfter && now.reach == IoFaults::Reach::FromThenOn) ? Outcome::Fails
                                                                                                : Outcome::GoesThrough;
    }
    return now.seen == now.nth || (isAfter && now.reach == IoFaults::Reach::FromThenOn) ? Outcome::Fails
                                                                                        : Outcome::GoesThrough;
}

Outcome judge(const char* path, Call call, const char* name)
{
    State& now = state();
    const std::lock_guard lock(now.mutex);
    const Outcome outcome = judgeCall(path, call, now);
    if (outcome != Outcome::GoesThrough) {
        const int reason = errno;
        now.last = std::string(name) + ' ' + (std::strrchr(path, '/') ? std::strrchr(path, '/') + 1 : path);
        errno = reason;
    }
    return outcome;
}

Outcome judge(int descriptor, Call call, const char* name)
{
    if (!isArmed)
        return Outcome::GoesThrough;
    char link[64];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    char path[PATH_MAX];
    const ssize_t length = ::readlink(link, path, sizeof path - 1);
    if (length <= 0)
        return Outcome::GoesThrough;
    path[length] = '\0';
    return judge(path, call, name);
}

template <typename Function>
Function* real(const char* name)
{
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

bool isMaking(int flags)
{
    return (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
}

template <typename Write>
ssize_t written(int descriptor, size_t size, const char* name, Write write)
{
    switch (judge(descriptor, Call::Write, name)) {
    case Outcome::Fails:
        return -1;
    case Outcome::Half:
        return write(size > 1 ? size / 2 : size);
    case Outcome::GoesThrough:
        break;
    }
    return write(size);
}

} // namespace

void IoFaults::arm(const QString& folder, Kind kind, long nth, Reach reach)
{
    State& now = state();
    const std::lock_guard lock(now.mutex);
    now.folder = QFile::encodeName(folder).toStdString();
    now.kind = kind;
    now.reach = reach;
    now.nth = nth;
    now.seen = 0;
    isArmed = true;
}

QString IoFaults::lastFault()
{
    State& now = state();
    const std::lock_guard lock(now.mutex);
    return QString::fromStdString(now.last);
}

long IoFaults::disarm()
{
    State& now = state();
    const std::lock_guard lock(now.mutex);
    isArmed = false;
    return now.seen;
}

} // namespace gatehouse::test

// Functions of our own names under the symbols of the C library: the program's come before the library's, for Qt too.
namespace {

using namespace gatehouse::test;

using OpenFunction = int(const char*, int, mode_t);
using WriteFunction = ssize_t(int, const void*, size_t);
using WriteAtFunction = ssize_t(int, const void*, size_t, off_t);
using ReadFunction = ssize_t(int, void*, size_t);
using ReadAtFunction = ssize_t(int, void*, size_t, off_t);
using FlushFunction = int(int);
using CutFunction = int(int, off_t);
using PathFunction = int(const char*);
using TwoPathsFunction = int(const char*, const char*);
using MakeFunction = int(const char*, mode_t);

int openThrough(const char* name, const char* path, int flags, mode_t mode)
{
    if (judge(path, isMaking(flags) ? Call::TakesRoom : Call::Other, "open") == Outcome::Fails)
        return -1;
    return real<OpenFunction>(name)(path, flags, mode);
}

mode_t modeIn(int flags, va_list arguments)
{
    return isMaking(flags) ? static_cast<mode_t>(va_arg(arguments, int)) : 0;
}

} // namespace

extern "C" {

int gatehouseOpen(const char* path, int flags, ...) __asm__("open");
int gatehouseOpen(const char* path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeIn(flags, arguments);
    va_end(arguments);
    return openThrough("open", path, flags, mode);
}

int gatehouseOpen64(const char* path, int flags, ...) __asm__("open64");
int gatehouseOpen64(const char* path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeIn(flags, arguments);
    va_end(arguments);
    return openThrough("open64", path, flags, mode);
}

ssize_t gatehouseWrite(int descriptor, const void* bytes, size_t size) __asm__("write");
ssize_t gatehouseWrite(int descriptor, const void* bytes, size_t size)
{
    static auto* const through = real<WriteFunction>("write");
    return written(descriptor, size, "write", [&](size_t part) { return through(descriptor, bytes, part); });
}

ssize_t gatehousePwrite(int descriptor, const void* bytes, size_t size, off_t at) __asm__("pwrite");
ssize_t gatehousePwrite(int descriptor, const void* bytes, size_t size, off_t at)
{
    static auto* const through = real<WriteAtFunction>("pwrite");
    return written(descriptor, size, "write", [&](size_t part) { return through(descriptor, bytes, part, at); });
}

ssize_t gatehousePwrite64(int descriptor, const void* bytes, size_t size, off_t at) __asm__("pwrite64");
ssize_t gatehousePwrite64(int descriptor, const void* bytes, size_t size, off_t at)
{
    static auto* const through = real<WriteAtFunction>("pwrite64");
    return written(descriptor, size, "write", [&](size_t part) { return through(descriptor, bytes, part, at); });
}

ssize_t gatehouseRead(int descriptor, void* bytes, size_t size) __asm__("read");
ssize_t gatehouseRead(int descriptor, void* bytes, size_t size)
{
    static auto* const through = real<ReadFunction>("read");
    return judge(descriptor, Call::Read, "read") == Outcome::Fails ? -1 : through(descriptor, bytes, size);
}

ssize_t gatehousePread(int descriptor, void* bytes, size_t size, off_t at) __asm__("pread");
ssize_t gatehousePread(int descriptor, void* bytes, size_t size, off_t at)
{
    static auto* const through = real<ReadAtFunction>("pread");
    return judge(descriptor, Call::Read, "read") == Outcome::Fails ? -1 : through(descriptor, bytes, size, at);
}

ssize_t gatehousePread64(int descriptor, void* bytes, size_t size, off_t at) __asm__("pread64");
ssize_t gatehousePread64(int descriptor, void* bytes, size_t size, off_t at)
{
    static auto* const through = real<ReadAtFunction>("pread64");
    return judge(descriptor, Call::Read, "read") == Outcome::Fails ? -1 : through(descriptor, bytes, size, at);
}

int gatehouseFsync(int descriptor) __asm__("fsync");
int gatehouseFsync(int descriptor)
{
    static auto* const through = real<FlushFunction>("fsync");
    return judge(descriptor, Call::TakesRoom, "fsync") == Outcome::Fails ? -1 : through(descriptor);
}

int gatehouseFdatasync(int descriptor) __asm__("fdatasync");
int gatehouseFdatasync(int descriptor)
{
    static auto* const through = real<FlushFunction>("fdatasync");
    return judge(descriptor, Call::TakesRoom, "fdatasync") == Outcome::Fails ? -1 : through(descriptor);
}

int gatehouseFtruncate(int descriptor, off_t size) __asm__("ftruncate");
int gatehouseFtruncate(int descriptor, off_t size)
{
    static auto* const through = real<CutFunction>("ftruncate");
    return judge(descriptor, Call::TakesRoom, "ftruncate") == Outcome::Fails ? -1 : through(descriptor, size);
}

int gatehouseFtruncate64(int descriptor, off_t size) __asm__("ftruncate64");
int gatehouseFtruncate64(int descriptor, off_t size)
{
    static auto* const through = real<CutFunction>("ftruncate64");
    return judge(descriptor, Call::TakesRoom, "ftruncate64") == Outcome::Fails ? -1 : through(descriptor, size);
}

int gatehouseUnlink(const char* path) __asm__("unlink");
int gatehouseUnlink(const char* path)
{
    static auto* const through = real<PathFunction>("unlink");
    return judge(path, Call::Other, "unlink") == Outcome::Fails ? -1 : through(path);
}

int gatehouseRename(const char* from, const char* to) __asm__("rename");
int gatehouseRename(const char* from, const char* to)
{
    static auto* const through = real<TwoPathsFunction>("rename");
    return judge(to, Call::Name, "rename") == Outcome::Fails ? -1 : through(from, to);
}

int gatehouseLink(const char* from, const char* to) __asm__("link");
int gatehouseLink(const char* from, const char* to)
{
    static auto* const through = real<TwoPathsFunction>("link");
    return judge(to, Call::Name, "link") == Outcome::Fails ? -1 : through(from, to);
}

int gatehouseMkdir(const char* path, mode_t mode) __asm__("mkdir");
int gatehouseMkdir(const char* path, mode_t mode)
{
    static auto* const through = real<MakeFunction>("mkdir");
    return judge(path, Call::TakesRoom, "mkdir") == Outcome::Fails ? -1 : through(path, mode);
}

} // extern "C"
