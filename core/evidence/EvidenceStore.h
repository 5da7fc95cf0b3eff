#pragma once

#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/base/UtcTime.h"
#include "core/store/Transaction.h"

#include <QByteArray>
#include <QImage>
#include <QSize>

namespace gatehouse::evidence {

// How long a picture lives: pictures of unknown people and cars have the shortest life span.
enum class PictureClass { Unknown, Known };

// A picture ready to be stored: encoded once, on the thread that recognised, so that the store's writer only copies bytes.
struct EncodedPicture
{
    QByteArray bytes; // JPEG
    QSize size;
};

// JPEG at `quality` 1..100. An error when the image is null.
Result<EncodedPicture> encodePicture(const QImage& image, int quality = 85);

// Writes inside the caller's transaction; the picture expires after its class's life span (30 days unknown, 90 known,
// until retention becomes a setting).
Result<EvidenceId> save(
    store::Transaction& transaction, const EncodedPicture& picture, PictureClass pictureClass, UtcTime takenAt);

// NotFound when retention removed it.
Result<QImage> load(store::Database& database, EvidenceId id);
Result<QByteArray> loadEncoded(store::Database& database, EvidenceId id);

// Deletes every picture whose life span ended before `now`; returns how many.
Result<int> removeExpired(store::Transaction& transaction, UtcTime now);

} // namespace gatehouse::evidence
