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

// How long a picture lives: pictures of unknown people and cars have the shortest life span.
enum class PictureClass { Unknown, Known };

inline constexpr qint64 MillisecondsADay = 24LL * 60 * 60 * 1000;
// 30 days unknown, 90 known, until retention becomes a setting.
[[nodiscard]] constexpr qint64 lifeSpanDays(PictureClass pictureClass)
{
    return pictureClass == PictureClass::Unknown ? 30 : 90;
}

// Whom a picture shows, by the recogniser's word: a registered person or vehicle, or nobody known.
struct Shown
{
    PersonId person;
    VehicleId vehicle;
};

// Has the key of that day on the disk: call before the transaction of save() where the picture may show nobody known,
// so that a power cut never parts a picture from its key.
Result<void> prepareDay(store::Database& database, const Clock& clock, UtcTime takenAt);

// Writes inside the caller's transaction, sealed (security::SubjectKeys) under the key of whom it shows, or of its day;
// it expires lifeSpanDays() after it was taken. A person or vehicle that is gone is nobody known.
Result<EvidenceId> save(store::Transaction& transaction, const Clock& clock, const EncodedPicture& picture,
    const Shown& shown, UtcTime takenAt);

// For core alone, which has asked who wants to see it (lane::EventLog): no permission is asked and nothing audited
// here. NotFound when retention removed it, KeyShredded when whom it shows was forgotten.
Result<QImage> load(store::Database& database, EvidenceId id);
Result<QByteArray> loadEncoded(store::Database& database, EvidenceId id);

// Deletes every picture whose life span ended before `now`, and destroys the keys nothing is sealed under any more;
// returns how many pictures.
Result<int> removeExpired(store::Transaction& transaction, const Clock& clock, UtcTime now);

} // namespace gatehouse::evidence
