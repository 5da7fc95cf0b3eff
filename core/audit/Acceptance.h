#pragma once

#include "core/audit/History.h"
#include "core/audit/SigningKey.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace gatehouse::audit {

// The way on for a site whose trail does not match what it has signed (History.h) and that has no backup: two people
// accept the history that is there. What they accept is exactly what lies there. Each entry, checkpoint and certificate
// that does not fit is listed with a digest over it and what stands before it; these bytes are known from then on, and
// everything else is checked as strictly as before. So nothing below can be changed again, no place that nobody
// accepted is passed over, and one that was accepted is told of for ever: the list is signed, bound to a checkpoint of
// reason "accepted" and kept when the entry itself is removed in its time. Whoever launders an edited trail this way
// needs a second person and leaves both names and the places.
//
// Never accepted: a floor or an earlier acceptance that is not genuine, entries at or below a floor (which tells a
// lawful removal from a cut), and more than MostAcceptedPlaces, for such a trail proves nothing any more. There a
// backup is the only way.
enum class BrokenKind { Entry, Checkpoint, Certificate };

struct BrokenPlace
{
    BrokenKind kind = BrokenKind::Entry;
    qint64 number = 0;
    QByteArray digest; // 32 bytes, brokenDigest()
    [[nodiscard]] QString name() const; // "entry 57", "checkpoint 12", "certificate 3"
};
inline constexpr qsizetype MostAcceptedPlaces = 500;

// BLAKE2b-256 over "gatehouse audit broken 1" and both, each with its length in 8 bytes before it. Of an entry: the
// hash that its bytes give over the entry before it, followed by that one's number in 8 bytes; and the hash it holds
// (its own note of the hash before it is no part of that, and says nothing any more).
// Of a checkpoint: its message and its signature. Of a certificate: its number of entries in 8 bytes and its head; and
// nothing.
[[nodiscard]] QByteArray brokenDigest(const QByteArray& bytes, const QByteArray& proof);

struct Acceptance
{
    qint64 number = 0; // from 1 without a gap
    UtcTime at;
    ChainState state; // the entry "audit.accept" that tells of it
    qint64 checkpoint = 0;
    QByteArray detail; // of that entry, as JSON
    QByteArray broken; // a line each: kind, number and digest in hexadecimal, with a space between
    QByteArray signature; // 64 bytes, Ed25519 over acceptanceMessage()

    // What `detail` says: see accept().
    [[nodiscard]] QJsonObject said() const;
    // Below this number what was signed before stands in this trail; from it on it may not. 0: it is not known.
    [[nodiscard]] qint64 doubtedFrom() const;
    [[nodiscard]] QStringList places() const; // by name
};

// What is signed, framed as a checkpoint's: "gatehouse audit acceptance 1", the site's UUID, number, the previous
// acceptance's signature (empty for the first), entry's number and hash, time in milliseconds, checkpoint, detail,
// broken.
[[nodiscard]] QByteArray acceptanceMessage(
    const QByteArray& siteUuid, const QByteArray& previousSignature, const Acceptance& acceptance);

// Plain functions over the caller's connection, as in AuditTrail.h.
Result<QList<Acceptance>> listAcceptances(store::Database& database);
// Each against its signature, the one before it and its checkpoint; how many there are. AuditChainBroken with
// "acceptance N".
Result<qint64> verifyAcceptances(store::Database& database, const QByteArray& publicKey);

// Every place that was accepted; read anew for each check. Signatures are checked with the key the store names, as of
// floors; whose key that is verifyCheckpoints() says.
class AcceptedPlaces
{
public:
    static Result<AcceptedPlaces> read(store::Database& database);
    void add(const Acceptance& acceptance);
    // Exactly this: its bytes, and what stands before it.
    [[nodiscard]] bool hold(const BrokenPlace& place) const;
    // A place of this kind and number, whatever is there now.
    [[nodiscard]] bool tellOf(BrokenKind kind, qint64 number) const;
    [[nodiscard]] bool isEmpty() const { return m_digests.isEmpty(); }

private:
    QHash<QString, QByteArray> m_digests; // by name; of two acceptances of one place the later counts
};

// What does not fit and was not accepted, up to an entry: made part by part, because a trail is long.
struct Survey
{
    ChainState checked;
    QList<BrokenPlace> broken;
};
// At most `limit` entries further; no further means that all is looked through. AuditChainBroken for what is never
// accepted: "floor N", "entry N" (at or below the floor), "too many".
Result<Survey> surveyNext(store::Database& database, const Survey& soFar, int limit);

// Why, by whom, and what besides the store does not match.
struct AcceptanceRequest
{
    OperatorId by;
    QJsonObject noted; // "approver" (security::Approval::noted()) and "reason"
    HistoryMismatch mismatch; // that is noted, or found by compareWhole()
    Anchor anchor; // of the key file
    QList<ChainState> elsewhere; // signed heads that are to be had: those of backups
    Survey surveyed; // as far as it came; the rest is done within
};
// Writes entry ("audit.accept"), acceptance and checkpoint into the caller's transaction and ends what was noted.
// AuditChainBroken as surveyNext(). For core: no permission is asked. The entry's
// detail: proposer, approver, reason, fault, place and entry of the mismatch, doubtedFrom, anchorCheckpoint,
// anchorEntries, anchorHead, entries and head of the trail that is accepted, broken (names of places).
Result<Acceptance> accept(
    store::Transaction& transaction, const Clock& clock, const SigningKey& key, const AcceptanceRequest& request);

} // namespace gatehouse::audit
