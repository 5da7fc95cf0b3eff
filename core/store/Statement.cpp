#include "core/store/Statement.h"

#include "core/store/SqliteError.h"
#include "core/store/StatementState.h"

#include <sqlite3.h>

namespace gatehouse::store {

Statement::Statement(std::unique_ptr<Private> state)
    : d(std::move(state))
{
}

Statement::Statement(Statement&&) noexcept = default;
Statement& Statement::operator=(Statement&&) noexcept = default;
Statement::~Statement() = default;

void Statement::bind(int parameter, qint64 value)
{
    d->keep(sqlite3_bind_int64(d->compiled, parameter, value));
}

void Statement::bind(int parameter, double value)
{
    d->keep(sqlite3_bind_double(d->compiled, parameter, value));
}

void Statement::bind(int parameter, const QString& value)
{
    const QByteArray utf8 = value.toUtf8();
    d->keep(sqlite3_bind_text64(d->compiled, parameter, utf8.constData(), static_cast<sqlite3_uint64>(utf8.size()),
        SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind(int parameter, const QByteArray& blob)
{
    // A null QByteArray is an empty blob here: absence is std::nullopt.
    const char* bytes = blob.isNull() ? "" : blob.constData();
    d->keep(
        sqlite3_bind_blob64(d->compiled, parameter, bytes, static_cast<sqlite3_uint64>(blob.size()), SQLITE_TRANSIENT));
}

void Statement::bind(int parameter, std::nullopt_t)
{
    d->keep(sqlite3_bind_null(d->compiled, parameter));
}

Result<bool> Statement::step()
{
    sqlite3* handle = d->connection.handle();
    if (d->bindFailure != SQLITE_OK)
        return sqliteFailure(handle, d->bindFailure);
    const int code = sqlite3_step(d->compiled);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    const Error reason = sqliteFailure(handle, code);
    sqlite3_reset(d->compiled);
    return reason;
}

Result<void> Statement::run()
{
    for (;;) {
        auto row = step();
        if (row && *row)
            continue;
        reset();
        if (!row)
            return row.error();
        return {};
    }
}

void Statement::reset()
{
    sqlite3_reset(d->compiled);
    sqlite3_clear_bindings(d->compiled);
    d->bindFailure = SQLITE_OK;
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(d->compiled, column) == SQLITE_NULL;
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(d->compiled, column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(d->compiled, column);
}

QString Statement::text(int column) const
{
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(d->compiled, column));
    return QString::fromUtf8(bytes, sqlite3_column_bytes(d->compiled, column));
}

QByteArray Statement::blob(int column) const
{
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(d->compiled, column));
    return QByteArray(bytes, sqlite3_column_bytes(d->compiled, column));
}

} // namespace gatehouse::store
