#include "core/store/Transaction.h"

namespace gatehouse::store {

Result<Transaction> Transaction::begin(Database& database)
{
    GATEHOUSE_TRY(database.begin());
    return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept
    : m_database(other.m_database)
    , m_open(std::exchange(other.m_open, false))
    , m_ringPart(other.m_ringPart)
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
    GATEHOUSE_TRY(m_database->commit(m_ringPart));
    m_open = false;
    return {};
}

} // namespace gatehouse::store
