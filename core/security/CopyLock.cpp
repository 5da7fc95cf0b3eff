#include "core/security/CopyLock.h"

namespace gatehouse::security {

Result<store::WriterLock> lockCopies(const SitePaths& paths)
{
    auto lock = store::WriterLock::acquire(paths.folder + QStringLiteral("/site.backup"));
    if (!lock && lock.error().code == ErrorCode::StoreInUse)
        return failure(ErrorCode::BackupUnderWay);
    return lock;
}

} // namespace gatehouse::security
