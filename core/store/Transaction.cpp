#include "core/store/Transaction.h"

namespace gatehouse::store {

Result<Transaction> Transaction::begin(Database& database)
{
    if (database.isInTransaction())
        return failure(ErrorCode::Internal, QStringLiteral("transactions do not nest"));
    GATEHOUSE_TRY(database.execute("BEGIN IMMEDIATE"));
    return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept
    : m_database(other.m_database)
    , m_open(std::exchange(other.m_open, false))
{
}

Transaction::~Transaction()
{
    // The engine has rolled back by itself after some failures (full disk): then there is nothing left to undo.
    if (m_open && m_database->isInTransaction())
        (void)m_database->execute("ROLLBACK");
}

Result<void> Transaction::commit()
{
    if (!m_open || !m_database->isInTransaction())
        return failure(ErrorCode::Internal, QStringLiteral("the transaction is over"));
    GATEHOUSE_TRY(m_database->execute("COMMIT"));
    m_open = false;
    return {};
}

} // namespace gatehouse::store
