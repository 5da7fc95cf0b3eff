#include "core/audit/Checkpoint.h"

#include "core/audit/EntryWalk.h"
#include "core/audit/Floor.h"
#include "core/audit/History.h"

#include <QRegularExpression>

#include <utility>

namespace gatehouse::audit {

namespace {

constexpr int CheckedAtATime = 1000;
constexpr qsizetype LeastOfHead = 4; // bytes
constexpr int RecomputedAtATime = 5000;

constexpr std::pair<CheckpointReason, QLatin1StringView> Reasons[] = {
    { CheckpointReason::Entries, QLatin1StringView("entries") },
    { CheckpointReason::Daily, QLatin1StringView("daily") },
    { CheckpointReason::SignOut, QLatin1StringView("sign-out") },
    { CheckpointReason::Printed, QLatin1StringView("printed") },
    { CheckpointReason::Backup, QLatin1StringView("backup") },
    { CheckpointReason::Export, QLatin1StringView("export") },
    { CheckpointReason::Pruned, QLatin1StringView("pruned") },
    { CheckpointReason::Accepted, QLatin1StringView("accepted") },
    { CheckpointReason::Branched, QLatin1StringView("branched") },
};

constexpr char CheckpointColumns[] = "SELECT number, at, sequence, head, reason, signature FROM audit_checkpoints";

Error brokenCheckpoint(qint64 number)
{
    return failure(ErrorCode::AuditChainBroken, QStringLiteral("checkpoint %1").arg(number));
}

Result<Checkpoint> storedCheckpoint(const store::Statement& row)
{
    const auto reason = checkpointReasonFromCode(row.text(4));
    if (!reason)
        return brokenCheckpoint(row.integer(0));
    return Checkpoint { row.integer(0), row.time(1), { row.integer(2), row.blob(3) }, *reason, row.blob(5) };
}

// The entry a checkpoint names, where there is one and it is not below the floor.
Result<bool> namesItsEntry(store::Database& database, const ChainState& state, const ChainState& floor)
{
    if (state.entries < floor.entries)
        return true;
    if (state.entries == floor.entries)
        return state.head == floor.head;
    GATEHOUSE_TRY_ASSIGN(entry, database.prepare("SELECT hash FROM audit WHERE sequence = ?"));
    entry.bindAll(state.entries);
    GATEHOUSE_TRY_ASSIGN(found, entry.step());
    return found && entry.blob(0) == state.head;
}

// Of checkpoints by number, the first that nobody has accepted as it is.
Result<std::optional<qint64>> firstNotAccepted(store::Database& database, store::Statement& numbers)
{
    std::optional<AcceptedPlaces> accepted;
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, numbers.step());
        if (!found)
            return std::optional<qint64>();
        if (!accepted) {
            GATEHOUSE_TRY_ASSIGN(places, AcceptedPlaces::read(database));
            accepted = places;
        }
        if (!accepted->tellOf(BrokenKind::Checkpoint, numbers.integer(0)))
            return std::optional(numbers.integer(0));
    }
}

// The head of every floor is that of a checkpoint which names the same entry.
Result<void> requireFloorsAgree(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(another,
        database.prepare("SELECT c.number FROM audit_floors f CROSS JOIN audit_checkpoints c "
                         "WHERE c.sequence = f.sequence AND c.head <> f.head"));
    GATEHOUSE_TRY_ASSIGN(number, firstNotAccepted(database, another));
    return number ? Result<void>(brokenCheckpoint(*number)) : Result<void>();
}

// Nothing between the newest signature and now was changed.
Result<void> requireContinued(
    store::Database& database, const std::optional<Checkpoint>& newest, const QByteArray& publicKey)
{
    GATEHOUSE_TRY_ASSIGN(noted, notedMismatch(database));
    if (noted)
        return noted->error();
    if (newest)
        GATEHOUSE_TRY(requireGenuine(database, *newest, publicKey));
    ChainState state = newest ? newest->state : ChainState {};
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(next, verifyNext(database, state, RecomputedAtATime));
        if (next.entries == state.entries)
            return {};
        state = next;
    }
}

} // namespace

QString checkpointReasonCode(CheckpointReason reason)
{
    for (const auto& [known, code] : Reasons) {
        if (known == reason)
            return code;
    }
    return {};
}

std::optional<CheckpointReason> checkpointReasonFromCode(QStringView code)
{
    for (const auto& [reason, known] : Reasons) {
        if (known == code)
            return reason;
    }
    return std::nullopt;
}

QByteArray checkpointMessage(
    const QByteArray& siteUuid, const QByteArray& previousSignature, const Checkpoint& checkpoint)
{
    return framed({ "gatehouse audit checkpoint 1", siteUuid, littleEndian(checkpoint.number), previousSignature,
        littleEndian(checkpoint.state.entries), checkpoint.state.head, littleEndian(checkpoint.at.milliseconds()),
        checkpointReasonCode(checkpoint.reason).toUtf8() });
}

QString shortHead(const ChainState& state)
{
    QString text = QString::number(state.entries) + QLatin1Char(' ');
    for (qsizetype group = 0; group < 4; ++group) {
        text += QString::fromLatin1(state.head.mid(2 * group, 2).toHex());
        if (group < 3)
            text += QLatin1Char('-');
    }
    return text;
}

std::optional<ChainState> headFromPrint(QStringView typed, std::optional<qint64> entries)
{
    static const QRegularExpression form(QStringLiteral("^(?:(\\d+) )?([0-9a-f-]+)$"));
    const auto match = form.match(typed.trimmed().toString().toLower());
    if (!match.hasMatch())
        return std::nullopt;
    const QString hex = match.captured(2).remove(QLatin1Char('-'));
    if (hex.size() % 2 != 0 || hex.size() < 2 * LeastOfHead || hex.size() > 2 * HashSize)
        return std::nullopt;
    const qint64 printed = match.captured(1).toLongLong();
    if (printed <= 0 && !entries)
        return std::nullopt;
    if (printed > 0 && entries && printed != *entries)
        return std::nullopt;
    return ChainState { printed > 0 ? printed : *entries, QByteArray::fromHex(hex.toLatin1()) };
}

Result<Checkpoint> addCheckpoint(
    store::Transaction& transaction, const Clock& clock, const SigningKey& key, CheckpointReason reason)
{
    GATEHOUSE_TRY_ASSIGN(newest, newestCheckpoint(transaction.database()));
    GATEHOUSE_TRY(requireContinued(transaction.database(), newest, key.publicKey()));
    return signState(transaction, clock, key, reason);
}

Result<Checkpoint> signState(
    store::Transaction& transaction, const Clock& clock, const SigningKey& key, CheckpointReason reason)
{
    store::Database& database = transaction.database();
    GATEHOUSE_TRY_ASSIGN(uuid, siteUuid(database));
    GATEHOUSE_TRY_ASSIGN(previous, newestCheckpoint(database));
    GATEHOUSE_TRY_ASSIGN(state, newestState(database));
    Checkpoint checkpoint { previous ? previous->number + 1 : 1, clock.now(), state, reason, {} };
    checkpoint.signature = key.sign(checkpointMessage(uuid, previous ? previous->signature : QByteArray(), checkpoint));
    GATEHOUSE_TRY_ASSIGN(insert,
        database.prepare("INSERT INTO audit_checkpoints (number, at, sequence, head, reason, signature) "
                         "VALUES (?, ?, ?, ?, ?, ?)"));
    insert.bindAll(checkpoint.number, checkpoint.at, checkpoint.state.entries, checkpoint.state.head,
        checkpointReasonCode(reason), checkpoint.signature);
    GATEHOUSE_TRY(insert.run());
    return checkpoint;
}

Result<std::optional<Checkpoint>> newestCheckpoint(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare(QByteArray(CheckpointColumns) + " ORDER BY number DESC LIMIT 1"));
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    if (!found)
        return std::optional<Checkpoint>();
    GATEHOUSE_TRY_ASSIGN(checkpoint, storedCheckpoint(query));
    return std::optional(checkpoint);
}

Result<QList<Checkpoint>> listCheckpoints(store::Database& database, qint64 after, int limit)
{
    GATEHOUSE_TRY_ASSIGN(
        query, database.prepare(QByteArray(CheckpointColumns) + " WHERE number > ? ORDER BY number LIMIT ?"));
    query.bindAll(after, limit);
    QList<Checkpoint> checkpoints;
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, query.step());
        if (!found)
            return checkpoints;
        GATEHOUSE_TRY_ASSIGN(checkpoint, storedCheckpoint(query));
        checkpoints.append(checkpoint);
    }
}

Result<void> requireGenuine(store::Database& database, const Checkpoint& checkpoint, const QByteArray& publicKey)
{
    GATEHOUSE_TRY_ASSIGN(previous,
        database.prepare(
            "SELECT number, signature FROM audit_checkpoints WHERE number < ? ORDER BY number DESC LIMIT 1"));
    previous.bindAll(checkpoint.number);
    GATEHOUSE_TRY_ASSIGN(found, previous.step());
    const bool isNext = checkpoint.number == (found ? previous.integer(0) : 0) + 1;
    GATEHOUSE_TRY_ASSIGN(uuid, siteUuid(database));
    GATEHOUSE_TRY_ASSIGN(stands, standsInTrail(database, checkpoint.state));
    const QByteArray message = checkpointMessage(uuid, found ? previous.blob(1) : QByteArray(), checkpoint);
    if (isNext && stands && SigningKey::verify(publicKey, message, checkpoint.signature))
        return {};
    GATEHOUSE_TRY_ASSIGN(accepted, AcceptedPlaces::read(database));
    if (accepted.hold({ BrokenKind::Checkpoint, checkpoint.number, brokenDigest(message, checkpoint.signature) }))
        return {};
    return brokenCheckpoint(isNext ? checkpoint.number : checkpoint.number - 1);
}

Result<bool> standsInTrail(store::Database& database, const ChainState& state)
{
    if (state.entries == 0)
        return true;
    GATEHOUSE_TRY_ASSIGN(newest, newestFloor(database));
    const ChainState floor = newest ? newest->state : ChainState {};
    GATEHOUSE_TRY_ASSIGN(isThere, namesItsEntry(database, state, floor));
    if (!isThere || state.entries >= floor.entries)
        return isThere;
    GATEHOUSE_TRY_ASSIGN(
        another, database.prepare("SELECT number FROM audit_checkpoints WHERE sequence = ? AND head <> ?"));
    another.bindAll(state.entries, state.head);
    GATEHOUSE_TRY_ASSIGN(number, firstNotAccepted(database, another));
    return !number;
}

std::optional<CheckpointReason> dueCheckpoint(qint64 newestEntry, const std::optional<Checkpoint>& newest, UtcTime now)
{
    const qint64 unsignedEntries = newestEntry - (newest ? newest->state.entries : 0);
    if (unsignedEntries >= EntriesBetween)
        return CheckpointReason::Entries;
    if (unsignedEntries > 0 && newest && now.milliseconds() - newest->at.milliseconds() >= LongestBetween)
        return CheckpointReason::Daily;
    return std::nullopt;
}

Result<qint64> verifyCheckpoints(store::Database& database, const QByteArray& publicKey)
{
    GATEHOUSE_TRY(verifyAcceptances(database, publicKey));
    GATEHOUSE_TRY_ASSIGN(accepted, AcceptedPlaces::read(database));
    return walkCheckpoints(database, publicKey, [&accepted](const BrokenPlace& place, qint64 expected) {
        return accepted.hold(place) ? Result<void>() : Result<void>(brokenCheckpoint(expected));
    });
}

Result<qint64> walkCheckpoints(store::Database& database, const QByteArray& publicKey, const OnBroken& onBroken)
{
    GATEHOUSE_TRY_ASSIGN(uuid, siteUuid(database));
    GATEHOUSE_TRY(verifyFloors(database, publicKey));
    GATEHOUSE_TRY(requireFloorsAgree(database));
    GATEHOUSE_TRY_ASSIGN(newest, newestFloor(database));
    const ChainState floor = newest ? newest->state : ChainState {};
    GATEHOUSE_TRY_ASSIGN(accepted, AcceptedPlaces::read(database));
    Checkpoint previous;
    qint64 seen = 0;
    qint64 highest = 0; // entry that one which fits has named
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(checkpoints, listCheckpoints(database, previous.number, CheckedAtATime));
        if (checkpoints.isEmpty())
            break;
        for (const Checkpoint& checkpoint : checkpoints) {
            GATEHOUSE_TRY_ASSIGN(namesEntry, namesItsEntry(database, checkpoint.state, floor));
            const QByteArray message = checkpointMessage(uuid, previous.signature, checkpoint);
            // Below the floor one that was accepted might seem to fit: it goes by the list for ever.
            const bool fits = !accepted.tellOf(BrokenKind::Checkpoint, checkpoint.number)
                && checkpoint.number == previous.number + 1 && checkpoint.state.entries >= highest && namesEntry
                && SigningKey::verify(publicKey, message, checkpoint.signature);
            if (fits) {
                highest = checkpoint.state.entries;
            } else {
                GATEHOUSE_TRY(
                    onBroken({ BrokenKind::Checkpoint, checkpoint.number, brokenDigest(message, checkpoint.signature) },
                        previous.number + 1));
            }
            previous = checkpoint;
            ++seen;
        }
    }
    // A number below 1 belongs to nothing and would be passed over.
    GATEHOUSE_TRY_ASSIGN(count, database.prepare("SELECT count(*) FROM audit_checkpoints"));
    GATEHOUSE_TRY(count.step());
    if (count.integer(0) != seen)
        return brokenCheckpoint(0);
    return previous.number;
}

Result<std::optional<qint64>> missingCheckpoint(store::Database& database, UtcTime now)
{
    GATEHOUSE_TRY_ASSIGN(newest, newestCheckpoint(database));
    // The first behind each gap; one that was accepted tells of its gap.
    GATEHOUSE_TRY_ASSIGN(behind,
        database.prepare("SELECT number FROM audit_checkpoints one WHERE number > 1 AND NOT EXISTS (SELECT 1 FROM "
                         "audit_checkpoints previous WHERE previous.number = one.number - 1) ORDER BY number"));
    GATEHOUSE_TRY_ASSIGN(gap, firstNotAccepted(database, behind));
    if (gap) {
        GATEHOUSE_TRY_ASSIGN(
            before, database.prepare("SELECT coalesce(max(number), 0) + 1 FROM audit_checkpoints WHERE number < ?"));
        before.bindAll(*gap);
        GATEHOUSE_TRY(before.step());
        return std::optional(before.integer(0));
    }
    GATEHOUSE_TRY_ASSIGN(entries, newestSequence(database));
    const qint64 unsignedEntries = entries - (newest ? newest->state.entries : 0);
    const bool isLate = newest && unsignedEntries > 0 && now - newest->at >= 2 * LongestBetween;
    if (unsignedEntries >= 2 * EntriesBetween || isLate)
        return std::optional(newest ? newest->number + 1 : 1);
    return std::optional<qint64>();
}

Result<QByteArray> siteUuid(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(site, database.prepare("SELECT uuid FROM site"));
    GATEHOUSE_TRY_ASSIGN(found, site.step());
    if (!found)
        return failure(ErrorCode::Internal, QStringLiteral("the store has no site"));
    return site.blob(0);
}

} // namespace gatehouse::audit
