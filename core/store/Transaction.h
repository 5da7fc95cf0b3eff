#pragma once

#include "core/store/Database.h"

namespace gatehouse::store {

// A write transaction (BEGIN IMMEDIATE), rolled back unless commit() was called and succeeded. What must be true
// together is written through one of these: a change and its audit entry, an event and its pictures. Transactions do
// not nest: a service that writes takes the caller's Transaction& where it is part of something larger.
class Transaction
{
public:
    static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    [[nodiscard]] Database& database() const { return *m_database; }
    // Something is written to the ring that the store knows nothing of: see commit().
    void needsRing() { m_ringPart = RingPart::Needed; }
    // Of a store with a key ring: when the store's part got through and the ring's did not, the ring is settled by what
    // the store notes of it (Database::setSettling), and the transaction is done; it has failed, though the store holds
    // its part, where that could not be done yet or it needs the ring.
    Result<void> commit();

private:
    explicit Transaction(Database& database)
        : m_database(&database)
    {
    }
    Database* m_database;
    bool m_open = true;
    RingPart m_ringPart = RingPart::FollowsStore;
};

} // namespace gatehouse::store
