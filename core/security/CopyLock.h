#pragma once

#include "core/base/Result.h"
#include "core/security/OpenSite.h"
#include "core/store/WriterLock.h"

namespace gatehouse::security {

// One backup, drill, restore or re-key of a site at a time, in whatever program: a backup under way would keep the
// store open while a re-key exchanges it. BackupUnderWay.
Result<store::WriterLock> lockCopies(const SitePaths& paths);

} // namespace gatehouse::security
