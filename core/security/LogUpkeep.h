#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/base/UtcTime.h"
#include "core/store/Database.h"

#include <optional>

namespace gatehouse::security {

// The logs beside store and key ring hold pages as they were before they were written last. Whoever deletes something
// for good has the logs truncated behind the transaction. A reader at work (a backup) stands in the way; then it stands
// in the store since when, and in the trail ("log.kept"), until it is done ("log.truncate"): the open site tries again,
// and closing it does it, too. On the thread of the writing connection, outside of transactions.

// At once, within a fifth of a second, or noted as still to be done.
void truncateLogs(store::Database& database, const Clock& clock);

// What was deleted and still lies, encrypted, in a log.
struct KeptLog
{
    UtcTime since;
    qint64 entry = 0; // of the trail: that of the oldest deletion among them
};
// Absent when there is none. Any connection.
Result<std::optional<KeptLog>> keptLog(store::Database& database);

} // namespace gatehouse::security
