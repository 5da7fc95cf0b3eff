#pragma once

#include "core/store/Connection.h"

#include <functional>

namespace gatehouse::store {

// How far a copy has come, in pages of 4 KiB; `total` is that of the snapshot.
struct CopyProgress
{
    qint64 done = 0;
    qint64 total = 0;
};
enum class CopyGoesOn { Yes, No };
// Asked after each megabyte, on the thread that copies. Empty: nobody watches.
using CopyWatcher = std::function<CopyGoesOn(const CopyProgress&)>;

// Copies the store page by page into a new file under the same key, opens the copy and checks it whole: every page's
// authenticator, every index, the schema's version. A file of that name is replaced. On failure no copy is left behind.
Result<void> makeVerifiedCopy(
    Connection& source, const QString& target, const SecretKey& key, const CopyWatcher& watcher = {});

// The same for a store others are writing: the copy is one snapshot, taken through a connection of its own. Writers go
// on meanwhile (their log grows until the copy is done) and the copy never starts over. Any thread. Errors: Cancelled,
// StoreFull, and those of Database::open.
Result<void> copyWhileInUse(
    const QString& source, const QString& target, const SecretKey& key, const CopyWatcher& watcher = {});

// Removes a store file with its log and index, whichever are there.
void removeStoreFiles(const QString& file);

} // namespace gatehouse::store
