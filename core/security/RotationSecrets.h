#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/store/SecretKey.h"
#include "core/store/Transaction.h"

namespace gatehouse::security {

// The secrets TemplateRotation is made from. The ring holds one a generation; the store says which one its templates
// are turned by, so that a renewal that a power cut interrupts is either whole or not there. On the connection's
// thread.

// 0 in a store that never had one.
Result<qint64> currentRotationGeneration(store::Database& database);
Result<void> setRotationGeneration(store::Transaction& transaction, qint64 generation);

// RingMissing where the ring does not hold it.
Result<store::SecretKey> rotationSecret(store::Database& database, qint64 generation);
// A new random one, on the disk in a transaction of its own before anything stands on it; its generation.
Result<qint64> makeRotationSecret(store::Database& database, const Clock& clock);
// The newest there is; 0 when there is none.
Result<qint64> newestRotationSecret(store::Database& database);
// Destroys the other ones that no template stands on.
Result<void> dropUnusedRotationSecrets(store::Transaction& transaction, qint64 current);
// Destroys every other one.
Result<void> keepOnlyRotationSecret(store::Transaction& transaction, qint64 generation);

} // namespace gatehouse::security
