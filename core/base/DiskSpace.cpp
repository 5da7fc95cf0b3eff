#include "core/base/DiskSpace.h"

#include <QStorageInfo>

namespace gatehouse {

DiskSpace readDiskSpace(const QString& folder)
{
    const QStorageInfo disk(folder);
    return disk.isValid() ? DiskSpace { disk.bytesAvailable(), disk.bytesTotal() } : DiskSpace {};
}

} // namespace gatehouse
