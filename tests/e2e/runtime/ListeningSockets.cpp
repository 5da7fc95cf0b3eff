#include "tests/e2e/runtime/ListeningSockets.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSet>

namespace gatehouse::test {

namespace {

// The inodes of the process's own sockets: /proc/PID/net lists those of the whole machine.
QSet<QString> socketInodes(qint64 processId)
{
    QSet<QString> inodes;
    const QDir descriptors(QStringLiteral("/proc/%1/fd").arg(processId));
    static const QRegularExpression socket(QStringLiteral("socket:\\[(\\d+)\\]"));
    for (const QFileInfo& descriptor :
        descriptors.entryInfoList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)) {
        const auto match = socket.match(QFile::symLinkTarget(descriptor.filePath()));
        if (match.hasMatch())
            inodes.insert(match.captured(1));
    }
    return inodes;
}

} // namespace

QStringList listeningSockets(qint64 processId)
{
    constexpr int LocalAddress = 1;
    constexpr int State = 3;
    constexpr int Inode = 9;
    const QString tcpListens = QStringLiteral("0A");
    const QString udpUnconnected = QStringLiteral("07");
    const QSet<QString> own = socketInodes(processId);
    QStringList found;
    for (const char* protocol : { "tcp", "tcp6", "udp", "udp6" }) {
        QFile table(QStringLiteral("/proc/%1/net/%2").arg(processId).arg(QString::fromLatin1(protocol)));
        if (!table.open(QIODevice::ReadOnly))
            continue;
        const QString wanted = protocol[0] == 't' ? tcpListens : udpUnconnected;
        for (const QByteArray& line : table.readAll().split('\n').mid(1)) {
            const QStringList fields = QString::fromLatin1(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
            if (fields.size() > Inode && fields[State] == wanted && own.contains(fields[Inode]))
                found.append(QString::fromLatin1(protocol) + QLatin1Char(' ') + fields[LocalAddress]);
        }
    }
    return found;
}

} // namespace gatehouse::test
