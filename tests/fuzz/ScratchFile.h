#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QString>

#include <unistd.h>

namespace gatehouse::fuzz {

// A folder in memory for parsers that read files, and files of fresh names in it: what Qt remembers about a file it
// has read is never about one of these. Gone with the process but for a crash, which leaves a few kilobytes in memory.
class ScratchFolder
{
public:
    ScratchFolder()
        : m_path(QStringLiteral("/dev/shm/gatehouse-fuzz-%1").arg(getpid()))
    {
        if (!QDir().mkpath(m_path))
            qFatal("no folder in memory");
    }
    ~ScratchFolder() { QDir(m_path).removeRecursively(); }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    [[nodiscard]] QString path() const { return m_path; }
    // Writes `bytes` to `name` below the folder, making folders as needed.
    [[nodiscard]] QString write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(m_path + QLatin1Char('/') + name);
        if (name.contains(QLatin1Char('/')))
            QDir().mkpath(file.fileName().section(QLatin1Char('/'), 0, -2));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no file in memory");
        return file.fileName();
    }

private:
    QString m_path;
};

// One input as a file that exists while the object does.
class ScratchFile
{
public:
    ScratchFile(const ScratchFolder& folder, const char* suffix, const QByteArray& bytes)
        : m_path(folder.write(QString::number(s_next++) + QLatin1String(suffix), bytes))
    {
    }
    ~ScratchFile() { QFile::remove(m_path); }
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;

    [[nodiscard]] const QString& path() const { return m_path; }

private:
    static inline int s_next = 0;
    QString m_path;
};

} // namespace gatehouse::fuzz
