#pragma once

#include "core/store/Connection.h"
#include "core/store/Statement.h"

namespace gatehouse::store {

// What a Statement holds: a compiled statement on loan from the connection's cache.
struct Statement::Private
{
    Private(Connection& owner, QByteArray text, sqlite3_stmt* statement)
        : connection(owner)
        , sql(std::move(text))
        , compiled(statement)
    {
    }
    ~Private() { connection.giveBack(sql, compiled); }
    Private(const Private&) = delete;
    Private& operator=(const Private&) = delete;

    void keep(int bindCode)
    {
        if (bindCode != 0 && bindFailure == 0)
            bindFailure = bindCode;
    }

    Connection& connection;
    QByteArray sql;
    sqlite3_stmt* compiled;
    // The first binding that was refused; reported by the next step, so that bind() can stay without a result.
    int bindFailure = 0;
};

} // namespace gatehouse::store
