#pragma once

#include "core/base/Clock.h"
#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/store/Transaction.h"

#include <QString>

namespace gatehouse::people {

// What PersonRegistry::remove() does to the rows; internal to core/people: no permission is asked, nothing audited.
struct Leaving
{
    PersonId person;
    QString searchName; // folded: what a request finds them by while something is held
    OperatorId removedBy;
};

enum class Remains {
    Nothing,
    NameOfWhatIsHeld, // until retention takes the last passage and picture, and the name with it
};

// Consents with their keys and notes of requests go in either case.
Result<Remains> takeAway(store::Transaction& transaction, const Clock& clock, const Leaving& leaving);

} // namespace gatehouse::people
