#include "core/base/DiskSpace.h"

#include <QFile>
#include <QStorageInfo>

#include <sys/stat.h>

namespace gatehouse {

DiskSpace readDiskSpace(const QString& folder)
{
    const QStorageInfo disk(folder);
    return disk.isValid() ? DiskSpace { disk.bytesAvailable(), disk.bytesTotal() } : DiskSpace {};
}

bool areOnOneDisk(const QString& folder, const QString& other)
{
    struct stat one
    {
    };
    struct stat two
    {
    };
    if (::stat(QFile::encodeName(folder).constData(), &one) == 0
        && ::stat(QFile::encodeName(other).constData(), &two) == 0 && one.st_dev == two.st_dev)
        return true;
    const QStorageInfo disk(folder); // one disk may hold several numbers, as with Btrfs
    return disk.isValid() && disk.device() == QStorageInfo(other).device();
}

} // namespace gatehouse
