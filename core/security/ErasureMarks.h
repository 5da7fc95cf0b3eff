#pragma once

#include "core/base/Clock.h"
#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/store/Transaction.h"

#include <QHash>
#include <QList>
#include <QString>

namespace gatehouse::security {

// An older copy of the store that is brought back knows nothing of who was erased since. Whoever has a key of their own
// is known by it (SubjectKeys.h); what has none is known by its mark here: a plate nobody registered, and persons,
// vehicles and consents of copies from before there were keys (schema steps 1 to 7). A mark is BLAKE2b-256 of what is
// erased ("plate/…", or the kind, number and first moment of a row) under a random secret of the key ring, with the
// moment of the erasure. It stands in the ring, which travels apart from backups and is not brought back with them, and
// in the store, so that the store says which erasures it has been through, and so that neither of the two files is
// without it when the power went between their commits. The store and its backups hold the hash alone: without the ring
// nobody can ask it about a plate.
//
// Marks of plates go when nothing of before could be left of any class (forgetOldMarks); with the secret a plate could
// be guessed and asked for. Those of rows stay, as the numbers of destroyed keys do: a row's number says nothing. What
// no class takes by its age is a request nobody answered. So the moment of the newest mark that went stays as a mark of
// its own, and in an older store that does not know it, requests received until then lose plate and note, whoever's
// plate it was; that they were asked stays, to be closed.
//
// For core: no permission is asked, nothing is audited here. On the thread that owns the writing connection.

// Inside the erasure, while the row is still there.
Result<void> markErased(store::Transaction& transaction, const Clock& clock, PersonId person);
Result<void> markErased(store::Transaction& transaction, const Clock& clock, VehicleId vehicle);
// A consent that is withdrawn.
Result<void> markErased(store::Transaction& transaction, const Clock& clock, ConsentId consent);
// Somebody who is removed while something is held of them: an older store strips them again (StrippedPersons.h).
Result<void> markRemoved(store::Transaction& transaction, const Clock& clock, PersonId person);
// A vehicle that is taken off the list: an older store takes off the row again, and no passage of it.
Result<void> markRemoved(store::Transaction& transaction, const Clock& clock, VehicleId vehicle);
// After the rows of this plate are gone: where no vehicle has it now, vehicles of older copies that had it go as well.
Result<void> markErased(store::Transaction& transaction, const Clock& clock, const QString& plate);

// What of this store was erased later than it was written.
struct ErasedSince
{
    bool isAny = false; // marks this store does not know yet
    QList<PersonId> persons;
    QList<VehicleId> vehicles;
    QHash<qint64, UtcTime> consents; // by number; when they were withdrawn
    QHash<qint64, UtcTime> removedPersons; // by number; since when
    QList<VehicleId> removedVehicles;
    QHash<QString, UtcTime> plates; // seen up to this moment: what passed later is not meant
    QList<qint64> naming; // events of others that name such a plate
    QList<qint64> requests; // about such a plate, or about one of which nobody can tell any more
};

// Both for settleRing(). The first makes the secret where there is none and sees that the ring knows every mark of the
// store. The second reads only; what it found is taken as done with noteErasures().
Result<void> settleMarks(store::Database& database, const Clock& clock);
Result<ErasedSince> erasedSince(store::Database& database);
Result<void> noteErasures(store::Transaction& transaction);

// The part of settleMarks() that writes nothing new: a commit got through in the store alone.
Result<void> carryMarksToRing(store::Database& database);

// Marks of plates erased before this moment.
Result<void> forgetOldMarks(store::Transaction& transaction, UtcTime before);

// Whether somebody was erased or withdrew before there were marks: a copy of the store from before there were keys,
// too, would give them back, and nothing could tell. It must not be brought back (FirstSchemaWithKeys).
Result<bool> hasErasedUnmarked(store::Database& database);
inline constexpr int FirstSchemaWithKeys = 8;

} // namespace gatehouse::security
