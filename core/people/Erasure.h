#pragma once

#include "core/base/Clock.h"
#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/security/Forgetting.h"
#include "core/security/Operator.h"
#include "core/store/Transaction.h"

namespace gatehouse::people {

// Erases somebody for good, as security::forgetPerson() and forgetVehicle() say: keys destroyed, rows, templates and
// pictures deleted, and in the append-only events only numbers left. The caller's transaction; a second person's
// approval and the certificate are the caller's (core/privacy), as is security::SubjectKeys::forgetForGood() after the
// commit. Needs EraseSubjects; audited with numbers only. NotFound.
//
// A person's vehicles go with them: a plate is its owner's.
Result<security::Forgotten> erasePerson(
    store::Transaction& transaction, const Clock& clock, const security::ActingOperator& actor, PersonId person);
Result<security::Forgotten> eraseVehicle(
    store::Transaction& transaction, const Clock& clock, const security::ActingOperator& actor, VehicleId vehicle);

} // namespace gatehouse::people
