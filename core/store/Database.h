#pragma once

#include "core/base/Result.h"
#include "core/store/SecretKey.h"
#include "core/store/Statement.h"

#include <QString>

#include <memory>

struct sqlite3;

namespace gatehouse::store {

enum class OpenMode { CreateNew, ReadWrite, ReadOnly };

// One connection to the encrypted store. Used by one thread at a time; owned by a StoreThread or, in tools and tests, by
// whoever opened it. Opening proves that the engine is SQLCipher and that the file is really encrypted; ReadWrite and
// CreateNew also bring the schema up to date (after a verified backup when there is something to lose).
// Errors: StoreNotFound, AlreadyExists, CipherMissing, StoreNotEncrypted, StoreDamagedOrWrongKey, StoreFromFuture,
// StoreInUse, MigrationFailed, StoreFull, StoreIo.
class Database
{
public:
    static Result<std::unique_ptr<Database>> open(const QString& file, const SecretKey& key, OpenMode mode);
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

    // Every page's authenticator and every index is checked; the first fault is the error's detail.
    Result<void> verify();
    // Truncates the write-ahead log into the main file.
    Result<void> checkpoint();

private:
    struct Private;
    explicit Database(std::unique_ptr<Private> state);
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::store
