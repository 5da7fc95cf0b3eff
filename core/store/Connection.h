#pragma once

#include "core/base/Result.h"
#include "core/store/SecretKey.h"
#include "core/store/Statement.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>
#include <QString>

#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace gatehouse::store {

// CopyTarget: a new file that is written once, whole, by copying pages into it: no journal on the disk, nothing flushed
// on the way.
enum class Access { Create, CopyTarget, ReadWrite, ReadOnly };

// One keyed engine handle with the settings every connection of ours has, and its cache of compiled statements. Inside
// core/store only: Database puts the writer's lock and the schema around it. One thread at a time.
class Connection
{
public:
    static constexpr int BusyTimeoutMilliseconds = 5000;

    // Opens and proves: the engine is SQLCipher, the file is there (Create and CopyTarget: is not) and does not start
    // as plain SQLite, the key fits. Errors: StoreNotFound, AlreadyExists, CipherMissing, StoreNotEncrypted,
    // StoreDamagedOrWrongKey, StoreInUse, StoreIo.
    static Result<std::unique_ptr<Connection>> open(const QString& file, const SecretKey& key, Access access);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    Result<void> execute(QByteArrayView sql);
    // COMMIT. The engine commits each file of the connection for itself, "main" first: hasCommittedMain() says whether
    // the last one came that far, also where it failed at the file behind it.
    Result<void> commit();
    [[nodiscard]] bool hasCommittedMain() const { return m_hasCommittedMain; }
    Result<Statement> prepare(QByteArrayView sql);
    // The first column of the first row of a query that gives one ("PRAGMA user_version").
    Result<qint64> number(QByteArrayView sql);
    Result<QString> word(QByteArrayView sql);

    [[nodiscard]] sqlite3* handle() const { return m_handle; }
    [[nodiscard]] QString file() const { return m_file; }

    // Makes a second database of the site part of this connection under the name `schema`, with the same settings and
    // proofs as the first: Create makes the file (0600) and starts it, otherwise it must be there. Same errors as
    // open().
    Result<void> attach(const QString& file, QByteArrayView schema, const SecretKey& key, Access access);

    // StoreNotEncrypted when the file's first bytes are those of a plain SQLite file. Read through the engine's own
    // file handle: opening the file a second time and closing it would drop the process's locks on it (POSIX).
    Result<void> proveEncrypted(QByteArrayView schema = "main");
    // Every page's authenticator, every index and reference; the first fault is the detail.
    Result<void> verify();

    // What the SQL function shown_from(what) answers: `from` must outlive the connection. Everything is shown where
    // there is no number.
    using ShownFrom = QHash<QByteArray, qint64>;
    Result<void> answerShownFrom(const ShownFrom& from);

    // For Statement: takes a compiled statement back for the next one of the same text.
    void giveBack(const QByteArray& sql, sqlite3_stmt* compiled);

private:
    Connection(sqlite3* handle, QString file);
    Result<void> unlock(const SecretKey& key);
    Result<void> configure(Access access);
    Result<void> configureFile(QByteArrayView schema, Access access);
    static int noteCommit(void* connection, sqlite3* handle, const char* schema, int pagesInLog);

    sqlite3* m_handle;
    QString m_file;
    bool m_hasAttached = false;
    bool m_hasCommittedMain = false;
    QHash<QByteArray, sqlite3_stmt*> m_idle;
};

} // namespace gatehouse::store
