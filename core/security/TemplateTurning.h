#pragma once

#include "core/base/Result.h"
#include "core/store/Transaction.h"

namespace gatehouse::security {

// Turns the templates that stand on one generation of the site's matrix to another one, within the transaction, and
// says how many. Both secrets are in the ring: RingMissing. A template whose subject's key is not in the ring stays as
// it is.
Result<int> turnTemplates(store::Transaction& transaction, qint64 before, qint64 after);

} // namespace gatehouse::security
