#include "core/enrolment/PictureFolder.h"

#include <QDir>
#include <QFileInfo>

namespace gatehouse::enrolment {

namespace {

const QStringList& pictureSuffixes()
{
    static const QStringList suffixes { QStringLiteral("jpg"), QStringLiteral("jpeg"), QStringLiteral("png"),
        QStringLiteral("webp"), QStringLiteral("bmp") };
    return suffixes;
}

bool isPicture(const QFileInfo& file)
{
    return file.isFile() && pictureSuffixes().contains(file.suffix(), Qt::CaseInsensitive);
}

} // namespace

Result<PictureFolder> PictureFolder::open(const QString& folder)
{
    const QFileInfo info(folder);
    if (!info.isDir() || !info.isReadable())
        return failure(ErrorCode::FileNotReadable, folder);
    PictureFolder pictures;
    pictures.m_root = info.canonicalFilePath();
    for (const QFileInfo& file : QDir(pictures.m_root).entryInfoList(QDir::Files | QDir::NoSymLinks)) {
        if (isPicture(file))
            pictures.m_byBaseName[file.completeBaseName()].append(file.absoluteFilePath());
    }
    return pictures;
}

QString PictureFolder::named(const QString& name) const
{
    if (m_root.isEmpty() || name.isEmpty() || QDir::isAbsolutePath(name))
        return {};
    const QFileInfo file(m_root + QLatin1Char('/') + name);
    const QString path = file.canonicalFilePath();
    return isPicture(file) && path.startsWith(m_root + QLatin1Char('/')) ? path : QString();
}

QStringList PictureFolder::ofRef(const QString& ref, const QSet<QString>& allRefs) const
{
    if (m_root.isEmpty() || ref.isEmpty() || ref.contains(QLatin1Char('/')) || ref.startsWith(QLatin1Char('.')))
        return {};
    QStringList files = m_byBaseName.value(ref);
    for (int number = 1; number <= 99; ++number) {
        const QString numbered = QStringLiteral("%1_%2").arg(ref).arg(number);
        if (!allRefs.contains(numbered))
            files += m_byBaseName.value(numbered);
    }
    const QFileInfo subfolder(m_root + QLatin1Char('/') + ref);
    if (subfolder.isDir() && !subfolder.isSymLink()) {
        for (const QFileInfo& file : QDir(subfolder.filePath()).entryInfoList(QDir::Files | QDir::NoSymLinks)) {
            if (isPicture(file))
                files.append(file.absoluteFilePath());
        }
    }
    return files;
}

} // namespace gatehouse::enrolment
