#include "core/audit/History.h"

#include "core/audit/EntryWalk.h"
#include "core/audit/Floor.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace gatehouse::audit {

namespace {

constexpr int NewestCompared = 64; // checkpoints: some milliseconds at every opening
constexpr int TailAtATime = 5000;

constexpr char MismatchKey[] = "audit.mismatch";

constexpr std::pair<HistoryFault, QLatin1StringView> Faults[] = {
    { HistoryFault::Rewritten, QLatin1StringView("rewritten") },
    { HistoryFault::RolledBack, QLatin1StringView("rolled-back") },
    { HistoryFault::Unsigned, QLatin1StringView("unsigned") },
    { HistoryFault::Forged, QLatin1StringView("forged") },
};

constexpr std::pair<SignedPlace, QLatin1StringView> Places[] = {
    { SignedPlace::KeyFile, QLatin1StringView("key-file") },
    { SignedPlace::Store, QLatin1StringView("store") },
    { SignedPlace::Certificate, QLatin1StringView("certificate") },
    { SignedPlace::Backup, QLatin1StringView("backup") },
};

using Comparison = Result<std::optional<HistoryMismatch>>;

Comparison matches()
{
    return std::optional<HistoryMismatch>();
}

Comparison mismatch(HistoryFault fault, SignedPlace place, qint64 entry)
{
    return std::optional(HistoryMismatch { fault, place, entry });
}

// A broken chain or signature is a finding; anything else stops the comparison.
Comparison asFinding(const Error& error, HistoryFault fault, qint64 entry)
{
    if (error.code != ErrorCode::AuditChainBroken)
        return error;
    return mismatch(fault, SignedPlace::Store, entry);
}

Comparison compareFloor(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(floor, newestFloor(database));
    if (!floor)
        return matches();
    const auto genuine = requireGenuine(database, *floor);
    return genuine ? matches() : asFinding(genuine.error(), HistoryFault::Rewritten, floor->state.entries);
}

Comparison compareNewestCheckpoints(store::Database& database, const QByteArray& publicKey)
{
    GATEHOUSE_TRY_ASSIGN(newest, newestCheckpoint(database));
    if (!newest)
        return matches();
    GATEHOUSE_TRY_ASSIGN(checkpoints, listCheckpoints(database, newest->number - NewestCompared, NewestCompared));
    for (const Checkpoint& checkpoint : checkpoints) {
        const auto genuine = requireGenuine(database, checkpoint, publicKey);
        if (!genuine)
            return asFinding(genuine.error(), HistoryFault::Rewritten, checkpoint.state.entries);
    }
    return matches();
}

Comparison compareAcceptances(store::Database& database, const QByteArray& publicKey)
{
    const auto genuine = verifyAcceptances(database, publicKey);
    if (genuine)
        return matches();
    GATEHOUSE_TRY_ASSIGN(acceptances, listAcceptances(database));
    return asFinding(
        genuine.error(), HistoryFault::Rewritten, acceptances.isEmpty() ? 0 : acceptances.last().state.entries);
}

Comparison compareCertificates(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(accepted, AcceptedPlaces::read(database));
    GATEHOUSE_TRY_ASSIGN(newest, newestSequence(database));
    std::optional<qint64> first;
    const auto take = [&](const BrokenPlace& place, qint64 entries) -> Result<void> {
        if (!accepted.hold(place))
            first = std::min(first.value_or(entries), entries);
        return {};
    };
    GATEHOUSE_TRY(walkCertificates(database, take));
    if (!first)
        return matches();
    return *first > newest ? mismatch(HistoryFault::RolledBack, SignedPlace::Certificate, newest + 1)
                           : mismatch(HistoryFault::Rewritten, SignedPlace::Certificate, *first);
}

Comparison compareTail(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(newest, newestCheckpoint(database));
    ChainState state = newest ? newest->state : ChainState {};
    for (;;) {
        const auto next = verifyNext(database, state, TailAtATime);
        if (!next)
            return asFinding(next.error(), HistoryFault::Rewritten, next.error().detail.toLongLong());
        if (next->entries == state.entries)
            return matches();
        state = *next;
    }
}

} // namespace

Result<void> walkCertificates(store::Database& database, const OnBroken& onBroken)
{
    GATEHOUSE_TRY_ASSIGN(another,
        database.prepare(
            "SELECT c.id, c.audit_entries, c.audit_head FROM certificates c LEFT JOIN audit a ON a.sequence "
            "= c.audit_entries WHERE a.hash <> c.audit_head OR c.audit_entries > (SELECT "
            "coalesce(max(sequence), 0) FROM audit) ORDER BY c.id"));
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, another.step());
        if (!found)
            return {};
        const QByteArray named = littleEndian(another.integer(1)) + another.blob(2);
        GATEHOUSE_TRY(
            onBroken({ BrokenKind::Certificate, another.integer(0), brokenDigest(named, {}) }, another.integer(1)));
    }
}

Result<void> forgetMismatch(store::Transaction& transaction)
{
    GATEHOUSE_TRY_ASSIGN(remove, transaction.database().prepare("DELETE FROM settings WHERE key = ?"));
    remove.bindAll(QString::fromLatin1(MismatchKey));
    return remove.run();
}

Error HistoryMismatch::error() const
{
    switch (fault) {
    case HistoryFault::Rewritten:
        break;
    case HistoryFault::RolledBack:
        return failure(ErrorCode::AuditChainBroken, QStringLiteral("rolled-back %1").arg(entry));
    case HistoryFault::Unsigned:
        return failure(ErrorCode::AuditChainBroken, QStringLiteral("checkpoint after %1").arg(entry));
    case HistoryFault::Forged:
        return failure(ErrorCode::AuditChainBroken, QStringLiteral("anchor"));
    }
    return failure(ErrorCode::AuditChainBroken, QString::number(entry));
}

QString historyFaultCode(HistoryFault fault)
{
    for (const auto& [known, code] : Faults) {
        if (known == fault)
            return code;
    }
    return {};
}

QString signedPlaceCode(SignedPlace place)
{
    for (const auto& [known, code] : Places) {
        if (known == place)
            return code;
    }
    return {};
}

Comparison compareHead(store::Database& database, const ChainState& signedHead, SignedPlace place)
{
    if (signedHead.entries == 0)
        return matches();
    GATEHOUSE_TRY_ASSIGN(newest, newestState(database));
    if (signedHead.entries > newest.entries)
        return mismatch(HistoryFault::RolledBack, place, newest.entries + 1);
    GATEHOUSE_TRY_ASSIGN(stands, standsInTrail(database, signedHead));
    return stands ? matches() : mismatch(HistoryFault::Rewritten, place, signedHead.entries);
}

Comparison compareAnchor(store::Database& database, const Anchor& anchor)
{
    if (anchor.checkpoint == 0)
        return matches();
    GATEHOUSE_TRY_ASSIGN(entry, compareHead(database, anchor.state, SignedPlace::KeyFile));
    if (entry)
        return entry;
    GATEHOUSE_TRY_ASSIGN(listed, listCheckpoints(database, anchor.checkpoint - 1, 1));
    if (listed.isEmpty() || listed.first().number != anchor.checkpoint)
        return mismatch(HistoryFault::Unsigned, SignedPlace::KeyFile, anchor.state.entries);
    if (listed.first().state != anchor.state)
        return mismatch(HistoryFault::Rewritten, SignedPlace::KeyFile, anchor.state.entries);
    return matches();
}

Comparison compareOwnSignatures(store::Database& database, const QByteArray& publicKey)
{
    GATEHOUSE_TRY_ASSIGN(floor, compareFloor(database));
    if (floor)
        return floor;
    GATEHOUSE_TRY_ASSIGN(acceptances, compareAcceptances(database, publicKey));
    if (acceptances)
        return acceptances;
    GATEHOUSE_TRY_ASSIGN(checkpoints, compareNewestCheckpoints(database, publicKey));
    if (checkpoints)
        return checkpoints;
    GATEHOUSE_TRY_ASSIGN(certificates, compareCertificates(database));
    if (certificates)
        return certificates;
    return compareTail(database);
}

Comparison compareWhole(store::Database& database, const QByteArray& publicKey)
{
    const auto chain = verify(database);
    if (!chain)
        return asFinding(chain.error(), HistoryFault::Rewritten, chain.error().detail.toLongLong());
    const auto checkpoints = verifyCheckpoints(database, publicKey);
    if (checkpoints)
        return matches();
    GATEHOUSE_TRY_ASSIGN(
        named, database.prepare("SELECT coalesce(max(sequence), 0) FROM audit_checkpoints WHERE number <= ?"));
    named.bindAll(checkpoints.error().detail.section(QLatin1Char(' '), -1).toLongLong());
    GATEHOUSE_TRY(named.step());
    return asFinding(checkpoints.error(), HistoryFault::Rewritten, named.integer(0));
}

Comparison notedMismatch(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT value FROM settings WHERE key = ?"));
    query.bindAll(QString::fromLatin1(MismatchKey));
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    if (!found)
        return matches();
    const QJsonObject noted = QJsonDocument::fromJson(query.text(0).toUtf8()).object();
    HistoryMismatch mismatch;
    mismatch.entry = noted.value(QStringLiteral("entry")).toInteger();
    for (const auto& [fault, code] : Faults) {
        if (noted.value(QStringLiteral("fault")).toString() == code)
            mismatch.fault = fault;
    }
    for (const auto& [place, code] : Places) {
        if (noted.value(QStringLiteral("place")).toString() == code)
            mismatch.place = place;
    }
    return std::optional(mismatch);
}

Comparison noteComparison(
    store::Transaction& transaction, const Clock& clock, const std::optional<HistoryMismatch>& found)
{
    store::Database& database = transaction.database();
    GATEHOUSE_TRY_ASSIGN(before, notedMismatch(database));
    if (found.has_value() == before.has_value())
        return before;
    const QString key = QString::fromLatin1(MismatchKey);
    const audit::Subject trail { QStringLiteral("audit"), 0 };
    if (!found) {
        GATEHOUSE_TRY(forgetMismatch(transaction));
        GATEHOUSE_TRY(append(transaction, clock, { {}, QStringLiteral("audit.match"), trail, {} }));
        return found;
    }
    const QJsonObject detail { { QStringLiteral("fault"), historyFaultCode(found->fault) },
        { QStringLiteral("place"), signedPlaceCode(found->place) }, { QStringLiteral("entry"), found->entry } };
    GATEHOUSE_TRY_ASSIGN(write,
        database.prepare(
            "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"));
    write.bindAll(key, QString::fromUtf8(QJsonDocument(detail).toJson(QJsonDocument::Compact)));
    GATEHOUSE_TRY(write.run());
    GATEHOUSE_TRY(append(transaction, clock, { {}, QStringLiteral("audit.mismatch"), trail, detail }));
    return found;
}

} // namespace gatehouse::audit
