#include "core/store/Connection.h"

#include "core/base/PrivateFile.h"
#include "core/store/SqliteError.h"
#include "core/store/StatementState.h"

#include <QFileInfo>

#include <array>
#include <cstring>
#include <limits>
#include <sqlite3.h>

namespace gatehouse::store {

namespace {

constexpr qsizetype IdleStatementsKept = 128;
constexpr int PagesBeforeFolding = 1000; // as the engine has it where nobody says otherwise
constexpr char PlainMagic[16] = "SQLite format 3"; // with its closing zero, as the file format has it

// x'…' with 64 hex digits is a raw key: no passphrase derivation, the salt stands in the file. Wiped at the end of its
// life.
class RawKeyText
{
public:
    explicit RawKeyText(const SecretKey& key)
    {
        static constexpr char Digits[] = "0123456789abcdef";
        std::size_t at = 0;
        m_text[at++] = 'x';
        m_text[at++] = '\'';
        for (const unsigned char byte : key.bytes()) {
            m_text[at++] = Digits[byte >> 4];
            m_text[at++] = Digits[byte & 0xf];
        }
        m_text[at] = '\'';
    }
    RawKeyText(const RawKeyText&) = delete;
    RawKeyText& operator=(const RawKeyText&) = delete;
    ~RawKeyText() { explicit_bzero(m_text.data(), m_text.size()); }

    [[nodiscard]] const char* data() const { return m_text.data(); }
    [[nodiscard]] int size() const { return static_cast<int>(m_text.size()); }

private:
    std::array<char, 2 * SecretKey::Size + 3> m_text {};
};

Result<QString> prepareFile(const QString& file, Access access)
{
    QString path = QFileInfo(file).absoluteFilePath();
    if (access == Access::Create || access == Access::CopyTarget) {
        if (auto made = createPrivateFile(path); !made)
            return made.error().code == ErrorCode::AlreadyExists ? made.error()
                                                                 : failure(ErrorCode::StoreIo, made.error().detail);
    } else if (!QFileInfo(path).isFile()) {
        return failure(ErrorCode::StoreNotFound);
    }
    return path;
}

void shownFrom(sqlite3_context* call, int, sqlite3_value** values)
{
    const auto* from = static_cast<const Connection::ShownFrom*>(sqlite3_user_data(call));
    const QByteArray what(reinterpret_cast<const char*>(sqlite3_value_text(values[0])), sqlite3_value_bytes(values[0]));
    sqlite3_result_int64(call, from->value(what, std::numeric_limits<qint64>::min()));
}

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
    const bool isNew = access == Access::Create || access == Access::CopyTarget;
    GATEHOUSE_TRY_ASSIGN(path, prepareFile(file, access));
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
    const RawKeyText text(key);
    const int code = sqlite3_key(m_handle, text.data(), text.size());
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
    if (access == Access::Create || access == Access::ReadWrite)
        sqlite3_wal_hook(m_handle, noteCommit, this);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    // recursive_triggers: without it REPLACE would delete a row of an append-only table past its trigger.
    GATEHOUSE_TRY(execute("PRAGMA recursive_triggers = ON; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; "
                          "PRAGMA main.cache_size = -8000"));
    GATEHOUSE_TRY(configureFile("main", access));
    return access == Access::ReadOnly ? execute("PRAGMA query_only = ON") : Result<void>();
}

Result<void> Connection::configureFile(QByteArrayView schema, Access access)
{
    const QByteArray pragma = "PRAGMA " + schema.toByteArray() + '.';
    GATEHOUSE_TRY(execute(
        pragma + "secure_delete = ON;" + pragma + "synchronous = FULL;" + pragma + "journal_size_limit = 67108864"));
    if (access == Access::ReadOnly)
        return {};
    if (access == Access::CopyTarget)
        return execute(pragma + "journal_mode = MEMORY;" + pragma + "synchronous = OFF");
    GATEHOUSE_TRY_ASSIGN(journal, word(pragma + "journal_mode = WAL"));
    if (journal != QStringLiteral("wal"))
        return failure(ErrorCode::StoreIo, QStringLiteral("no write-ahead log on this file system"));
    return {};
}

Result<void> Connection::attach(const QString& file, QByteArrayView schema, const SecretKey& key, Access access)
{
    GATEHOUSE_TRY_ASSIGN(path, prepareFile(file, access));
    const QByteArray name = schema.toByteArray();
    const QByteArray pathBytes = path.toUtf8();
    const RawKeyText text(key);
    // Not from the statement cache: what is bound here must not be copied, nor live longer than this function.
    sqlite3_stmt* compiled = nullptr;
    const QByteArray sql = "ATTACH DATABASE ?1 AS " + name + " KEY ?2";
    int code = sqlite3_prepare_v2(m_handle, sql.constData(), static_cast<int>(sql.size()), &compiled, nullptr);
    if (code == SQLITE_OK)
        code = sqlite3_bind_text(compiled, 1, pathBytes.constData(), static_cast<int>(pathBytes.size()), SQLITE_STATIC);
    if (code == SQLITE_OK)
        code = sqlite3_bind_text(compiled, 2, text.data(), text.size(), SQLITE_STATIC);
    if (code == SQLITE_OK && sqlite3_step(compiled) != SQLITE_DONE)
        code = sqlite3_extended_errcode(m_handle);
    sqlite3_finalize(compiled);
    if (code != SQLITE_OK)
        return sqliteFailure(m_handle, code);
    m_hasAttached = true;
    if (access != Access::Create)
        GATEHOUSE_TRY(proveEncrypted(schema));
    GATEHOUSE_TRY(number("SELECT count(*) FROM " + name + ".sqlite_schema"));
    return configureFile(schema, access);
}

Result<void> Connection::execute(QByteArrayView sql)
{
    const int code = sqlite3_exec(m_handle, sql.toByteArray().constData(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return sqliteFailure(m_handle, code);
    return {};
}

// In the place of the engine's own hook, which folds a long log in.
int Connection::noteCommit(void* connection, sqlite3* handle, const char* schema, int pagesInLog)
{
    if (std::strcmp(schema, "main") == 0)
        static_cast<Connection*>(connection)->m_hasCommittedMain = true;
    if (pagesInLog >= PagesBeforeFolding)
        sqlite3_wal_checkpoint_v2(handle, schema, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    return SQLITE_OK;
}

Result<void> Connection::commit()
{
    m_hasCommittedMain = false;
    auto committed = execute("COMMIT");
    // The engine tells what came into a log behind the next statement that ends well.
    if (!committed && sqlite3_get_autocommit(m_handle) != 0)
        (void)execute("SELECT 1");
    return committed;
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

Result<void> Connection::answerShownFrom(const ShownFrom& from)
{
    const int code = sqlite3_create_function_v2(m_handle, "shown_from", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY,
        const_cast<ShownFrom*>(&from), shownFrom, nullptr, nullptr, nullptr);
    return code == SQLITE_OK ? Result<void>() : Result<void>(sqliteFailure(m_handle, code));
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

Result<void> Connection::proveEncrypted(QByteArrayView schema)
{
    sqlite3_file* stream = nullptr;
    int code = sqlite3_file_control(m_handle, schema.toByteArray().constData(), SQLITE_FCNTL_FILE_POINTER, &stream);
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
    QList<QByteArray> checks { "PRAGMA cipher_integrity_check", "PRAGMA integrity_check(1)",
        "PRAGMA foreign_key_check" };
    if (m_hasAttached)
        checks.append("PRAGMA ring.cipher_integrity_check");
    for (const QByteArray& check : std::as_const(checks)) {
        GATEHOUSE_TRY_ASSIGN(fault, word(check));
        if (!fault.isEmpty() && fault != QStringLiteral("ok"))
            return failure(ErrorCode::StoreDamagedOrWrongKey, fault);
    }
    return {};
}

} // namespace gatehouse::store
