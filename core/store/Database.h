#pragma once

#include "core/base/Result.h"
#include "core/store/Migration.h"
#include "core/store/SecretKey.h"
#include "core/store/Statement.h"

#include <QString>

#include <functional>
#include <memory>

namespace gatehouse::store {

class RekeyedCopy;

enum class OpenMode { CreateNew, ReadWrite, ReadOnly };

// What a transaction that got through in the store and not in its ring is: done as soon as the two agree again, or
// failed, because what it wrote to the ring stands nowhere else.
enum class RingPart { FollowsStore, Needed };

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

    // Makes the site's key ring part of this connection: its tables are `ring.…` in every statement, and a transaction
    // spans both files. (After a power cut the store's part of one transaction may be there without the ring's, never
    // the other way round: the engine commits the files in this order, each for itself.) Same proofs, same settings and
    // the same errors as open(). Whoever may write makes the ring when it is not there and brings its schema up to
    // date. It is a file of its own so that copies of the store hold no subject's key.
    Result<void> attachRing(const QString& file, const SecretKey& key);
    [[nodiscard]] bool hasRing() const;
    // Brings the ring to where the store is, by what the store notes of it. Run at once when a commit got through in
    // the store alone (an I/O error or a full disk in between), and where that fails, before the next transaction.
    using Settling = std::function<Result<void>(Database&)>;
    void setSettling(Settling settling);

    // For Transaction.
    Result<void> begin();
    Result<void> commit(RingPart ringPart);

    // Runs a script of statements that return nothing.
    Result<void> execute(QByteArrayView sql);
    // Compiles one statement; repeated texts come from a cache. The statement must not outlive the connection.
    Result<Statement> prepare(QByteArrayView sql);

    // What this connection's reads still show of a kind of rows: the SQL function shown_from(what) gives the number,
    // everything where there is none. It is no part of the store, and survives reopen(): what must not be shown any
    // more is hidden at once, also where the store cannot be written.
    void setShownFrom(const QByteArray& what, qint64 from);

    [[nodiscard]] qint64 lastInsertId() const;
    [[nodiscard]] int changedRows() const;
    [[nodiscard]] bool isInTransaction() const;
    [[nodiscard]] int schemaVersion() const;
    [[nodiscard]] QString file() const;

    // Every page's authenticator and every index is checked; the first fault is the error's detail. The authenticators
    // are those of the main file: only while no connection folds its log in (the writer itself, or a store nobody
    // writes) is what it says sure.
    Result<void> verify();
    // Begins a copy of one of the connection's files ("main" or an attached one) under another key, see RekeyedCopy.h.
    Result<std::unique_ptr<RekeyedCopy>> beginCopy(QByteArrayView schema, const QString& target, const SecretKey& key);
    // Gives the file back to whoever exchanges it, but keeps the right to write it; open statements are gone. Until
    // reopen() everything fails with StoreIo.
    void close();
    // The same file in the same mode, with this key; what was attached has to be attached again.
    Result<void> reopen(const SecretKey& key);

    // Truncates the write-ahead log into the main file; StoreInUse, soon, while a reader needs it (a backup under way).
    Result<void> checkpoint();

private:
    struct Private;
    explicit Database(std::unique_ptr<Private> state);
    Result<void> settle();
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::store
