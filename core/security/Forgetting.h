#pragma once

#include "core/base/Clock.h"
#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/security/SubjectKeys.h"
#include "core/store/Transaction.h"

namespace gatehouse::security {

// What was forgotten, for the audit entry and the certificate: numbers only.
struct Forgotten
{
    int keys = 0;
    int templates = 0;
    int pictures = 0; // of passages
    int events = 0; // that lost a plate, a note or what else named somebody
    Forgotten& operator+=(const Forgotten& other);
};

// Forgets a person for good: keys destroyed; row, groups, consents, templates, and the pictures of every passage they
// were named in deleted; plates, notes and details of those events blanked, and of requests about them who asked. What
// stays in events and in the audit trail is time, lane, decision and the number of a row that is gone. A vehicle they
// own stays, without its owner. For core/people and for the upkeep of the ring: no permission is asked, nothing is
// audited here. A person who is not there is no error: nothing is left to forget.
Result<Forgotten> forgetPerson(
    store::Transaction& transaction, const Clock& clock, PersonId id, ShredReason reason = ShredReason::Erased);

// The same of a vehicle: every event that shows its plate, known or not, loses the plate and its pictures, and other
// events lose it as the plate they nearly took it for or as a word of a note (SubjectPassages.h).
Result<Forgotten> forgetVehicle(
    store::Transaction& transaction, const Clock& clock, VehicleId id, ShredReason reason = ShredReason::Erased);

// The passages that show a plate nobody has registered: blanked, their pictures deleted; up to and with a moment where
// one is given.
Result<Forgotten> forgetPlate(store::Transaction& transaction, const Clock& clock, const QString& plate,
    std::optional<UtcTime> until = std::nullopt);
// Takes plate and detail from events of others that name somebody. How many.
Result<int> blankEvents(store::Transaction& transaction, const QList<qint64>& events);
// What was written down about requests of somebody who is removed; that they were answered stays.
Result<void> blankRequestsAbout(store::Transaction& transaction, PersonId person);
Result<void> blankRequestsAbout(store::Transaction& transaction, VehicleId vehicle);
// The same of requests: the note and the plate.
Result<void> blankRequests(store::Transaction& transaction, const QList<qint64>& requests);

// Before anybody knew whom they showed, passages were sealed under the key of their time with those of strangers.
// Whoever deletes some of them for good asks first which keys that were, and has them destroyed afterwards: what else
// stands on them is sealed anew, and what older copies hold of that time opens no more.
Result<QList<QByteArray>> sharedKeysOf(store::Database& database, const QList<qint64>& passages);
Result<void> renewSharedKeys(store::Transaction& transaction, const Clock& clock, const QList<QByteArray>& keys);

// Destroys the keys nothing is sealed under any more: of times that are over at `now` and have no picture left, and of
// persons and vehicles that are gone with their last picture; rows of who was removed go with the last that is
// held of them. How many keys.
Result<int> shredSpentKeys(store::Transaction& transaction, const Clock& clock, UtcTime now);

} // namespace gatehouse::security
