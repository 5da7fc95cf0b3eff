#include "core/store/Migrator.h"

#include "core/base/PrivateFile.h"
#include "core/store/EncryptedCopy.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace gatehouse::store {

namespace {

Error stepFailure(const Migration& step, const Error& reason)
{
    if (reason.code == ErrorCode::StoreFull)
        return reason;
    return failure(ErrorCode::MigrationFailed, QStringLiteral("step %1: %2").arg(step.version).arg(reason.detail));
}

Result<void> applyInside(Connection& connection, const Migration& step, QByteArrayView schema = "main")
{
    GATEHOUSE_TRY(connection.execute(step.sql));
    GATEHOUSE_TRY_ASSIGN(dangling, connection.word("PRAGMA foreign_key_check"));
    if (!dangling.isEmpty())
        return failure(ErrorCode::MigrationFailed, QStringLiteral("reference left dangling in ") + dangling);
    GATEHOUSE_TRY(
        connection.execute("PRAGMA " + schema.toByteArray() + ".user_version = " + QByteArray::number(step.version)));
    return connection.execute("COMMIT");
}

Result<void> apply(Connection& connection, const Migration& step, QByteArrayView schema = "main")
{
    if (auto begun = connection.execute("BEGIN EXCLUSIVE"); !begun)
        return stepFailure(step, begun.error());
    if (auto done = applyInside(connection, step, schema); !done) {
        (void)connection.execute("ROLLBACK"); // refused when the engine rolled back already
        return stepFailure(step, done.error());
    }
    return {};
}

Result<void> applyFrom(Connection& connection, const QList<Migration>& steps, int version)
{
    // A step may rebuild a table others refer to; references are checked before each commit instead.
    GATEHOUSE_TRY(connection.execute("PRAGMA foreign_keys = OFF"));
    for (const Migration& step : steps) {
        if (step.version <= version)
            continue;
        if (auto done = apply(connection, step); !done) {
            (void)connection.execute("PRAGMA foreign_keys = ON");
            return done.error();
        }
    }
    return connection.execute("PRAGMA foreign_keys = ON");
}

} // namespace

QString migrationCopyOf(const QString& storeFile, int version)
{
    return storeFile + QStringLiteral(".before-%1").arg(version);
}

Result<void> removeMigrationCopies(const QString& storeFile)
{
    const QFileInfo store(storeFile);
    const QFileInfoList copies = store.absoluteDir().entryInfoList(
        { store.fileName() + QStringLiteral(".before-*") }, QDir::Files | QDir::Hidden);
    for (const QFileInfo& copy : copies) {
        if (!QFile::remove(copy.filePath()))
            return failure(ErrorCode::StoreIo, QStringLiteral("the copy before a migration cannot be removed"));
    }
    return copies.isEmpty() ? Result<void>() : flushFolder(store.absolutePath());
}

Result<void> migrate(Connection& connection, const SecretKey& key, const QList<Migration>& steps)
{
    GATEHOUSE_TRY_ASSIGN(stored, connection.number("PRAGMA user_version"));
    const int version = static_cast<int>(stored);
    const int newest = steps.isEmpty() ? 0 : steps.last().version;
    if (version > newest)
        return failure(
            ErrorCode::StoreFromFuture, QStringLiteral("schema %1, understood up to %2").arg(version).arg(newest));
    if (version == newest)
        return removeMigrationCopies(connection.file());
    if (version == 0)
        return applyFrom(connection, steps, version);

    const QString copy = migrationCopyOf(connection.file(), version);
    if (auto made = makeVerifiedCopy(connection, copy, key); !made)
        return made.error().code == ErrorCode::StoreFull ? made.error()
                                                         : failure(ErrorCode::MigrationFailed, made.error().detail);
    GATEHOUSE_TRY(applyFrom(connection, steps, version));
    return removeMigrationCopies(connection.file());
}

Result<void> migrateRing(Connection& connection)
{
    const QList<Migration>& steps = ringMigrations();
    GATEHOUSE_TRY_ASSIGN(version, connection.number("PRAGMA ring.user_version"));
    if (version > steps.last().version)
        return failure(ErrorCode::StoreFromFuture, QStringLiteral("key ring of schema %1").arg(version));
    for (const Migration& step : steps) {
        if (step.version > version)
            GATEHOUSE_TRY(apply(connection, step, "ring"));
    }
    return {};
}

} // namespace gatehouse::store
