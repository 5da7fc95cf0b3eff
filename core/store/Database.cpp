#include "core/store/Database.h"

#include "core/base/PrivateFile.h"
#include "core/store/Connection.h"
#include "core/store/EncryptedCopy.h"
#include "core/store/Migrator.h"
#include "core/store/RekeyedCopy.h"
#include "core/store/WriterLock.h"

#include <QFileInfo>

#include <sqlite3.h>

namespace gatehouse::store {

// The lock is the first member: it goes last, after the connection has closed.
struct Database::Private
{
    WriterLock lock;
    Connection::ShownFrom shownFrom; // outlives the connection
    std::unique_ptr<Connection> connection; // none while closed
    QString file;
    OpenMode mode = OpenMode::ReadOnly;
    int schemaVersion = 0;
    bool hasRing = false;
    Settling settling;
    bool isUneven = false; // the store holds a transaction that the ring does not
};

namespace {

constexpr int CheckpointPatienceMilliseconds = 200;

Result<void> prepareReader(Connection& connection, int newest)
{
    GATEHOUSE_TRY_ASSIGN(version, connection.number("PRAGMA user_version"));
    if (version > newest)
        return failure(
            ErrorCode::StoreFromFuture, QStringLiteral("schema %1, understood up to %2").arg(version).arg(newest));
    if (version < newest)
        return failure(ErrorCode::MigrationFailed, QStringLiteral("schema %1 is read before a writer").arg(version));
    return {};
}

Error closedFailure()
{
    return failure(ErrorCode::StoreIo, QStringLiteral("the store is closed"));
}

} // namespace

Database::Database(std::unique_ptr<Private> state)
    : d(std::move(state))
{
}

Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::open(
    const QString& file, const SecretKey& key, OpenMode mode, const QList<Migration>& steps)
{
    auto state = std::make_unique<Private>();
    state->mode = mode;
    const int newest = steps.isEmpty() ? 0 : steps.last().version;
    if (mode == OpenMode::ReadOnly) {
        GATEHOUSE_TRY_ASSIGN(reader, Connection::open(file, key, Access::ReadOnly));
        GATEHOUSE_TRY(prepareReader(*reader, newest));
        state->connection = std::move(reader);
        GATEHOUSE_TRY(state->connection->answerShownFrom(state->shownFrom));
        state->file = state->connection->file();
        state->schemaVersion = newest;
        return std::unique_ptr<Database>(new Database(std::move(state)));
    }

    if (mode == OpenMode::CreateNew) {
        if (QFileInfo::exists(file))
            return failure(ErrorCode::AlreadyExists);
        if (auto made = makePrivateFolder(QFileInfo(file).absolutePath()); !made)
            return failure(ErrorCode::StoreIo, made.error().detail);
    } else if (!QFileInfo(file).isFile()) {
        return failure(ErrorCode::StoreNotFound);
    }
    GATEHOUSE_TRY_ASSIGN(lock, WriterLock::acquire(file));
    state->lock = std::move(lock);
    GATEHOUSE_TRY_ASSIGN(
        writer, Connection::open(file, key, mode == OpenMode::CreateNew ? Access::Create : Access::ReadWrite));
    if (mode == OpenMode::CreateNew) {
        auto made = migrate(*writer, key, steps);
        if (made)
            made = writer->proveEncrypted();
        if (!made) {
            writer.reset();
            removeStoreFiles(file); // one whose making failed half-way was never a store
            return made.error();
        }
    } else {
        // What a machine that went off left in the log, perhaps over pages it had half copied, is folded in first: the
        // check of every page reads the main file alone.
        (void)writer->number("PRAGMA wal_checkpoint(PASSIVE)"); // a full disk does not keep the store shut
        GATEHOUSE_TRY(migrate(*writer, key, steps));
    }
    state->connection = std::move(writer);
    GATEHOUSE_TRY(state->connection->answerShownFrom(state->shownFrom));
    state->file = state->connection->file();
    state->mode = OpenMode::ReadWrite;
    state->schemaVersion = newest;
    return std::unique_ptr<Database>(new Database(std::move(state)));
}

Result<void> Database::attachRing(const QString& file, const SecretKey& key)
{
    if (d->hasRing)
        return failure(ErrorCode::AlreadyExists, QStringLiteral("key ring"));
    if (d->mode == OpenMode::ReadOnly) {
        GATEHOUSE_TRY(d->connection->attach(file, "ring", key, Access::ReadOnly));
    } else {
        auto attached = QFileInfo(file).size() > 0 ? d->connection->attach(file, "ring", key, Access::ReadWrite)
                                                   : Result<void>(failure(ErrorCode::StoreNotFound));
        // Empty, or rolled back to nothing: a machine that went off while the ring was being made. It holds no key yet.
        if (!attached && QFileInfo(file).size() == 0) {
            (void)d->connection->execute("DETACH DATABASE ring");
            removeStoreFiles(file);
            attached = d->connection->attach(file, "ring", key, Access::Create);
        }
        GATEHOUSE_TRY(attached);
        auto made = migrateRing(*d->connection);
        if (made)
            made = d->connection->proveEncrypted("ring");
        GATEHOUSE_TRY(made);
    }
    d->hasRing = true;
    return {};
}

bool Database::hasRing() const
{
    return d->hasRing;
}

void Database::setSettling(Settling settling)
{
    d->settling = std::move(settling);
}

Result<void> Database::settle()
{
    if (!d->isUneven || !d->settling)
        return {};
    d->isUneven = false; // it begins transactions itself
    const auto settled = d->settling(*this);
    d->isUneven = !settled;
    return settled;
}

Result<void> Database::begin()
{
    if (isInTransaction())
        return failure(ErrorCode::Internal, QStringLiteral("transactions do not nest"));
    GATEHOUSE_TRY(settle());
    return execute("BEGIN IMMEDIATE");
}

Result<void> Database::commit(RingPart ringPart)
{
    if (!d->connection)
        return closedFailure();
    const auto committed = d->connection->commit();
    if (committed || !d->hasRing || !d->connection->hasCommittedMain())
        return committed;
    d->isUneven = true;
    const auto settled = settle();
    return settled && ringPart == RingPart::FollowsStore ? Result<void>() : committed;
}

Result<void> Database::execute(QByteArrayView sql)
{
    return d->connection ? d->connection->execute(sql) : closedFailure();
}

Result<Statement> Database::prepare(QByteArrayView sql)
{
    if (!d->connection)
        return closedFailure();
    return d->connection->prepare(sql);
}

qint64 Database::lastInsertId() const
{
    return d->connection ? sqlite3_last_insert_rowid(d->connection->handle()) : 0;
}

int Database::changedRows() const
{
    return d->connection ? sqlite3_changes(d->connection->handle()) : 0;
}

bool Database::isInTransaction() const
{
    return d->connection && sqlite3_get_autocommit(d->connection->handle()) == 0;
}

int Database::schemaVersion() const
{
    return d->schemaVersion;
}

QString Database::file() const
{
    return d->file;
}

Result<void> Database::verify()
{
    return d->connection ? d->connection->verify() : closedFailure();
}

Result<std::unique_ptr<RekeyedCopy>> Database::beginCopy(
    QByteArrayView schema, const QString& target, const SecretKey& key)
{
    if (!d->connection)
        return closedFailure();
    return RekeyedCopy::begin(*d->connection, schema, target, key);
}

void Database::close()
{
    d->connection.reset();
    d->hasRing = false;
}

Result<void> Database::reopen(const SecretKey& key)
{
    GATEHOUSE_TRY_ASSIGN(connection,
        Connection::open(d->file, key, d->mode == OpenMode::ReadOnly ? Access::ReadOnly : Access::ReadWrite));
    d->connection = std::move(connection);
    return d->connection->answerShownFrom(d->shownFrom);
}

void Database::setShownFrom(const QByteArray& what, qint64 from)
{
    d->shownFrom.insert(what, from);
}

Result<void> Database::checkpoint()
{
    if (!d->connection)
        return closedFailure();
    // Lanes wait behind this: a reader at work is not waited for.
    sqlite3_busy_timeout(d->connection->handle(), CheckpointPatienceMilliseconds);
    const auto folded = d->connection->number("PRAGMA wal_checkpoint(TRUNCATE)");
    sqlite3_busy_timeout(d->connection->handle(), Connection::BusyTimeoutMilliseconds);
    GATEHOUSE_TRY_ASSIGN(busy, folded);
    if (busy != 0)
        return failure(ErrorCode::StoreInUse, QStringLiteral("a reader still needs the log"));
    return {};
}

} // namespace gatehouse::store
