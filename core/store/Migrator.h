#pragma once

#include "core/store/Connection.h"
#include "core/store/Migration.h"

namespace gatehouse::store {

// Brings a store to the last of `steps`, each step in one transaction of its own. When the store already holds
// something, an encrypted copy is made first (FILE.before-N, N the version before) and opened and checked before the
// first step; it is removed once all steps are through, and stays where it is when one fails. The store itself is then
// as the last good step left it. A store that is at the last step has none of them: what an earlier attempt left is
// removed, because such a copy is a whole store outside retention and erasure. Errors: StoreFromFuture,
// MigrationFailed, StoreFull.
Result<void> migrate(Connection& connection, const SecretKey& key, const QList<Migration>& steps);

// The same for the key ring attached to the connection. No copy is made first: there is only ever one current ring.
Result<void> migrateRing(Connection& connection);

// All of them beside a store. StoreIo, FileNotWritable.
Result<void> removeMigrationCopies(const QString& storeFile);

// Where the copy made before leaving `version` lies.
QString migrationCopyOf(const QString& storeFile, int version);

} // namespace gatehouse::store
