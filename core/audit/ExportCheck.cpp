#include "core/audit/ExportCheck.h"

#include "core/audit/ChainHash.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <algorithm>
#include <limits>

namespace gatehouse::audit {

namespace {

constexpr qint64 LongestLine = 1 << 20; // bytes

Error broken(const QString& what)
{
    return failure(ErrorCode::AuditChainBroken, what);
}

// A number that has to be there, whole and not negative.
std::optional<qint64> numberOf(const QJsonObject& object, QLatin1StringView key)
{
    const QJsonValue value = object.value(key);
    const qint64 number = value.toInteger(-1);
    return value.isDouble() && number >= 0 ? std::optional(number) : std::nullopt;
}

// One that older exports do not have.
std::optional<qint64> numberOrNone(const QJsonObject& object, QLatin1StringView key)
{
    return object.contains(key) ? numberOf(object, key) : std::optional<qint64>(0);
}

std::optional<QString> textOf(const QJsonObject& object, QLatin1StringView key)
{
    const QJsonValue value = object.value(key);
    return value.isString() ? std::optional(value.toString()) : std::nullopt;
}

std::optional<QByteArray> bytesOf(const QJsonObject& object, QLatin1StringView key, qsizetype size)
{
    const QByteArray hex = object.value(key).toString().toLatin1();
    const QByteArray bytes = QByteArray::fromHex(hex);
    return bytes.size() == size && bytes.toHex() == hex ? std::optional(bytes) : std::nullopt;
}

class ExportReader
{
public:
    explicit ExportReader(QIODevice& in)
        : m_in(in)
    {
    }
    Result<ExportSummary> check();

private:
    [[nodiscard]] Error malformed() const
    {
        return failure(ErrorCode::FormatInvalid, QStringLiteral("line %1").arg(m_line));
    }
    Result<QByteArray> nextLine();
    Result<QJsonObject> parsed(const QByteArray& line) const;
    Result<void> takeHeader(const QJsonObject& object);
    Result<void> takeEntry(const QJsonObject& object);
    Result<void> takeCheckpoint(const QJsonObject& object);
    Result<void> takeFloor(const QJsonObject& object);
    Result<void> takeAcceptance(const QJsonObject& object);
    [[nodiscard]] bool namesItsEntry(const ChainState& state) const;
    [[nodiscard]] bool fitsFloors(const Checkpoint& checkpoint) const;
    [[nodiscard]] bool fitsAcceptances(const Checkpoint& checkpoint) const;
    Result<void> takeSeal(const QByteArray& line);

    QIODevice& m_in;
    QCryptographicHash m_hash { QCryptographicHash::Blake2b_256 };
    // QIODevice::readLine(LongestLine) would make one of that size for each line.
    QByteArray m_lineBuffer = QByteArray(LongestLine + 1, Qt::Uninitialized);
    qint64 m_line = 0;
    ExportSummary m_found;
    Checkpoint m_last;
    QList<Floor> m_floors;
    qsizetype m_prunings = 0; // floors whose checkpoint has come
    qsizetype m_told = 0; // acceptances whose checkpoint has come
    AcceptedPlaces m_accepted;
    qint64 m_highest = 0; // entry that a checkpoint which fits has named
    qint64 m_saidEntries = 0;
    qint64 m_saidCheckpoints = 0;
    qint64 m_saidFloors = 0;
    qint64 m_saidAcceptances = 0;
};

Result<QByteArray> ExportReader::nextLine()
{
    ++m_line;
    const qint64 length = m_in.readLine(m_lineBuffer.data(), m_lineBuffer.size());
    if (length < 1 || m_lineBuffer[length - 1] != '\n')
        return malformed();
    return m_lineBuffer.first(length);
}

Result<QJsonObject> ExportReader::parsed(const QByteArray& line) const
{
    const auto isControl = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
    if (!line.isValidUtf8() || std::any_of(line.begin(), line.end() - 1, isControl))
        return malformed();
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(line, &problem);
    if (problem.error != QJsonParseError::NoError || !document.isObject())
        return malformed();
    return document.object();
}

Result<void> ExportReader::takeHeader(const QJsonObject& object)
{
    const auto site = bytesOf(object, QLatin1StringView("site"), 16);
    const auto key = bytesOf(object, QLatin1StringView("publicKey"), SigningKey::PublicKeySize);
    const auto madeAt = numberOf(object, QLatin1StringView("madeAt"));
    const auto entries = numberOf(object, QLatin1StringView("entries"));
    const auto checkpoints = numberOf(object, QLatin1StringView("checkpoints"));
    const auto floors = numberOrNone(object, QLatin1StringView("floors"));
    const auto acceptances = numberOrNone(object, QLatin1StringView("acceptances"));
    if (object.value(QLatin1StringView("format")).toString() != QLatin1StringView("gatehouse audit export 1") || !site
        || !key || !madeAt || !entries || !checkpoints || !floors || !acceptances)
        return malformed();
    m_found.siteUuid = *site;
    m_found.publicKey = *key;
    m_found.madeAt = UtcTime::fromMilliseconds(*madeAt);
    m_saidEntries = *entries;
    m_saidCheckpoints = *checkpoints;
    m_saidFloors = *floors;
    m_saidAcceptances = *acceptances;
    return {};
}

Result<void> ExportReader::takeFloor(const QJsonObject& object)
{
    const auto number = numberOf(object, QLatin1StringView("floor"));
    const auto at = numberOf(object, QLatin1StringView("at"));
    const auto sequence = numberOf(object, QLatin1StringView("sequence"));
    const auto head = bytesOf(object, QLatin1StringView("head"), HashSize);
    const auto days = numberOf(object, QLatin1StringView("days"));
    const auto overdueBefore = numberOf(object, QLatin1StringView("overdueBefore"));
    const auto checkpoint = numberOf(object, QLatin1StringView("checkpoint"));
    const auto signature = bytesOf(object, QLatin1StringView("signature"), SigningKey::SignatureSize);
    if (!number || !at || !sequence || !head || !days || *days > std::numeric_limits<int>::max() || !overdueBefore
        || !checkpoint || !signature)
        return malformed();
    const Floor floor { *number, UtcTime::fromMilliseconds(*at), { *sequence, *head }, int(*days),
        UtcTime::fromMilliseconds(*overdueBefore), *checkpoint, *signature };
    const bool isFirst = m_last.number == 0 && m_found.state == m_found.floor.state;
    const QByteArray message = floorMessage(m_found.siteUuid, m_found.floor.signature, floor);
    if (!isFirst || floor.number != m_found.floor.number + 1 || floor.state.entries <= m_found.floor.state.entries
        || floor.checkpoint <= m_found.floor.checkpoint
        || !SigningKey::verify(m_found.publicKey, message, floor.signature))
        return broken(QStringLiteral("floor %1").arg(m_found.floor.number + 1));
    m_found.floor = floor;
    m_found.state = floor.state;
    m_floors.append(floor);
    return {};
}

Result<void> ExportReader::takeAcceptance(const QJsonObject& object)
{
    const auto number = numberOf(object, QLatin1StringView("acceptance"));
    const auto at = numberOf(object, QLatin1StringView("at"));
    const auto sequence = numberOf(object, QLatin1StringView("sequence"));
    const auto head = bytesOf(object, QLatin1StringView("head"), HashSize);
    const auto checkpoint = numberOf(object, QLatin1StringView("checkpoint"));
    const auto detail = textOf(object, QLatin1StringView("detail"));
    const auto places = textOf(object, QLatin1StringView("broken"));
    const auto signature = bytesOf(object, QLatin1StringView("signature"), SigningKey::SignatureSize);
    if (!number || !at || !sequence || !head || !checkpoint || !detail || !places || !signature)
        return malformed();
    const Acceptance acceptance { *number, UtcTime::fromMilliseconds(*at), { *sequence, *head }, *checkpoint,
        detail->toUtf8(), places->toUtf8(), *signature };
    const bool isFirst = m_last.number == 0 && m_found.state == m_found.floor.state;
    const Acceptance before = m_found.acceptances.isEmpty() ? Acceptance() : m_found.acceptances.last();
    const QByteArray message = acceptanceMessage(m_found.siteUuid, before.signature, acceptance);
    if (!isFirst || acceptance.number != before.number + 1 || acceptance.checkpoint <= before.checkpoint
        || !SigningKey::verify(m_found.publicKey, message, acceptance.signature))
        return broken(QStringLiteral("acceptance %1").arg(before.number + 1));
    GATEHOUSE_TRY(parsed(acceptance.detail + '\n'));
    m_found.acceptances.append(acceptance);
    m_accepted.add(acceptance);
    return {};
}

// The newest entry that was read, or, before the first, one that was removed.
bool ExportReader::namesItsEntry(const ChainState& state) const
{
    if (state.entries >= m_found.floor.state.entries || m_found.state.entries != m_found.floor.state.entries)
        return state == m_found.state;
    const auto floor =
        std::ranges::lower_bound(m_floors, state.entries, {}, [](const Floor& one) { return one.state.entries; });
    return state.entries >= m_highest && (floor->state.entries != state.entries || floor->state.head == state.head);
}

// The checkpoint that was signed with a floor, and only that one, says so.
bool ExportReader::fitsFloors(const Checkpoint& checkpoint) const
{
    const bool isNext = m_prunings < m_floors.size() && m_floors.at(m_prunings).checkpoint == checkpoint.number;
    return isNext == (checkpoint.reason == CheckpointReason::Pruned)
        && (!isNext || checkpoint.state.entries > m_floors.at(m_prunings).state.entries);
}

// And so the one that was signed with an acceptance.
bool ExportReader::fitsAcceptances(const Checkpoint& checkpoint) const
{
    const auto& all = m_found.acceptances;
    const bool isNext = m_told < all.size() && all.at(m_told).checkpoint == checkpoint.number;
    return isNext == (checkpoint.reason == CheckpointReason::Accepted)
        && (!isNext || all.at(m_told).state == checkpoint.state);
}

Result<void> ExportReader::takeEntry(const QJsonObject& object)
{
    const auto sequence = numberOf(object, QLatin1StringView("sequence"));
    const auto at = numberOf(object, QLatin1StringView("at"));
    const auto actor = numberOf(object, QLatin1StringView("operator"));
    const auto action = textOf(object, QLatin1StringView("action"));
    const auto subject = textOf(object, QLatin1StringView("subject"));
    const auto subjectId = numberOf(object, QLatin1StringView("subjectId"));
    const auto detail = textOf(object, QLatin1StringView("detail"));
    const auto hash = bytesOf(object, QLatin1StringView("hash"), HashSize);
    if (!sequence || !at || !actor || !action || !subject || !subjectId || !detail || !hash)
        return malformed();
    const StoredRow row { *sequence, *at, OperatorId(*actor), *action, *subject, *subjectId, detail->toUtf8() };
    ChainState& state = m_found.state;
    const QByteArray recomputed = chainHash(state.head, row);
    if ((*sequence != state.entries + 1 || recomputed != *hash)
        && (*sequence <= state.entries
            || !m_accepted.hold(
                { BrokenKind::Entry, *sequence, brokenDigest(recomputed + littleEndian(state.entries), *hash) })))
        return broken(QStringLiteral("entry %1").arg(state.entries + 1));
    state = { *sequence, *hash };
    return {};
}

Result<void> ExportReader::takeCheckpoint(const QJsonObject& object)
{
    const auto number = numberOf(object, QLatin1StringView("checkpoint"));
    const auto at = numberOf(object, QLatin1StringView("at"));
    const auto sequence = numberOf(object, QLatin1StringView("sequence"));
    const auto head = bytesOf(object, QLatin1StringView("head"), HashSize);
    const auto reason = textOf(object, QLatin1StringView("reason"));
    const auto signature = bytesOf(object, QLatin1StringView("signature"), SigningKey::SignatureSize);
    if (!number || !at || !sequence || !head || !reason || !signature)
        return malformed();
    const auto why = checkpointReasonFromCode(*reason);
    if (!why)
        return malformed();
    const Checkpoint checkpoint { *number, UtcTime::fromMilliseconds(*at), { *sequence, *head }, *why, *signature };
    const QByteArray message = checkpointMessage(m_found.siteUuid, m_last.signature, checkpoint);
    const BrokenPlace place { BrokenKind::Checkpoint, checkpoint.number, brokenDigest(message, checkpoint.signature) };
    if (m_accepted.tellOf(place.kind, place.number)) {
        if (!m_accepted.hold(place))
            return broken(QStringLiteral("checkpoint %1").arg(m_last.number + 1));
    } else {
        if (checkpoint.number != m_last.number + 1 || !namesItsEntry(checkpoint.state) || !fitsFloors(checkpoint)
            || !fitsAcceptances(checkpoint) || !SigningKey::verify(m_found.publicKey, message, checkpoint.signature))
            return broken(QStringLiteral("checkpoint %1").arg(m_last.number + 1));
        m_highest = checkpoint.state.entries;
        m_told += checkpoint.reason == CheckpointReason::Accepted ? 1 : 0;
    }
    m_last = checkpoint;
    m_prunings += checkpoint.reason == CheckpointReason::Pruned ? 1 : 0;
    m_found.checkpoints = checkpoint.number;
    return {};
}

Result<void> ExportReader::takeSeal(const QByteArray& line)
{
    if (m_found.state.entries != m_saidEntries || m_found.checkpoints != m_saidCheckpoints
        || m_found.floor.number != m_saidFloors || m_prunings != m_saidFloors
        || m_found.acceptances.size() != m_saidAcceptances || m_told != m_saidAcceptances)
        return broken(QStringLiteral("count"));
    if (m_last.reason != CheckpointReason::Export || m_last.state.entries != m_found.state.entries)
        return broken(QStringLiteral("end"));
    GATEHOUSE_TRY_ASSIGN(object, parsed(line));
    const auto seal = bytesOf(object, QLatin1StringView("seal"), SigningKey::SignatureSize);
    if (!seal || line != "{\"seal\":\"" + seal->toHex() + "\"}\n" || !m_in.atEnd())
        return malformed();
    if (!SigningKey::verify(m_found.publicKey, framed({ "gatehouse audit export 1", m_hash.result() }), *seal))
        return broken(QStringLiteral("seal"));
    return {};
}

Result<ExportSummary> ExportReader::check()
{
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(line, nextLine());
        if (m_line > 1 && line.startsWith("{\"seal\"")) {
            GATEHOUSE_TRY(takeSeal(line));
            return m_found;
        }
        m_hash.addData(line);
        GATEHOUSE_TRY_ASSIGN(object, parsed(line));
        if (m_line == 1)
            GATEHOUSE_TRY(takeHeader(object));
        else if (object.contains(QLatin1StringView("floor")))
            GATEHOUSE_TRY(takeFloor(object));
        else if (object.contains(QLatin1StringView("acceptance")))
            GATEHOUSE_TRY(takeAcceptance(object));
        else if (object.contains(QLatin1StringView("checkpoint")))
            GATEHOUSE_TRY(takeCheckpoint(object));
        else
            GATEHOUSE_TRY(takeEntry(object));
    }
}

} // namespace

Result<ExportSummary> checkExport(QIODevice& in)
{
    return ExportReader(in).check();
}

} // namespace gatehouse::audit
