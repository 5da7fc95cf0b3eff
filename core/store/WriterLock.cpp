#include "core/store/WriterLock.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace gatehouse::store {

Result<WriterLock> WriterLock::acquire(const QString& storeFile)
{
    const QByteArray path = QFile::encodeName(storeFile) + ".lock";
    const int descriptor = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0)
        return failure(ErrorCode::StoreIo, QString::fromLocal8Bit(std::strerror(errno)));
    WriterLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return failure(ErrorCode::StoreInUse, QStringLiteral("another connection writes this store"));
        return failure(ErrorCode::StoreIo, QString::fromLocal8Bit(std::strerror(errno)));
    }
    return lock;
}

WriterLock::WriterLock(WriterLock&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

WriterLock& WriterLock::operator=(WriterLock&& other) noexcept
{
    if (this != &other) {
        release();
        m_descriptor = std::exchange(other.m_descriptor, -1);
    }
    return *this;
}

WriterLock::~WriterLock()
{
    release();
}

void WriterLock::release()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
}

} // namespace gatehouse::store
