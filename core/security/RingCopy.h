#pragma once

#include "core/base/Result.h"
#include "core/store/Database.h"
#include "core/store/SecretKey.h"
#include "core/store/Transaction.h"

#include <memory>

namespace gatehouse::security {

// What a key ring holds, as numbers. A key made, destroyed or brought back changes them.
struct RingContent
{
    qint64 keys = 0; // spare ones included
    qint64 destroyed = 0; // keys known to be destroyed, and plates known to be erased
    qint64 rotation = 0; // the newest secret templates are turned by
    friend bool operator==(const RingContent&, const RingContent&) = default;
};
// RingMissing.
Result<RingContent> ringContent(store::Database& database);

// Face templates and pictures of the store whose key this ring does not hold, though nobody has destroyed it: an older
// or a new ring came in the place of theirs. RingMissing.
struct Unreadable
{
    qint64 templates = 0;
    qint64 pictures = 0;
    friend bool operator==(const Unreadable&, const Unreadable&) = default;
};
Result<Unreadable> countUnreadable(store::Database& database);
// Whether there are any: quicker, over the keys and not what stands on them. RingMissing.
Result<bool> missesKeys(store::Database& database);

// A copy of a ring for looking into and taking from: `ring.…` of the connection that is handed out, whose main file is
// an empty one made beside the copy. StoreDamagedOrWrongKey when the key does not open it.
Result<std::unique_ptr<store::Database>> openRingCopy(const QString& file, const store::SecretKey& ringKey);

// What a copy gave to the ring.
struct RingGain
{
    int keys = 0; // that were missing
    int refused = 0; // in the copy, but destroyed since: they stay so
    int destroyed = 0; // the copy knew to be destroyed and this ring did not: they are now
    int templates = 0; // that are compared again
};
// Fills in what is missing, within the transaction. Nothing the ring has is replaced, and nothing comes back that the
// ring or the store knows to be destroyed. settleRing() comes next. For a command that has asked who wants it.
Result<RingGain> fillRing(store::Transaction& transaction, store::Database& copy);

} // namespace gatehouse::security
