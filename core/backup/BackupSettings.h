#pragma once

#include "core/backup/BackupPolicy.h"
#include "core/base/Result.h"
#include "core/security/RingCopy.h"
#include "core/store/Transaction.h"

#include <optional>

namespace gatehouse::backup {

// What the store itself knows of its backups: rows "backup.*" of its settings. For core/backup, which has asked who
// wants to know.
Result<BackupSettings> readSettings(store::Database& database);
Result<void> writeSettings(store::Transaction& transaction, const BackupSettings& settings);

// The last one that was written and read back.
struct LastBackup
{
    UtcTime takenAt;
    QString file;
    qint64 bytes = 0;
};
Result<std::optional<LastBackup>> readLast(store::Database& database);
Result<void> writeLast(store::Transaction& transaction, const LastBackup& last);

// The last restore drill.
struct LastDrill
{
    UtcTime at;
    std::optional<ErrorCode> failure;
};
Result<std::optional<LastDrill>> readDrill(store::Database& database);
Result<void> writeDrill(store::Transaction& transaction, const LastDrill& drill);

// A copy of the key ring the site has made, and what the ring held then.
struct KnownRingCopy
{
    QString file;
    UtcTime takenAt;
    QByteArray payloadDigest;
    security::RingContent content;
};
// The newest first; the oldest are forgotten beyond MostRingCopies.
inline constexpr qsizetype MostRingCopies = 20;
Result<QList<KnownRingCopy>> readRingCopies(store::Database& database);
Result<void> writeRingCopies(store::Transaction& transaction, const QList<KnownRingCopy>& copies);

} // namespace gatehouse::backup
