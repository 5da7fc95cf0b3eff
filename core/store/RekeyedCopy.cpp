#include "core/store/RekeyedCopy.h"

#include "core/base/PrivateFile.h"
#include "core/store/Connection.h"
#include "core/store/EncryptedCopy.h"
#include "core/store/SqliteError.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <sqlite3.h>

namespace gatehouse::store {

namespace {

Error systemStoreFailure()
{
    return failure(ErrorCode::StoreIo, QString::fromLocal8Bit(std::strerror(errno)));
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
        removeStoreFiles(m_file);
}

Result<std::unique_ptr<RekeyedCopy>> RekeyedCopy::begin(
    Connection& source, QByteArrayView schema, const QString& target, const SecretKey& key)
{
    removeStoreFiles(target);
    auto opened = Connection::open(target, key, Access::CopyTarget);
    if (!opened) {
        removeStoreFiles(target);
        return opened.error();
    }
    std::unique_ptr<Connection> made = std::move(*opened);
    sqlite3_backup* backup =
        sqlite3_backup_init(made->handle(), "main", source.handle(), schema.toByteArray().constData());
    if (!backup) {
        const Error reason = sqliteFailure(made->handle(), sqlite3_extended_errcode(made->handle()));
        made.reset();
        removeStoreFiles(target);
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
    if (!flushFile(m_file) || !flushFolder(QFileInfo(m_file).absolutePath()))
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
