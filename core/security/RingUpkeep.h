#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/store/Database.h"
#include "core/store/SecretKey.h"

namespace gatehouse::security {

// What opens the key ring, from the site key.
[[nodiscard]] store::SecretKey ringKeyOf(const store::SecretKey& siteKey);

// Attaches the ring of the site to a connection of its store; whoever may write makes it when it is not there, and has
// the first of settleRing() done whenever a commit got through in the store alone. Errors of
// Database::attachRing().
Result<void> openRing(store::Database& database, const QString& ringFile, const store::SecretKey& siteKey);

// Once after the writing connection has its ring, before anything else reads the store. Store and ring are two files,
// and either may be older than the other (a machine that went off between their commits, a copy brought back):
// - keys the store or the ring knows to be destroyed are destroyed in both, and what stood on them is forgotten again,
//   and so is whom a mark of the ring says to be erased (ErasureMarks.h): plates, and rows of before there were keys;
// - spare keys the store uses already are no longer spare;
// - persons and vehicles whose key is nowhere (the ring was lost) get a new one;
// - the secret templates are turned by is made, or another one where it is gone; templates whose secret is gone are not
//   compared until it comes back with their keys, and are turned to the one of today then;
// - what a store of before the ring holds in clear is sealed, and its persons and vehicles get their keys.
// Audited when anything of this was to do. Safe to interrupt at any moment: the next opening goes on with it.
Result<void> settleRing(store::Database& database, const Clock& clock);

} // namespace gatehouse::security
