#include "core/store/Connection.h"

#include "core/base/PrivateFile.h"
#include "core/store/SqliteError.h"
#include "core/store/StatementState.h"

#include <QFileInfo>

#include <array>
#include <cstring>
#include <sqlite3.h>

namespace gatehouse::store {

namespace {

constexpr int BusyTimeoutMilliseconds = 5000;
constexpr qsizetype IdleStatementsKept = 128;
constexpr char PlainMagic[16] = "SQLite format 3"; // with its closing zero, as the file format has it

int openFlags(Access access)
{
    const int common = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    return common | (access == Access::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
}

} // namespace

Connection::Connection(sqlite3* handle, QString file)
    : m_handle(handle)
    , m_file(std::move(file))
{
}

Connection::~Connection()
{
    for (sqlite3_stmt* compiled : std::as_const(m_idle))
        sqlite3_finalize(compiled);
    sqlite3_close_v2(m_handle);
}

Result<std::unique_ptr<Connection>> Connection::open(const QString& file, const SecretKey& key, Access access)
{
    const QString path = QFileInfo(file).absoluteFilePath();
    const bool isNew = access == Access::Create || access == Access::CopyTarget;
    if (isNew) {
        if (auto made = createPrivateFile(path); !made)
            return made.error().code == ErrorCode::AlreadyExists ? made.error()
                                                                 : failure(ErrorCode::StoreIo, made.error().detail);
    } else if (!QFileInfo(path).isFile()) {
        return failure(ErrorCode::StoreNotFound);
    }

    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.toUtf8().constData(), &handle, openFlags(access), nullptr);
    std::unique_ptr<Connection> connection(new Connection(handle, path));
    if (code != SQLITE_OK)
        return sqliteFailure(handle, code);
    if (!isNew)
        GATEHOUSE_TRY(connection->proveEncrypted());
    GATEHOUSE_TRY(connection->unlock(key));
    GATEHOUSE_TRY(connection->configure(access));
    return connection;
}

Result<void> Connection::unlock(const SecretKey& key)
{
    // x'…' with 64 hex digits is a raw key: no passphrase derivation, the salt stands in the file.
    static constexpr char Digits[] = "0123456789abcdef";
    std::array<char, 2 * SecretKey::Size + 3> text {};
    std::size_t at = 0;
    text[at++] = 'x';
    text[at++] = '\'';
    for (const unsigned char byte : key.bytes()) {
        text[at++] = Digits[byte >> 4];
        text[at++] = Digits[byte & 0xf];
    }
    text[at++] = '\'';
    const int code = sqlite3_key(m_handle, text.data(), static_cast<int>(text.size()));
    explicit_bzero(text.data(), text.size());
    if (code != SQLITE_OK)
        return sqliteFailure(m_handle, code);

    const auto version = word("PRAGMA cipher_version");
    if (!version || version->isEmpty())
        return failure(ErrorCode::CipherMissing, QStringLiteral("the engine does not encrypt"));
    // The first read of the schema is where a wrong key shows.
    GATEHOUSE_TRY(number("SELECT count(*) FROM sqlite_schema"));
    return {};
}

Result<void> Connection::configure(Access access)
{
    sqlite3_busy_timeout(m_handle, BusyTimeoutMilliseconds);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    // recursive_triggers: without it REPLACE would delete a row of an append-only table past its trigger.
    GATEHOUSE_TRY(
        execute("PRAGMA recursive_triggers = ON; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA "
                "temp_store = MEMORY;"
                "PRAGMA synchronous = FULL; PRAGMA cache_size = -8000; PRAGMA journal_size_limit = 67108864"));
    if (access == Access::ReadOnly)
        return execute("PRAGMA query_only = ON");
    if (access == Access::CopyTarget)
        return execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
    GATEHOUSE_TRY_ASSIGN(journal, word("PRAGMA journal_mode = WAL"));
    if (journal != QStringLiteral("wal"))
        return failure(ErrorCode::StoreIo, QStringLiteral("no write-ahead log on this file system"));
    return {};
}

Result<void> Connection::execute(QByteArrayView sql)
{
    const int code = sqlite3_exec(m_handle, sql.toByteArray().constData(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return sqliteFailure(m_handle, code);
    return {};
}

Result<Statement> Connection::prepare(QByteArrayView sql)
{
    QByteArray text = sql.toByteArray();
    sqlite3_stmt* compiled = m_idle.take(text);
    if (!compiled) {
        const int code = sqlite3_prepare_v3(
            m_handle, text.constData(), static_cast<int>(text.size()), SQLITE_PREPARE_PERSISTENT, &compiled, nullptr);
        if (code != SQLITE_OK)
            return compileFailure(m_handle, code);
        if (!compiled)
            return failure(ErrorCode::Internal, QStringLiteral("empty statement"));
    }
    return Statement(std::make_unique<Statement::Private>(*this, std::move(text), compiled));
}

void Connection::giveBack(const QByteArray& sql, sqlite3_stmt* compiled)
{
    sqlite3_reset(compiled);
    sqlite3_clear_bindings(compiled);
    if (m_idle.size() < IdleStatementsKept && !m_idle.contains(sql))
        m_idle.insert(sql, compiled);
    else
        sqlite3_finalize(compiled);
}

Result<qint64> Connection::number(QByteArrayView sql)
{
    GATEHOUSE_TRY_ASSIGN(query, prepare(sql));
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found ? query.integer(0) : 0;
}

Result<QString> Connection::word(QByteArrayView sql)
{
    GATEHOUSE_TRY_ASSIGN(query, prepare(sql));
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found ? query.text(0) : QString();
}

Result<void> Connection::proveEncrypted()
{
    sqlite3_file* stream = nullptr;
    int code = sqlite3_file_control(m_handle, "main", SQLITE_FCNTL_FILE_POINTER, &stream);
    if (code != SQLITE_OK || !stream || !stream->pMethods)
        return failure(ErrorCode::StoreIo, QStringLiteral("the file cannot be looked at"));
    std::array<char, sizeof PlainMagic> first {};
    code = stream->pMethods->xRead(stream, first.data(), static_cast<int>(first.size()), 0);
    if (code == SQLITE_IOERR_SHORT_READ)
        return failure(ErrorCode::StoreDamagedOrWrongKey, QStringLiteral("the file is cut off in its first page"));
    if (code != SQLITE_OK)
        return sqliteFailure(m_handle, code);
    if (std::memcmp(first.data(), PlainMagic, first.size()) == 0)
        return failure(ErrorCode::StoreNotEncrypted);
    return {};
}

Result<void> Connection::verify()
{
    // Each of these gives one row a fault; "ok" is integrity_check's word for none.
    for (const QByteArrayView check :
        { "PRAGMA cipher_integrity_check", "PRAGMA integrity_check(1)", "PRAGMA foreign_key_check" }) {
        GATEHOUSE_TRY_ASSIGN(fault, word(check));
        if (!fault.isEmpty() && fault != QStringLiteral("ok"))
            return failure(ErrorCode::StoreDamagedOrWrongKey, fault);
    }
    return {};
}

} // namespace gatehouse::store
