#include "core/base/PrivateFileWriter.h"

#include "core/base/PrivateFile.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace gatehouse {

namespace {

Error writeFailure()
{
    const bool isFull = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
    return failure(
        isFull ? ErrorCode::DiskFull : ErrorCode::FileNotWritable, QString::fromLocal8Bit(std::strerror(errno)));
}

// 0600 again, whatever the umask says; a stick's file system may know no owners at all.
bool closeToOthers(int descriptor)
{
    return ::fchmod(descriptor, 0600) == 0 || errno == EPERM;
}

bool writeAllAt(int descriptor, const QByteArray& content, qint64 offset)
{
    qsizetype written = 0;
    while (written < content.size()) {
        const ssize_t count = ::pwrite(descriptor, content.constData() + written,
            static_cast<std::size_t>(content.size() - written), offset + written);
        if (count < 0 && errno == EINTR)
            continue;
        if (count == 0)
            errno = ENOSPC;
        if (count <= 0)
            return false;
        written += count;
    }
    return true;
}

} // namespace

PrivateFileWriter::PrivateFileWriter(int descriptor, QByteArray target)
    : m_descriptor(descriptor)
    , m_target(std::move(target))
{
}

PrivateFileWriter::PrivateFileWriter(PrivateFileWriter&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_target(std::move(other.m_target))
{
}

PrivateFileWriter::~PrivateFileWriter()
{
    if (m_descriptor < 0)
        return;
    ::close(m_descriptor);
    ::unlink(partial().constData());
}

Result<PrivateFileWriter> PrivateFileWriter::create(const QString& file)
{
    const QByteArray target = QFile::encodeName(QFileInfo(file).absoluteFilePath());
    // What lies there may be somebody else's, who keeps it open: it is removed, never filled.
    const QByteArray part = target + ".part";
    ::unlink(part.constData());
    const int descriptor = ::open(part.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0)
        return writeFailure();
    PrivateFileWriter writer(descriptor, target);
    if (!closeToOthers(descriptor))
        return writeFailure();
    return writer;
}

Result<void> PrivateFileWriter::write(const QByteArray& bytes)
{
    const off_t end = ::lseek(m_descriptor, 0, SEEK_END);
    if (end < 0 || !writeAllAt(m_descriptor, bytes, end))
        return writeFailure();
    return {};
}

Result<void> PrivateFileWriter::overwrite(qint64 offset, const QByteArray& bytes)
{
    if (!writeAllAt(m_descriptor, bytes, offset))
        return writeFailure();
    return {};
}

Result<void> PrivateFileWriter::commit()
{
    const QByteArray part = partial();
    const bool isFlushed = ::fsync(m_descriptor) == 0;
    const int flushError = errno;
    const bool isClosed = ::close(std::exchange(m_descriptor, -1)) == 0;
    if (!isFlushed || !isClosed || ::rename(part.constData(), m_target.constData()) != 0) {
        if (!isFlushed)
            errno = flushError;
        const Error reason = writeFailure();
        ::unlink(part.constData());
        return reason;
    }
    return flushFolder(QFileInfo(QFile::decodeName(m_target)).absolutePath());
}

} // namespace gatehouse
