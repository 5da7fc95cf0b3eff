#pragma once

#include "core/base/Clock.h"
#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/store/Transaction.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace gatehouse::audit {

// What was touched: a table-like word and the row's number. Never a name or a plate.
struct Subject
{
    QString kind;
    qint64 id = 0;
};

// One thing done, as it goes into the trail. `detail` holds what changed in codes and numbers.
struct Entry
{
    OperatorId actor; // invalid: the system itself (a lane, retention)
    QString action; // "person.add", "event.decide", "sign-in" …
    Subject subject;
    QJsonObject detail;
};

struct Record
{
    qint64 sequence = 0;
    UtcTime at;
    Entry entry;
    QByteArray previousHash;
    QByteArray hash;
};

struct ChainState
{
    qint64 entries = 0;
    QByteArray head = QByteArray(32, '\0'); // hash of the newest entry; 32 zero bytes for an empty trail
    friend bool operator==(const ChainState&, const ChainState&) = default;
};

// The hash-chained trail. hash = BLAKE2b-256 over the previous hash and the entry's fields, each with its length, in a
// fixed order; the first entry stands on 32 zero bytes, and after a pruning the first that is left on the signed floor
// (Floor.h): numbers go on. Plain functions over the caller's transaction, so that the entry is committed with what it
// records or not at all.
Result<void> append(store::Transaction& transaction, const Clock& clock, const Entry& entry);

// What was typed to find entries; an entry fits when any of it does.
struct Search
{
    QStringList actions;
    std::optional<qint64> number; // the entry's own, or its subject's
    QByteArray hashBegins; // the bytes of a printed head
};

struct Filter
{
    std::optional<UtcTime> from;
    std::optional<UtcTime> until;
    std::optional<OperatorId> actor; // an invalid id: the system's own entries
    QString actionPrefix;
    std::optional<Subject> subject; // id 0: every subject of that kind
    std::optional<Search> search;
};

// What may still be shown (Database::setShownFrom(), "audit": the first number). from <= at < until. Newest first,
// `limit` entries before sequence `before` (all when absent).
Result<QList<Record>> list(
    store::Database& database, const Filter& filter, int limit, std::optional<qint64> before = std::nullopt);

// Checks at most `limit` entries after `from` (the start of the trail when default) and says how far it came: no
// further than `from` means that all is checked. The start is the newest floor where the trail was pruned, also when
// that happened between two parts; its signature is checked with the key the store names (whose key that is
// verifyCheckpoints() says). A trail that was cut off at its end is still a chain: only a state noted earlier shows it,
// and is given as `known`, its head whole or the beginning that was printed; below the floor the checkpoint that was
// made of it stands in for the entry, and without one there is nothing to compare: NotFound, "known head N".
// AuditChainBroken names the first sequence that does not fit in its detail, "floor N" or "acceptance N". A place that
// people have accepted as it lies there (Acceptance.h) fits.
Result<ChainState> verifyNext(store::Database& database, const ChainState& from, int limit,
    const std::optional<ChainState>& known = std::nullopt);

// The whole chain at once.
Result<ChainState> verify(store::Database& database, const std::optional<ChainState>& known = std::nullopt);

// The newest entry, and how many there have been up to it.
Result<ChainState> newestState(store::Database& database);

// The number of the newest entry, for progress.
Result<qint64> newestSequence(store::Database& database);

} // namespace gatehouse::audit
