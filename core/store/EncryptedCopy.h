#pragma once

#include "core/store/Connection.h"

namespace gatehouse::store {

// Copies the store page by page into a new file under the same key, opens the copy and checks it whole: every page's
// authenticator, every index, the schema's version. A file of that name is replaced. On failure no copy is left behind.
Result<void> makeVerifiedCopy(Connection& source, const QString& target, const SecretKey& key);

} // namespace gatehouse::store
