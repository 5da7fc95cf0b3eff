#pragma once

#include "core/base/Clock.h"
#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/store/Transaction.h"

namespace gatehouse::security {

// A person who is removed while passages or pictures of them are held.
struct StrippedPerson
{
    PersonId person;
    UtcTime since;
    OperatorId by; // invalid: by the upkeep of an older store that was brought back
};

// Leaves of them the name, by which a request finds what is held, restricted for everything else: groups, owned
// vehicles, consents and what stands on them, sealed fields, notes of requests go. Their consents' keys are the
// caller's. For core/people and for the upkeep of the ring: no permission is asked, nothing is audited. Somebody who is
// not there is no error.
Result<void> stripPerson(store::Transaction& transaction, const Clock& clock, const StrippedPerson& leaving);

} // namespace gatehouse::security
