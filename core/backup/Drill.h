#pragma once

#include "core/backup/Backups.h"
#include "core/backup/ScratchFolder.h"

namespace gatehouse::backup {

// Inside core/backup: what drill and restore have in common.

// The header of a backup of this site's store, or of a copy of its ring: BackupForeign for another's and for one the
// site has not signed.
Result<BackupHeader> readOwnHeader(
    const security::OpenSite& site, const QString& file, BackupKind kind = BackupKind::Store);

// Extracts the backup into the scratch folder, opens it with the site's key (or with that of then, and brings it under
// the site's), brings it to today's schema and checks all of it. The store stays in the folder, closed.
Result<DrillReport> rehearse(const security::OpenSite& site, const Clock& clock, const OldBackup& backup,
    const ScratchFolder& scratch, const Watcher& watcher);

// All of an opened store against the header it came with, whose signature the caller has checked: pages, references,
// the trail's whole chain and every checkpoint by the key that signed the header.
Result<void> inspectRestored(store::Database& database, DrillReport& report);

} // namespace gatehouse::backup
