#pragma once

#include "core/base/Clock.h"
#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/base/UtcTime.h"
#include "core/evidence/PictureCodec.h"
#include "core/store/Transaction.h"

#include <QByteArray>
#include <QImage>

namespace gatehouse::evidence {

// Whom a picture shows, by the recogniser's word: a registered person or vehicle, or nobody known.
struct Shown
{
    PersonId person;
    VehicleId vehicle;
};

// Has the key of that time on the disk: call before the transaction of save() where the picture may show nobody known,
// so that a power cut never parts a picture from its key.
Result<void> prepareSpan(store::Database& database, const Clock& clock, UtcTime takenAt);

// Writes inside the caller's transaction, sealed (security::SubjectKeys) under the key of whom it shows, or of its
// time. A person or vehicle that is gone is nobody known. How long it is kept is the retention's business
// (core/privacy), which keeps pictures of unknown people and cars for the shortest time.
Result<EvidenceId> save(store::Transaction& transaction, const Clock& clock, const EncodedPicture& picture,
    const Shown& shown, UtcTime takenAt);

// For core alone, which has asked who wants to see it (lane::EventLog): no permission is asked and nothing audited
// here. NotFound when retention removed it or its time is over, KeyShredded when whom it shows was forgotten.
Result<QImage> load(store::Database& database, EvidenceId id);
// Shown where its time is over but it is kept: of somebody whose processing is restricted, for themselves.
enum class Overdue { Hidden, Shown };
Result<QByteArray> loadEncoded(store::Database& database, EvidenceId id, Overdue overdue = Overdue::Hidden);

} // namespace gatehouse::evidence
