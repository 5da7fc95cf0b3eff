#include "core/store/RekeyedCopy.h"

#include "core/base/PrivateFile.h"
#include "core/store/Connection.h"
#include "core/store/SqliteError.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace gatehouse::store {

namespace {

Error systemStoreFailure()
{
    return failure(ErrorCode::StoreIo, QString::fromLocal8Bit(std::strerror(errno)));
}

Result<void> flushStoreFile(const QString& file)
{
    const int descriptor = ::open(QFile::encodeName(file).constData(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0)
        return systemStoreFailure();
    const int flushed = ::fsync(descriptor);
    const Result<void> done = flushed == 0 ? Result<void>() : Result<void>(systemStoreFailure());
    ::close(descriptor);
    return done;
}

// Until it is finished the copy is worth nothing: no journal on the disk, nothing flushed on the way.
Result<std::unique_ptr<Connection>> openTarget(const QString& target, const SecretKey& key)
{
    GATEHOUSE_TRY_ASSIGN(made, Connection::open(target, key, Access::Create));
    GATEHOUSE_TRY_ASSIGN(journal, made->word("PRAGMA journal_mode = MEMORY"));
    if (journal != QStringLiteral("memory"))
        return failure(ErrorCode::StoreIo, QStringLiteral("the copy keeps a journal"));
    GATEHOUSE_TRY(made->execute("PRAGMA synchronous = OFF"));
    return std::move(made);
}

void removeLog(const QString& file)
{
    QFile::remove(file + QStringLiteral("-wal"));
    QFile::remove(file + QStringLiteral("-shm"));
}

} // namespace

RekeyedCopy::RekeyedCopy(std::unique_ptr<Connection> target, sqlite3_backup* backup, SecretKey key)
    : m_target(std::move(target))
    , m_backup(backup)
    , m_key(std::move(key))
    , m_file(m_target->file())
{
}

RekeyedCopy::~RekeyedCopy()
{
    if (m_backup)
        sqlite3_backup_finish(m_backup);
    m_target.reset();
    if (!m_isFinished)
        removeFilesOfStore(m_file);
}

Result<std::unique_ptr<RekeyedCopy>> RekeyedCopy::begin(
    Connection& source, QByteArrayView schema, const QString& target, const SecretKey& key)
{
    removeFilesOfStore(target);
    auto opened = openTarget(target, key);
    if (!opened) {
        removeFilesOfStore(target);
        return opened.error();
    }
    std::unique_ptr<Connection> made = std::move(*opened);
    sqlite3_backup* backup =
        sqlite3_backup_init(made->handle(), "main", source.handle(), schema.toByteArray().constData());
    if (!backup) {
        const Error reason = sqliteFailure(made->handle(), sqlite3_extended_errcode(made->handle()));
        made.reset();
        removeFilesOfStore(target);
        return reason;
    }
    return std::unique_ptr<RekeyedCopy>(new RekeyedCopy(std::move(made), backup, key.copy()));
}

Result<RekeyedPages> RekeyedCopy::step(int pages)
{
    // A step of no pages looks how many there are by now.
    int code = sqlite3_backup_step(m_backup, 0);
    if (code == SQLITE_OK)
        code = sqlite3_backup_step(m_backup, std::clamp(sqlite3_backup_remaining(m_backup) - 1, 0, pages));
    if (code != SQLITE_OK)
        return sqliteFailure(m_target->handle(), code);
    const qint64 total = sqlite3_backup_pagecount(m_backup);
    return RekeyedPages { total - sqlite3_backup_remaining(m_backup), total };
}

Result<void> RekeyedCopy::finish()
{
    const int stepped = sqlite3_backup_step(m_backup, -1);
    const int code = sqlite3_backup_finish(std::exchange(m_backup, nullptr));
    if (stepped != SQLITE_DONE || code != SQLITE_OK)
        return sqliteFailure(m_target->handle(), code != SQLITE_OK ? code : stepped);
    m_target.reset();
    {
        GATEHOUSE_TRY_ASSIGN(reopened, Connection::open(m_file, m_key, Access::ReadWrite));
        GATEHOUSE_TRY(reopened->proveEncrypted());
        GATEHOUSE_TRY(reopened->verify());
    }
    removeLog(m_file);
    GATEHOUSE_TRY(flushStoreFile(m_file));
    if (!flushFolder(QFileInfo(m_file).absolutePath()))
        return systemStoreFailure();
    m_isFinished = true;
    return {};
}

Result<bool> opensWith(const QString& file, const SecretKey& key)
{
    const auto opened = Connection::open(file, key, Access::ReadWrite);
    if (!opened && opened.error().code != ErrorCode::StoreDamagedOrWrongKey)
        return opened.error();
    return opened.isOk();
}

void removeFilesOfStore(const QString& file)
{
    QFile::remove(file);
    removeLog(file);
}

Result<void> replaceStore(const QString& file, const QString& replacement)
{
    removeLog(file);
    removeLog(replacement);
    if (::rename(QFile::encodeName(replacement).constData(), QFile::encodeName(file).constData()) != 0)
        return systemStoreFailure();
    if (!flushFolder(QFileInfo(file).absolutePath()))
        return systemStoreFailure();
    return {};
}

} // namespace gatehouse::store
