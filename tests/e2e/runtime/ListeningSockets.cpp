#include "tests/e2e/runtime/ListeningSockets.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSet>

#include <cstdio>
#include <fcntl.h>
#include <functional>
#include <sched.h>
#include <unistd.h>

namespace gatehouse::test {

namespace {

std::optional<QStringList> listed(const QString& process, const std::function<bool(const QString&)>& isWantedInode)
{
    constexpr int LocalAddress = 1;
    constexpr int State = 3;
    constexpr int Inode = 9;
    const QString tcpListens = QStringLiteral("0A");
    const QString udpUnconnected = QStringLiteral("07");
    QStringList found;
    for (const char* protocol : { "tcp", "tcp6", "udp", "udp6" }) {
        QFile table(QStringLiteral("/proc/%1/net/%2").arg(process, QString::fromLatin1(protocol)));
        if (!table.open(QIODevice::ReadOnly)) {
            if (protocol[3] == '6')
                continue; // a machine without IPv6
            return std::nullopt;
        }
        const QString wanted = protocol[0] == 't' ? tcpListens : udpUnconnected;
        for (const QByteArray& line : table.readAll().split('\n').mid(1)) {
            const QStringList fields = QString::fromLatin1(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
            if (fields.size() > Inode && fields[State] == wanted && isWantedInode(fields[Inode]))
                found.append(QString::fromLatin1(protocol) + QLatin1Char(' ') + fields[LocalAddress]);
        }
    }
    return found;
}

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

std::optional<QStringList> ownListeningSockets()
{
    // The inodes of the process's own sockets: /proc/self/net lists those of the whole machine.
    const QDir descriptors(QStringLiteral("/proc/self/fd"));
    const QFileInfoList entries = descriptors.entryInfoList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
    if (entries.isEmpty())
        return std::nullopt;
    static const QRegularExpression socket(QStringLiteral("socket:\\[(\\d+)\\]"));
    QSet<QString> inodes;
    for (const QFileInfo& descriptor : entries) {
        const auto match = socket.match(QFile::symLinkTarget(descriptor.filePath()));
        if (match.hasMatch())
            inodes.insert(match.captured(1));
    }
    return listed(QStringLiteral("self"), [&inodes](const QString& inode) { return inodes.contains(inode); });
}

std::optional<QStringList> listeningSocketsIn(qint64 processId)
{
    return listed(QString::number(processId), [](const QString&) { return true; });
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
