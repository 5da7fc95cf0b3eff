#include "core/store/SqliteError.h"

#include <sqlite3.h>

namespace gatehouse::store {

namespace {

ErrorCode codeFor(int extendedCode)
{
    switch (extendedCode & 0xff) {
    case SQLITE_NOMEM:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorCode::StoreDamagedOrWrongKey;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorCode::StoreInUse;
    case SQLITE_FULL:
        return ErrorCode::StoreFull;
    case SQLITE_CONSTRAINT:
        return ErrorCode::StoreConstraint;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_PROTOCOL:
        return ErrorCode::StoreIo;
    case SQLITE_INTERRUPT:
        return ErrorCode::Cancelled;
    case SQLITE_TOOBIG:
        return ErrorCode::InvalidArgument;
    default:
        return ErrorCode::Internal;
    }
}

QString textFor(int extendedCode)
{
    return QStringLiteral("sqlite %1: %2").arg(extendedCode).arg(QLatin1StringView(sqlite3_errstr(extendedCode)));
}

} // namespace

Error sqliteFailure(sqlite3* handle, int extendedCode)
{
    QString detail = textFor(extendedCode);
    if ((extendedCode & 0xff) == SQLITE_CONSTRAINT && handle)
        detail += QStringLiteral(": ") + QString::fromUtf8(sqlite3_errmsg(handle));
    return failure(codeFor(extendedCode), detail);
}

Error compileFailure(sqlite3* handle, int extendedCode)
{
    QString detail = textFor(extendedCode);
    if ((extendedCode & 0xff) == SQLITE_ERROR && handle)
        detail += QStringLiteral(": ") + QString::fromUtf8(sqlite3_errmsg(handle));
    return failure(codeFor(extendedCode), detail);
}

} // namespace gatehouse::store
