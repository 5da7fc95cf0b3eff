#include "core/base/PrivateFile.h"

#include "core/base/PrivateFileWriter.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gatehouse {

namespace {

// Closes what it holds; -1 holds nothing.
class Descriptor
{
public:
    explicit Descriptor(int value)
        : m_value(value)
    {
    }
    ~Descriptor()
    {
        if (m_value >= 0)
            ::close(m_value);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int value() const { return m_value; }
    [[nodiscard]] bool isOpen() const { return m_value >= 0; }

private:
    int m_value;
};

Error systemFailure(ErrorCode code)
{
    return failure(code, QString::fromLocal8Bit(std::strerror(errno)));
}

} // namespace

Result<void> makePrivateFolder(const QString& folder)
{
    const QFileInfo there(folder);
    if (there.isDir()) {
        struct stat status
        {
        };
        if (::stat(QFile::encodeName(folder).constData(), &status) == 0 && status.st_uid == ::geteuid()
            && (status.st_mode & 0077) != 0 && ::chmod(QFile::encodeName(folder).constData(), 0700) != 0)
            return systemFailure(ErrorCode::FileNotWritable);
        return {};
    }
    const QString parent = QFileInfo(there.absoluteFilePath()).absolutePath();
    if (!QDir().mkpath(parent))
        return failure(ErrorCode::FileNotWritable, QStringLiteral("the folder above cannot be made"));
    if (::mkdir(QFile::encodeName(folder).constData(), 0700) != 0)
        return systemFailure(ErrorCode::FileNotWritable);
    return flushFolder(parent);
}

Result<void> createPrivateFile(const QString& file)
{
    const Descriptor made(
        ::open(QFile::encodeName(file).constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!made.isOpen())
        return systemFailure(errno == EEXIST ? ErrorCode::AlreadyExists : ErrorCode::FileNotWritable);
    return {};
}

Result<void> replacePrivateFile(const QString& file, const QByteArray& content)
{
    GATEHOUSE_TRY_ASSIGN(writer, PrivateFileWriter::create(file));
    GATEHOUSE_TRY(writer.write(content));
    return writer.commit();
}

Result<QByteArray> readSmallFile(const QString& file, qint64 limit)
{
    QFile source(file);
    if (!source.exists())
        return failure(ErrorCode::NotFound);
    if (!source.open(QIODevice::ReadOnly))
        return failure(ErrorCode::FileNotReadable, QStringLiteral("error %1").arg(source.error()));
    const qint64 expected = std::min(limit, source.size());
    const QByteArray content = source.read(expected + 1); // one more: it may be longer, or grow meanwhile
    if (source.error() != QFile::NoError || content.size() > expected)
        return failure(ErrorCode::FileNotReadable, QStringLiteral("unreadable or too long"));
    return content;
}

Result<void> flushFile(const QString& file)
{
    const Descriptor opened(::open(QFile::encodeName(file).constData(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
    if (!opened.isOpen() || ::fsync(opened.value()) != 0)
        return systemFailure(ErrorCode::FileNotWritable);
    return {};
}

Result<void> flushFolder(const QString& folder)
{
    const Descriptor opened(::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened.isOpen() || ::fsync(opened.value()) != 0)
        return systemFailure(ErrorCode::FileNotWritable);
    return {};
}

Result<void> removeOverwritten(const QString& file)
{
    const QByteArray path = QFile::encodeName(file);
    {
        const Descriptor opened(::open(path.constData(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
        if (!opened.isOpen() && errno == ENOENT)
            return {};
        struct stat status
        {
        };
        if (!opened.isOpen() || ::fstat(opened.value(), &status) != 0)
            return systemFailure(ErrorCode::FileNotWritable);
        const QByteArray zeros(64 * 1024, '\0');
        const off_t end = status.st_nlink > 1 ? 0 : status.st_size;
        for (off_t at = 0; at < end; at += zeros.size()) {
            const auto wanted = static_cast<std::size_t>(std::min<off_t>(zeros.size(), end - at));
            if (::pwrite(opened.value(), zeros.constData(), wanted, at) != static_cast<ssize_t>(wanted))
                return systemFailure(ErrorCode::FileNotWritable);
        }
        if (::fsync(opened.value()) != 0)
            return systemFailure(ErrorCode::FileNotWritable);
    }
    if (::unlink(path.constData()) != 0 && errno != ENOENT)
        return systemFailure(ErrorCode::FileNotWritable);
    return {};
}

} // namespace gatehouse
