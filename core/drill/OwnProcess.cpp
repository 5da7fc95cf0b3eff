#include "core/drill/OwnProcess.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSet>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gatehouse::drill {

namespace {

QFileInfoList ownDescriptors()
{
    return QDir(QStringLiteral("/proc/self/fd")).entryInfoList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
}

// "flags:	0100002" in /proc/self/fdinfo/N, octal.
bool isForWriting(const QString& descriptor)
{
    QFile info(QStringLiteral("/proc/self/fdinfo/") + descriptor);
    if (!info.open(QIODevice::ReadOnly))
        return false;
    for (const QByteArray& line : info.readAll().split('\n')) {
        if (line.startsWith("flags:"))
            return (line.mid(6).trimmed().toInt(nullptr, 8) & O_ACCMODE) != O_RDONLY;
    }
    return false;
}

} // namespace

std::optional<QStringList> listeningSocketsOf(
    const QString& process, const std::function<bool(const QString& inode)>& isWanted)
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
            if (fields.size() > Inode && fields[State] == wanted && isWanted(fields[Inode]))
                found.append(QString::fromLatin1(protocol) + QLatin1Char(' ') + fields[LocalAddress]);
        }
    }
    return found;
}

std::optional<QStringList> ownListeningSockets()
{
    // The inodes of the process's own sockets: /proc/self/net lists those of the whole machine.
    const QFileInfoList descriptors = ownDescriptors();
    if (descriptors.isEmpty())
        return std::nullopt;
    static const QRegularExpression socket(QStringLiteral("socket:\\[(\\d+)\\]"));
    QSet<QString> inodes;
    for (const QFileInfo& descriptor : descriptors) {
        const auto match = socket.match(QFile::symLinkTarget(descriptor.filePath()));
        if (match.hasMatch())
            inodes.insert(match.captured(1));
    }
    return listeningSocketsOf(
        QStringLiteral("self"), [&inodes](const QString& inode) { return inodes.contains(inode); });
}

std::optional<QStringList> ownFilesOpenToOthers()
{
    const QFileInfoList descriptors = ownDescriptors();
    if (descriptors.isEmpty())
        return std::nullopt;
    QStringList found;
    for (const QFileInfo& descriptor : descriptors) {
        // Where whoever started the program sends its output is theirs to choose.
        if (descriptor.fileName().toInt() <= STDERR_FILENO)
            continue;
        struct stat status
        {
        };
        if (::stat(QFile::encodeName(descriptor.filePath()).constData(), &status) != 0 || !S_ISREG(status.st_mode))
            continue;
        constexpr mode_t ForOthers = S_IRWXG | S_IRWXO;
        if ((status.st_mode & ForOthers) != 0 && status.st_nlink > 0 && isForWriting(descriptor.fileName()))
            found.append(QFile::symLinkTarget(descriptor.filePath()));
    }
    return found;
}

bool isOwnMemoryPrivate()
{
    rlimit core {};
    return ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 && ::getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_cur == 0;
}

} // namespace gatehouse::drill
