#pragma once

#include "core/backup/BackupHeader.h"
#include "core/store/EncryptedCopy.h"

#include <QString>

#include <functional>

namespace gatehouse::backup {

// The files backups lie in. Reading needs no key; nothing here knows an operator. Every function works on the calling
// thread, which is never the GUI's. A watcher is asked after each megabyte; Cancelled when it says so.
using ByteWatcher = store::CopyWatcher; // done and total in bytes

// Puts header and payload into one file, 0600, in place as a whole or not at all. Fills in the payload's length and
// digest, and signs it. DiskFull, FileNotWritable, FileNotReadable.
Result<BackupHeader> writeBackup(const QString& file, BackupHeader header, const QString& payloadFile,
    const audit::SigningKey& key, const ByteWatcher& watcher = {});

// The header alone; BackupDamaged as well when the file is not as long as it says. NotFound, FileNotReadable.
Result<BackupHeader> readHeader(const QString& file);

// Reads the whole file and compares its payload with the header's digest: BackupDamaged.
Result<BackupHeader> checkPayload(const QString& file, const ByteWatcher& watcher = {});

// The payload as a file of its own, 0600, checked while it is copied. A file of that name is replaced. `expected` is
// the header that was looked at and approved: BackupDamaged when another file lies there by now.
Result<void> extractPayload(
    const QString& file, const BackupHeader& expected, const QString& target, const ByteWatcher& watcher = {});

// "gatehouse-1a2b3c4d-20261123T073000Z.ghbackup": the site's uuid and the moment, no name. The ring has one current
// copy, "gatehouse-1a2b3c4d.ghring".
[[nodiscard]] QString backupFileName(const BackupHeader& header);
[[nodiscard]] QString backupFilePattern(BackupKind kind); // "*.ghbackup"

} // namespace gatehouse::backup
