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
//
// What becomes of copies of the store that were made before (backups, stolen disks, media that forget slowly). Opened
// outside of this program with every key there is today, the vault's included, such a copy gives back nothing of the
// face, the pictures on file, the pictures of passages, resident ID, date of birth, a guardian's name and the proofs of
// consent: each was sealed under a key that is gone (tests/store/people/ErasureTest::openable tries them all). It still
// gives, to whoever holds a slot of that time, what stands in it as plain columns so that a gate can search and decide
// by it: name, reference, note, groups and validity, for a child until which year a guardian is needed, plates and
// descriptions of vehicles, plates and notes of events, notes of requests, and when who passed where. Those a copy
// loses when this program brings it back (security/ErasureMarks.h), and otherwise with the copy: how long backups are
// kept is the site's to set. A copy made by a program of before sealed fields had keys (schema steps 8 to 16) gives
// resident ID and date of birth to the vault's secret alone.
Result<security::Forgotten> erasePerson(
    store::Transaction& transaction, const Clock& clock, const security::ActingOperator& actor, PersonId person);
Result<security::Forgotten> eraseVehicle(
    store::Transaction& transaction, const Clock& clock, const security::ActingOperator& actor, VehicleId vehicle);

} // namespace gatehouse::people
