#pragma once

#include "core/store/Database.h"
#include "core/store/Transaction.h"

#include <QStringList>

namespace gatehouse::store {

// How a store's schema differs from the one this program's migrations make, by the names of what differs. Whoever holds
// the store's key can drop the triggers that keep rows append-only and templates bound to a consent, and nothing but
// this would tell.
struct SchemaDifference
{
    QStringList tables; // missing or changed: rows may be anything
    QStringList rules; // triggers, indexes and views that are missing, changed or not ours: they hold no rows
    QStringList foreignTables; // not ours
    [[nodiscard]] bool isEmpty() const { return tables.isEmpty() && rules.isEmpty() && foreignTables.isEmpty(); }
    [[nodiscard]] QStringList all() const { return tables + rules + foreignTables; }
};

// Of the store itself, or of the key ring where `schema` is "ring". What it ought to be is made anew in memory by the
// same statements, once a process: some milliseconds. A store at another schema version than this program's: compare
// after opening it for writing.
Result<SchemaDifference> compareSchema(Database& database, QByteArrayView schema = "main");

// Makes triggers, indexes and views what they ought to be; those that are not ours are dropped. What a missing rule has
// let through meanwhile stays.
Result<void> restoreRules(Transaction& transaction, const SchemaDifference& difference, QByteArrayView schema = "main");

} // namespace gatehouse::store
