#pragma once

#include "core/backup/Backups.h"
#include "core/backup/ScratchFolder.h"

namespace gatehouse::backup {

// Inside core/backup: what drill and restore have in common.

// The header of a backup of this site's store: BackupForeign for another's and for one the site has not
// signed.
Result<BackupHeader> readOwnHeader(const security::OpenSite& site, const QString& file);

// Extracts the backup into the scratch folder, opens it with the site's key, brings it to today's schema and checks all
// of it. The store stays in the folder, closed.
Result<DrillReport> rehearse(const security::OpenSite& site, const Clock& clock, const QString& file,
    const ScratchFolder& scratch, const Watcher& watcher);

// One backup, drill or restore of a site at a time: StoreInUse.
Result<store::WriterLock> lockBackups(const security::SitePaths& paths);

} // namespace gatehouse::backup
