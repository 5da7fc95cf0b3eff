#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QImage>
#include <QSize>
#include <QString>

namespace gatehouse::evidence {

// A picture ready to be stored: encoded once, on the thread that recognised, so that the store's writer only copies
// bytes.
struct EncodedPicture
{
    QByteArray bytes; // JPEG
    QSize size;
};

// Pictures from outside are hostile until read: none above these is touched. What has more than ReducedPictureArea
// pixels is read scaled down to it, so that a picture of a 100-megapixel camera still fits Qt's allocation limit (128
// MiB).
inline constexpr int MaximumPictureSide = 16'000; // px
inline constexpr qint64 MaximumPictureArea = 120'000'000; // px
inline constexpr qint64 ReducedPictureArea = 24'000'000; // px
inline constexpr qint64 MaximumPictureBytes = 64 * 1024 * 1024;

// JPEG at `quality` 1..100, all in memory: nothing of a picture ever reaches the disk in clear. Transparent parts
// become white. InvalidArgument when the image is null. Any thread.
Result<EncodedPicture> encodePicture(const QImage& image, int quality = 85);

// JPEG, PNG, BMP, and WebP where Qt has its plug-in, told by the bytes and turned the way the EXIF says.
// PictureUnreadable when it is damaged, too large or nothing of these. Any thread.
Result<QImage> decodePicture(const QByteArray& bytes);

// The same from a file: FileNotReadable when it cannot be opened.
Result<QImage> readPictureFile(const QString& file);

} // namespace gatehouse::evidence
