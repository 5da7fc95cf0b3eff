#pragma once

#include "core/base/Clock.h"
#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/store/Transaction.h"

namespace gatehouse::people {

// What PersonRegistry::remove() does to the rows; internal to core/people: no permission is asked, nothing audited.
struct Leaving
{
    PersonId person;
    OperatorId removedBy;
};

enum class Remains {
    Nothing,
    NameOfWhatIsHeld, // until retention takes the last passage and picture, and the name with it
};

// Consents with their keys, sealed fields and notes of requests go in either case. An older store that is brought back
// knows of it by marks in the ring (security/ErasureMarks.h).
Result<Remains> takeAway(store::Transaction& transaction, const Clock& clock, const Leaving& leaving);

} // namespace gatehouse::people
