#include "core/evidence/PictureCodec.h"

#include <QBuffer>
#include <QFile>
#include <QImageReader>
#include <QImageWriter>
#include <QPainter>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>

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

// Qt reads whatever it finds a plug-in for, drawings (SVG) too; only these come from cameras and photographs.
bool isPhotographFormat(const QByteArray& format)
{
    return format == "jpeg" || format == "png" || format == "webp" || format == "bmp";
}

// A bitmap whose rows go from the top down announces a negative height. Absent when nothing sensible is announced.
std::optional<QSize> announcedSize(const QImageReader& reader)
{
    const QSize size = reader.size();
    if (size == QSize() || size.height() == std::numeric_limits<int>::min())
        return std::nullopt;
    const QSize upright(size.width(), std::abs(size.height()));
    return upright.isEmpty() ? std::nullopt : std::optional(upright);
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
    if (!isPhotographFormat(reader.format()))
        return failure(ErrorCode::PictureUnreadable, QStringLiteral("no format of photographs"));
    // Asked before a pixel is decoded: a small file can announce a picture of gigabytes. All of these formats tell.
    const auto size = announcedSize(reader);
    const qint64 area = size ? qint64(size->width()) * size->height() : 0;
    if (!size || size->width() > MaximumPictureSide || size->height() > MaximumPictureSide || area > MaximumPictureArea)
        return failure(ErrorCode::PictureUnreadable, QStringLiteral("no size, or too many pixels"));
    if (area > ReducedPictureArea)
        reader.setScaledSize((QSizeF(*size) * std::sqrt(double(ReducedPictureArea) / double(area))).toSize());
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
