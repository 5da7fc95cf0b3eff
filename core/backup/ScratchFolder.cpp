#include "core/backup/ScratchFolder.h"

#include "core/base/PrivateFile.h"

#include <QDir>

#include <utility>

namespace gatehouse::backup {

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
    const QString path = parent + QStringLiteral("/.gatehouse-scratch");
    if (!QDir(path).removeRecursively())
        return failure(ErrorCode::FileNotWritable, QStringLiteral("the scratch folder cannot be cleared"));
    GATEHOUSE_TRY(makePrivateFolder(path));
    return ScratchFolder(path);
}

} // namespace gatehouse::backup
