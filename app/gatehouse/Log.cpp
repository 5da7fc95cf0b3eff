#include "app/gatehouse/Log.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMutex>
#include <QRegularExpression>

#include <cstdio>
#include <memory>

namespace gatehouse {

namespace {

// The handler Qt calls is a plain function: what it writes to can only live here.
struct LogFile
{
    QMutex mutex;
    std::unique_ptr<QFile> file;
};

LogFile& logFile()
{
    static LogFile log;
    return log;
}

const char* levelWord(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "error";
    case QtFatalMsg:
        return "fatal";
    }
    return "";
}

void writeMessage(QtMsgType type, const QMessageLogContext&, const QString& message)
{
    const QByteArray line = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1() + ' '
        + levelWord(type) + ' ' + withoutAddresses(message).simplified().toUtf8() + '\n';
    LogFile& log = logFile();
    const QMutexLocker lock(&log.mutex);
    if (log.file) {
        log.file->write(line);
        log.file->flush();
    }
    if (type != QtDebugMsg && type != QtInfoMsg)
        std::fwrite(line.constData(), 1, std::size_t(line.size()), stderr);
}

} // namespace

void startLog(const QString& file)
{
    QDir().mkpath(QFileInfo(file).absolutePath());
    if (QFileInfo(file).size() > MostLogBytes) {
        QFile::remove(file + QStringLiteral(".1"));
        QFile::rename(file, file + QStringLiteral(".1"));
    }
    auto opened = std::make_unique<QFile>(file);
    const bool isOpen = opened->open(QIODevice::WriteOnly | QIODevice::Append);
    if (isOpen)
        opened->setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    {
        LogFile& log = logFile();
        const QMutexLocker lock(&log.mutex);
        log.file = isOpen ? std::move(opened) : nullptr;
    }
    qInstallMessageHandler(writeMessage);
}

QString withoutAddresses(const QString& message)
{
    static const QRegularExpression url(QStringLiteral("\\b[a-zA-Z][a-zA-Z0-9+.-]*://\\S+"));
    static const QRegularExpression home(QStringLiteral("/(?:home|root|media|mnt)(?:/\\S*)?"));
    QString clean = message;
    clean.replace(url, QStringLiteral("<address>"));
    clean.replace(home, QStringLiteral("<path>"));
    return clean;
}

} // namespace gatehouse
