#include "tests/store/EmptyStore.h"

#include <QCryptographicHash>

namespace gatehouse::test {

using store::Database;
using store::OpenMode;

store::SecretKey testKey(unsigned char salt)
{
    store::SecretKey::Bytes bytes {};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<unsigned char>(17 * i + salt);
    return store::SecretKey(bytes);
}

EmptyStore::EmptyStore()
{
    auto opened = Database::open(file(), testKey(), OpenMode::CreateNew);
    if (!opened)
        qFatal("the test store cannot be made: %s", qPrintable(opened.error().detail));
    m_database = std::move(*opened);
}

void EmptyStore::reopen()
{
    close();
    auto opened = Database::open(file(), testKey(), OpenMode::ReadWrite);
    if (!opened)
        qFatal("the test store cannot be opened: %s", qPrintable(opened.error().detail));
    m_database = std::move(*opened);
}

void insertSite(Database& database)
{
    const auto made = database.execute("INSERT INTO site (id, uuid, name, time_zone, created_at) "
                                       "VALUES (1, x'00112233445566778899aabbccddeeff', 'Test site', 'UTC', 0)");
    if (!made)
        qFatal("the site row is refused: %s", qPrintable(made.error().detail));
}

OperatorId insertOperator(Database& database, const QString& name, const QString& role)
{
    auto insert = database.prepare("INSERT INTO operators (name, role, slot_id, created_at) VALUES (?, ?, ?, 0)");
    if (!insert)
        qFatal("operators cannot be added: %s", qPrintable(insert.error().detail));
    insert->bindAll(name, role, QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256).first(16));
    if (const auto made = insert->run(); !made)
        qFatal("the operator is refused: %s", qPrintable(made.error().detail));
    return OperatorId(database.lastInsertId());
}

} // namespace gatehouse::test
