#include "core/base/DiskSpace.h"

#include <QStorageInfo>

namespace gatehouse {

DiskSpace readDiskSpace(const QString& folder)
{
    const QStorageInfo disk(folder);
    return disk.isValid() ? DiskSpace { disk.bytesAvailable(), disk.bytesTotal() } : DiskSpace {};
}

bool areOnOneDisk(const QString& folder, const QString& other)
{
    const QStorageInfo disk(folder);
    return disk.isValid() && disk.device() == QStorageInfo(other).device();
}

} // namespace gatehouse
