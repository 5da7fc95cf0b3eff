#include "core/evidence/PictureCodec.h"

#include <QBuffer>
#include <QFile>
#include <QImageReader>
#include <QImageWriter>
#include <QPainter>

#include <cmath>

namespace gatehouse::evidence {

namespace {

// JPEG has no transparency; Qt would leave black behind it.
QImage flattened(const QImage& image)
{
    if (!image.hasAlphaChannel())
        return image;
    QImage opaque(image.size(), QImage::Format_RGB32);
    opaque.fill(Qt::white);
    QPainter(&opaque).drawImage(0, 0, image);
    return opaque;
}

} // namespace

Result<EncodedPicture> encodePicture(const QImage& image, int quality)
{
    if (image.isNull())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("null picture"));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QImageWriter writer(&buffer, QByteArrayLiteral("jpeg"));
    writer.setQuality(qBound(1, quality, 100));
    if (!buffer.open(QIODevice::WriteOnly) || !writer.write(flattened(image)))
        return failure(ErrorCode::Internal, QStringLiteral("JPEG encoder: ") + writer.errorString());
    return EncodedPicture { bytes, image.size() };
}

Result<QImage> decodePicture(const QByteArray& bytes)
{
    QByteArray source = bytes;
    QBuffer buffer(&source);
    if (bytes.isEmpty() || bytes.size() > MaximumPictureBytes || !buffer.open(QIODevice::ReadOnly))
        return failure(ErrorCode::PictureUnreadable, QStringLiteral("empty or too large"));
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    // Asked before a pixel is decoded: a small file can announce a picture of gigabytes. Formats that cannot tell their
    // size beforehand are bounded by QImageReader's own allocation limit.
    const QSize size = reader.size();
    const qint64 area = size.isValid() ? qint64(size.width()) * size.height() : 0;
    if (size.width() > MaximumPictureSide || size.height() > MaximumPictureSide || area > MaximumPictureArea)
        return failure(ErrorCode::PictureUnreadable, QStringLiteral("too many pixels"));
    if (area > ReducedPictureArea)
        reader.setScaledSize((QSizeF(size) * std::sqrt(double(ReducedPictureArea) / double(area))).toSize());
    QImage image = reader.read();
    if (image.isNull())
        return failure(ErrorCode::PictureUnreadable, reader.errorString());
    return image;
}

Result<QImage> readPictureFile(const QString& file)
{
    QFile input(file);
    if (!input.open(QIODevice::ReadOnly))
        return failure(ErrorCode::FileNotReadable, input.errorString());
    if (input.size() > MaximumPictureBytes)
        return failure(ErrorCode::PictureUnreadable, QStringLiteral("too large"));
    return decodePicture(input.readAll());
}

} // namespace gatehouse::evidence
