#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/store/Transaction.h"

#include <QByteArray>

#include <optional>

namespace gatehouse::security {

// Whom a key belongs to: a consent (templates, pictures on file, proof), a person or a vehicle (pictures of their
// passages), or a span of time (pictures of people and vehicles nobody knew then).
enum class SubjectKind { Consent, Person, Vehicle, Span };

// Why a key was destroyed, as the store keeps it: "withdrawn", "erased", "retention".
enum class ShredReason { Withdrawn, Erased, Retention };
QString shredReasonCode(ShredReason reason);

// The keys of the people and vehicles recorded, in the site's key ring (store::Database::attachRing). What is sealed
// under a key is gone for good once the key is: copies of the store made earlier hold only what it sealed. Keys are
// known by random numbers of 16 bytes, which may stand anywhere. Needs a connection with a ring: RingMissing without.
// On the thread that owns the connection; asks for no permission, for commands of core only.
class SubjectKeys
{
public:
    static constexpr qsizetype IdSize = 16;
    // How many bytes sealing adds: a nonce and an authenticator.
    static constexpr qsizetype Overhead = 40;
    static constexpr qint64 SpanMilliseconds = 15LL * 60 * 1000;

    SubjectKeys(store::Database& database, const Clock& clock);

    // Makes sure that at least `wanted` keys nobody has yet are on the disk, in a transaction of its own. What is
    // sealed under one of those is never lost to a power cut between the commits of the two files. Called before a
    // transaction that creates keys; nothing is written when there are enough.
    Result<void> stock(int wanted = 1);
    // A key of the stock for a new subject, which nothing uses yet; where the stock is empty a new one, inside the
    // transaction.
    Result<QByteArray> create(store::Transaction& transaction, SubjectKind kind);
    // The key of the quarter of an hour of this moment, for what is recorded of unknown people and vehicles. So short,
    // because whoever turns out to be one of them can be erased from copies only by sealing all others of the span anew
    // and destroying its key (Forgetting.h). prepareSpan() has it
    // on the disk beforehand, in a transaction of its own; nothing is written when it is.
    Result<void> prepareSpan(UtcTime moment);
    Result<QByteArray> ofSpan(store::Transaction& transaction, UtcTime moment);

    // XChaCha20-Poly1305 under the key with a random nonce; `context` ("template", "evidence" …) is bound, so that a
    // sealed value opens only as what it is. KeyShredded when the key is gone or was never in this ring.
    static Result<QByteArray> seal(
        store::Database& database, const QByteArray& keyId, const QByteArray& plain, QByteArrayView context);
    // StoreDamagedOrWrongKey when it was not sealed under this key and context or was changed.
    static Result<QByteArray> unseal(
        store::Database& database, const QByteArray& keyId, const QByteArray& sealed, QByteArrayView context);

    // Destroys the key with the transaction, and notes in both files that it is. What a fault between the commits of
    // the two files leaves undone is done at once; after a machine that went off, when the site is next opened. Nothing
    // happens when it is destroyed already.
    Result<void> shred(store::Transaction& transaction, const QByteArray& keyId, ShredReason reason);
    // After the transaction: no log of the ring keeps the bytes of a key that was destroyed, see truncateLogs()
    // (LogUpkeep.h) for what stands in the way.
    static void forgetForGood(store::Database& database, const Clock& clock);

    static Result<bool> exists(store::Database& database, const QByteArray& keyId);

private:
    Result<QByteArray> insertRow(const QString& kind, std::optional<qint64> span);

    store::Database& m_database;
    const Clock& m_clock;
};

} // namespace gatehouse::security
