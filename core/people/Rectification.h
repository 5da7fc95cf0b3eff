#pragma once

#include "core/audit/AuditTrail.h"
#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/people/Membership.h"
#include "core/store/Transaction.h"

namespace gatehouse::people {

// Writes a change of a person or vehicle into the trail, within the transaction of the change. While somebody's request
// to rectify it is open the change answers that request: the entry carries the request's number as "request", and the
// request gets an entry of its own ("request.rectify") that names the row changed. So the request shows when it was
// answered, and the change shows why.
Result<void> noteChange(store::Transaction& transaction, const Clock& clock, Member member, const audit::Entry& entry);

} // namespace gatehouse::people
