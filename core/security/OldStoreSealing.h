#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/store/Database.h"

namespace gatehouse::security {

// Inside core/security, for settleRing(): gives persons, vehicles and consents of a store from before the key ring
// their keys, turns and seals the templates, and seals enrolled pictures and evidence. Audited when there was
// something. Evidence is done some pictures a transaction; what an interruption left is done at the next opening.
Result<void> sealOldStore(store::Database& database, const Clock& clock);

} // namespace gatehouse::security
