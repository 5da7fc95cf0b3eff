#pragma once

#include "core/store/Database.h"

#include <QTemporaryDir>

namespace gatehouse::test {

// A fixed key for tests; `salt` tells one from another.
store::SecretKey testKey(unsigned char salt = 1);

// A store in a folder of its own that goes with it. Opened for writing until close().
class EmptyStore
{
public:
    EmptyStore();

    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] QString file() const { return m_folder.filePath(QStringLiteral("site.store")); }
    [[nodiscard]] store::Database& database() const { return *m_database; }
    void close() { m_database.reset(); }
    // Closed and opened again, as after a restart.
    void reopen();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<store::Database> m_database;
};

// A store with one site row, as every service expects it.
void insertSite(store::Database& database);
// Adds an operator's row and returns its number. No key slot stands behind it.
OperatorId insertOperator(store::Database& database, const QString& name, const QString& role);

} // namespace gatehouse::test
