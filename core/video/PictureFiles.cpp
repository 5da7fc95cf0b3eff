#include "core/video/PictureFiles.h"

#include <QDir>
#include <QImageReader>

namespace gatehouse::video {

bool isPictureFile(const QString& path)
{
    return !QImageReader::imageFormat(path).isEmpty();
}

Result<QStringList> pictureFilesIn(const QString& folder)
{
    const QDir directory(folder);
    if (!directory.exists() || !directory.isReadable())
        return failure(ErrorCode::FileNotReadable, QStringLiteral("the folder cannot be listed"));
    const QStringList patterns { QStringLiteral("*.png"), QStringLiteral("*.jpg"), QStringLiteral("*.jpeg"),
        QStringLiteral("*.bmp"), QStringLiteral("*.ppm") };
    QStringList paths;
    for (const QString& name : directory.entryList(patterns, QDir::Files | QDir::Readable, QDir::Name))
        paths.append(directory.filePath(name));
    return paths;
}

Result<QImage> readPictureFile(const QString& path)
{
    QImageReader reader(path);
    reader.setAutoTransform(true);
    reader.setDecideFormatFromContent(true);
    QImage image = reader.read();
    if (image.isNull())
        return failure(ErrorCode::PictureUnreadable, QStringLiteral("a picture of the folder cannot be decoded"));
    image.convertTo(QImage::Format_BGR888);
    return image;
}

} // namespace gatehouse::video
