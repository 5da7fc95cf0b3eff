#pragma once

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

// Writes inside the caller's transaction; the picture expires lifeSpanDays() after it was taken.
Result<EvidenceId> save(
    store::Transaction& transaction, const EncodedPicture& picture, PictureClass pictureClass, UtcTime takenAt);

// For core alone, which has asked who wants to see it (lane::EventLog): no permission is asked and nothing audited
// here. NotFound when retention removed it.
Result<QImage> load(store::Database& database, EvidenceId id);
Result<QByteArray> loadEncoded(store::Database& database, EvidenceId id);

// Deletes every picture whose life span ended before `now`; returns how many.
Result<int> removeExpired(store::Transaction& transaction, UtcTime now);

} // namespace gatehouse::evidence
