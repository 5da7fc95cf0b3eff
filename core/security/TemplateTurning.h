#pragma once

#include "core/base/Result.h"
#include "core/store/Transaction.h"

namespace gatehouse::security {

// Turns the templates that stand on one generation of the site's matrix to another one, within the transaction, and
// says how many. Both secrets are in the ring: RingMissing. A template whose subject's key is not in the ring stays as
// it is.
Result<int> turnTemplates(store::Transaction& transaction, qint64 before, qint64 after);

// Templates of before the ring was lost stand on a secret that came back with it, by a copy that was filled in or the
// file put in its place again: turned to the generation of today they are compared again. How many; 0 where the ring
// holds no other secret that templates stand on. Needs the secret of today: RingMissing.
Result<int> turnTemplatesToCurrent(store::Transaction& transaction);

} // namespace gatehouse::security
