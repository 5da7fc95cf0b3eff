#include "core/store/EncryptedCopy.h"

#include "core/base/PrivateFile.h"
#include "core/store/SqliteError.h"

#include <QFile>

#include <sqlite3.h>

namespace gatehouse::store {

namespace {

constexpr int PagesAtATime = 256;

Result<void> copyInSteps(sqlite3_backup* backup, Connection& target, const CopyWatcher& watcher)
{
    for (;;) {
        const int stepped = sqlite3_backup_step(backup, PagesAtATime);
        if (stepped != SQLITE_OK && stepped != SQLITE_DONE)
            return sqliteFailure(target.handle(), stepped);
        const qint64 total = sqlite3_backup_pagecount(backup);
        const CopyProgress progress { total - sqlite3_backup_remaining(backup), total };
        if (watcher && watcher(progress) == CopyGoesOn::No)
            return failure(ErrorCode::Cancelled);
        if (stepped == SQLITE_DONE)
            return {};
    }
}

Result<void> copyPages(Connection& source, Connection& target, const CopyWatcher& watcher)
{
    sqlite3_backup* backup = sqlite3_backup_init(target.handle(), "main", source.handle(), "main");
    if (!backup)
        return sqliteFailure(target.handle(), sqlite3_extended_errcode(target.handle()));
    auto copied = copyInSteps(backup, target, watcher);
    const int finished = sqlite3_backup_finish(backup);
    if (copied && finished != SQLITE_OK)
        return sqliteFailure(target.handle(), finished);
    return copied;
}

Result<void> flushCopy(const QString& file)
{
    if (auto flushed = flushFile(file); !flushed)
        return failure(ErrorCode::StoreIo, flushed.error().detail);
    return {};
}

Result<void> copyAndCheck(Connection& source, const QString& target, const SecretKey& key, const CopyWatcher& watcher)
{
    {
        GATEHOUSE_TRY_ASSIGN(copy, Connection::open(target, key, Access::CopyTarget));
        GATEHOUSE_TRY(copyPages(source, *copy, watcher));
    }
    GATEHOUSE_TRY(flushCopy(target));
    GATEHOUSE_TRY_ASSIGN(reopened, Connection::open(target, key, Access::ReadWrite));
    GATEHOUSE_TRY(reopened->verify());
    GATEHOUSE_TRY_ASSIGN(copied, reopened->number("PRAGMA user_version"));
    GATEHOUSE_TRY_ASSIGN(original, source.number("PRAGMA user_version"));
    if (copied != original)
        return failure(ErrorCode::StoreIo, QStringLiteral("the copy is not the original"));
    return {};
}

} // namespace

Result<void> makeVerifiedCopy(
    Connection& source, const QString& target, const SecretKey& key, const CopyWatcher& watcher)
{
    removeStoreFiles(target);
    auto done = copyAndCheck(source, target, key, watcher);
    if (!done)
        removeStoreFiles(target);
    return done;
}

Result<void> copyWhileInUse(
    const QString& source, const QString& target, const SecretKey& key, const CopyWatcher& watcher)
{
    GATEHOUSE_TRY_ASSIGN(reader, Connection::open(source, key, Access::ReadOnly));
    // The snapshot is held from the first read to the end: what writers add meanwhile cannot restart the copy.
    GATEHOUSE_TRY(reader->execute("BEGIN"));
    GATEHOUSE_TRY(reader->number("SELECT count(*) FROM sqlite_schema"));
    return makeVerifiedCopy(*reader, target, key, watcher);
}

void removeStoreFiles(const QString& file)
{
    for (const QLatin1StringView suffix :
        { QLatin1StringView(""), QLatin1StringView("-wal"), QLatin1StringView("-shm"), QLatin1StringView("-journal") })
        QFile::remove(file + suffix);
}

} // namespace gatehouse::store
