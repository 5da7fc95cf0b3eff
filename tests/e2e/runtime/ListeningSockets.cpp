#include "tests/e2e/runtime/ListeningSockets.h"

#include "core/drill/OwnProcess.h"

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

namespace gatehouse::test {

namespace {

// Runs between fork() and exec(): system calls only.
bool writeTo(const char* file, const char* text)
{
    const int descriptor = open(file, O_WRONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    std::size_t length = 0;
    while (text[length] != '\0')
        ++length;
    const bool isWritten = write(descriptor, text, length) == static_cast<ssize_t>(length);
    close(descriptor);
    return isWritten;
}

// Who is not root may have a network of their own only as root of a world of their own, in which they stay who they
// are.
bool leaveNetwork(const char* userMap, const char* groupMap)
{
    if (unshare(CLONE_NEWNET) == 0)
        return true;
    return unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0 && writeTo("/proc/self/setgroups", "deny")
        && writeTo("/proc/self/uid_map", userMap) && writeTo("/proc/self/gid_map", groupMap);
}

} // namespace

std::optional<QStringList> listeningSocketsIn(qint64 processId)
{
    return drill::listeningSocketsOf(QString::number(processId), [](const QString&) { return true; });
}

void giveOwnNetwork(QProcess& process)
{
    const auto same = [](unsigned id) { return QByteArray::number(id) + ' ' + QByteArray::number(id) + " 1"; };
    process.setChildProcessModifier([users = same(getuid()), groups = same(getgid())] {
        if (leaveNetwork(users.constData(), groups.constData()))
            return;
        static constexpr char Words[] =
            "this machine gives a process no network of its own: sockets cannot be checked\n";
        (void)!write(STDERR_FILENO, Words, sizeof Words - 1);
        _exit(NoOwnNetwork);
    });
}

} // namespace gatehouse::test
