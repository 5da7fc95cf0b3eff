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
    for (auto each = pictures.m_byBaseName.cbegin(); each != pictures.m_byBaseName.cend(); ++each)
        pictures.noteNumber(each.key());
    return pictures;
}

// "E-1_2" is the second picture of E-1.
void PictureFolder::noteNumber(const QString& baseName)
{
    const qsizetype underscore = baseName.lastIndexOf(QLatin1Char('_'));
    const int number = underscore < 1 ? 0 : baseName.mid(underscore + 1).toInt();
    if (number < 1 || number > MostNumbered || baseName.mid(underscore + 1) != QString::number(number))
        return;
    m_numbered[baseName.left(underscore)].insert(number, baseName);
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
    const QMap<int, QString> numberedNames = m_numbered.value(ref);
    for (const QString& numbered : numberedNames) {
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
