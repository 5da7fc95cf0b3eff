#include "core/backup/ScratchFolder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cstdlib>
#include <unistd.h>
#include <utility>

namespace gatehouse::backup {

namespace {

constexpr QLatin1StringView ScratchName(".gatehouse-scratch");

// Where others write, too, a link of such a name may lead anywhere: it is removed itself, and a folder of somebody
// else's is left to them.
Result<void> removeLeftovers(const QString& parent)
{
    const QFileInfoList left = QDir(parent).entryInfoList(
        { ScratchName + QLatin1Char('*') }, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    for (const QFileInfo& one : left) {
        if (one.isSymLink())
            QFile::remove(one.filePath());
        else if (one.isDir() && one.ownerId() == ::geteuid() && !QDir(one.filePath()).removeRecursively())
            return failure(ErrorCode::FileNotWritable, QStringLiteral("the scratch folder cannot be cleared"));
    }
    return {};
}

} // namespace

ScratchFolder::ScratchFolder(QString path)
    : m_path(std::move(path))
{
}

ScratchFolder::ScratchFolder(ScratchFolder&& other) noexcept
    : m_path(std::exchange(other.m_path, {}))
{
}

ScratchFolder::~ScratchFolder()
{
    if (!m_path.isEmpty())
        QDir(m_path).removeRecursively();
}

Result<ScratchFolder> ScratchFolder::create(const QString& parent)
{
    GATEHOUSE_TRY(removeLeftovers(parent));
    QByteArray path = QFile::encodeName(parent + QLatin1Char('/') + ScratchName + QStringLiteral("-XXXXXX"));
    if (!::mkdtemp(path.data()))
        return failure(ErrorCode::FileNotWritable, QStringLiteral("no scratch folder can be made"));
    return ScratchFolder(QFile::decodeName(path));
}

} // namespace gatehouse::backup
