#pragma once

#include "core/base/Result.h"
#include "core/store/Migration.h"
#include "core/store/SecretKey.h"
#include "core/store/Statement.h"

#include <QString>

#include <memory>

namespace gatehouse::store {

enum class OpenMode { CreateNew, ReadWrite, ReadOnly };

// One connection to the encrypted store. Used by one thread at a time; owned by a StoreThread or, in tools and tests,
// by whoever opened it. Opening proves that the engine is SQLCipher and that the file is really encrypted; ReadWrite
// and CreateNew also bring the schema up to date (after a verified backup when there is something to lose). One
// connection at a time, in any process, may write; ReadOnly ones work beside it. Files are made 0600, a missing folder
// 0700. Errors: StoreNotFound, AlreadyExists, CipherMissing, StoreNotEncrypted, StoreDamagedOrWrongKey,
// StoreFromFuture, StoreInUse, MigrationFailed, StoreFull, StoreIo.
class Database
{
public:
    // `steps` is what the program understands; only tests name others.
    static Result<std::unique_ptr<Database>> open(
        const QString& file, const SecretKey& key, OpenMode mode, const QList<Migration>& steps = allMigrations());
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    // Runs a script of statements that return nothing.
    Result<void> execute(QByteArrayView sql);
    // Compiles one statement; repeated texts come from a cache. The statement must not outlive the connection.
    Result<Statement> prepare(QByteArrayView sql);

    [[nodiscard]] qint64 lastInsertId() const;
    [[nodiscard]] int changedRows() const;
    [[nodiscard]] bool isInTransaction() const;
    [[nodiscard]] int schemaVersion() const;
    [[nodiscard]] QString file() const;

    // Every page's authenticator and every index is checked; the first fault is the error's detail. The authenticators
    // are those of the main file: only while no connection folds its log in (the writer itself, or a store nobody
    // writes) is what it says sure.
    Result<void> verify();
    // Truncates the write-ahead log into the main file.
    Result<void> checkpoint();

private:
    struct Private;
    explicit Database(std::unique_ptr<Private> state);
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::store
