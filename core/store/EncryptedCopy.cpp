#include "core/store/EncryptedCopy.h"

#include "core/store/SqliteError.h"

#include <QFile>

#include <sqlite3.h>

namespace gatehouse::store {

namespace {

void removeStoreFiles(const QString& file)
{
    for (const QLatin1StringView suffix :
        { QLatin1StringView(""), QLatin1StringView("-wal"), QLatin1StringView("-shm") })
        QFile::remove(file + suffix);
}

Result<void> copyPages(Connection& source, Connection& target)
{
    sqlite3_backup* backup = sqlite3_backup_init(target.handle(), "main", source.handle(), "main");
    if (!backup)
        return sqliteFailure(target.handle(), sqlite3_extended_errcode(target.handle()));
    const int stepped = sqlite3_backup_step(backup, -1);
    const int finished = sqlite3_backup_finish(backup);
    if (stepped != SQLITE_DONE)
        return sqliteFailure(target.handle(), stepped);
    if (finished != SQLITE_OK)
        return sqliteFailure(target.handle(), finished);
    return {};
}

Result<void> copyAndCheck(Connection& source, const QString& target, const SecretKey& key)
{
    {
        GATEHOUSE_TRY_ASSIGN(copy, Connection::open(target, key, Access::Create));
        GATEHOUSE_TRY(copyPages(source, *copy));
    }
    GATEHOUSE_TRY_ASSIGN(reopened, Connection::open(target, key, Access::ReadWrite));
    GATEHOUSE_TRY(reopened->verify());
    GATEHOUSE_TRY_ASSIGN(copied, reopened->number("PRAGMA user_version"));
    GATEHOUSE_TRY_ASSIGN(original, source.number("PRAGMA user_version"));
    if (copied != original)
        return failure(ErrorCode::StoreIo, QStringLiteral("the copy is not the original"));
    return {};
}

} // namespace

Result<void> makeVerifiedCopy(Connection& source, const QString& target, const SecretKey& key)
{
    removeStoreFiles(target);
    auto done = copyAndCheck(source, target, key);
    if (!done)
        removeStoreFiles(target);
    return done;
}

} // namespace gatehouse::store
