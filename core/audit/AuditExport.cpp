#include "core/audit/AuditExport.h"

#include "core/audit/ChainHash.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <utility>

namespace gatehouse::audit {

namespace {

constexpr int CheckpointsAtATime = 500;
constexpr int FloorsAtATime = 500;

QString hexText(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes.toHex());
}

QJsonObject entryLine(const store::Statement& row)
{
    return { { QStringLiteral("sequence"), row.integer(0) }, { QStringLiteral("at"), row.integer(1) },
        { QStringLiteral("operator"), row.integer(2) }, { QStringLiteral("action"), row.text(3) },
        { QStringLiteral("subject"), row.text(4) }, { QStringLiteral("subjectId"), row.integer(5) },
        { QStringLiteral("detail"), row.text(6) }, { QStringLiteral("hash"), hexText(row.blob(7)) } };
}

QJsonObject floorLine(const Floor& floor)
{
    return { { QStringLiteral("floor"), floor.number }, { QStringLiteral("at"), floor.at.milliseconds() },
        { QStringLiteral("sequence"), floor.state.entries }, { QStringLiteral("head"), hexText(floor.state.head) },
        { QStringLiteral("days"), floor.days }, { QStringLiteral("overdueBefore"), floor.overdueBefore.milliseconds() },
        { QStringLiteral("checkpoint"), floor.checkpoint }, { QStringLiteral("signature"), hexText(floor.signature) } };
}

QJsonObject acceptanceLine(const Acceptance& acceptance)
{
    return { { QStringLiteral("acceptance"), acceptance.number },
        { QStringLiteral("at"), acceptance.at.milliseconds() },
        { QStringLiteral("sequence"), acceptance.state.entries },
        { QStringLiteral("head"), hexText(acceptance.state.head) },
        { QStringLiteral("checkpoint"), acceptance.checkpoint },
        { QStringLiteral("detail"), QString::fromUtf8(acceptance.detail) },
        { QStringLiteral("broken"), QString::fromUtf8(acceptance.broken) },
        { QStringLiteral("signature"), hexText(acceptance.signature) } };
}

QJsonObject checkpointLine(const Checkpoint& checkpoint)
{
    return { { QStringLiteral("checkpoint"), checkpoint.number },
        { QStringLiteral("at"), checkpoint.at.milliseconds() },
        { QStringLiteral("sequence"), checkpoint.state.entries },
        { QStringLiteral("head"), hexText(checkpoint.state.head) },
        { QStringLiteral("reason"), checkpointReasonCode(checkpoint.reason) },
        { QStringLiteral("signature"), hexText(checkpoint.signature) } };
}

Result<void> writeBytes(QIODevice& out, const QByteArray& bytes)
{
    if (out.write(bytes) != bytes.size())
        return failure(ErrorCode::FileNotWritable, QStringLiteral("audit export"));
    return {};
}

} // namespace

AuditExport::AuditExport(
    const SigningKey& key, Checkpoint end, const Floor& floor, QList<Acceptance> acceptances, const QJsonObject& header)
    : m_key(&key)
    , m_end(std::move(end))
    , m_floor(floor)
    , m_acceptances(std::move(acceptances))
    , m_header(header)
    , m_hash(std::make_unique<QCryptographicHash>(QCryptographicHash::Blake2b_256))
{
    for (const Acceptance& acceptance : std::as_const(m_acceptances))
        m_accepted.add(acceptance);
}

Result<AuditExport> AuditExport::begin(store::Transaction& transaction, const Clock& clock, const SigningKey& key,
    const QList<ExportedOperator>& operators)
{
    GATEHOUSE_TRY_ASSIGN(uuid, siteUuid(transaction.database()));
    GATEHOUSE_TRY_ASSIGN(end, addCheckpoint(transaction, clock, key, CheckpointReason::Export));
    GATEHOUSE_TRY_ASSIGN(floor, newestFloor(transaction.database()));
    GATEHOUSE_TRY_ASSIGN(acceptances, listAcceptances(transaction.database()));
    QJsonArray roles;
    for (const ExportedOperator& one : operators)
        roles.append(QJsonObject { { QStringLiteral("id"), one.id.value() }, { QStringLiteral("role"), one.role } });
    return AuditExport(key, end, floor.value_or(Floor {}), acceptances,
        { { QStringLiteral("format"), QStringLiteral("gatehouse audit export 1") },
            { QStringLiteral("site"), hexText(uuid) }, { QStringLiteral("madeAt"), end.at.milliseconds() },
            { QStringLiteral("publicKey"), hexText(key.publicKey()) }, { QStringLiteral("entries"), end.state.entries },
            { QStringLiteral("checkpoints"), end.number }, { QStringLiteral("floors"), floor ? floor->number : 0 },
            { QStringLiteral("acceptances"), acceptances.size() }, { QStringLiteral("operators"), roles } });
}

Result<void> AuditExport::writeLine(QIODevice& out, const QJsonObject& object)
{
    const QByteArray line = QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    m_hash->addData(line);
    return writeBytes(out, line);
}

Result<void> AuditExport::writeStart(store::Database& database, QIODevice& out)
{
    GATEHOUSE_TRY(writeLine(out, m_header));
    for (qint64 number = 0; number < m_floor.number;) {
        GATEHOUSE_TRY_ASSIGN(floors, listFloors(database, number, FloorsAtATime));
        if (floors.isEmpty())
            return failure(ErrorCode::AuditChainBroken, QStringLiteral("floor %1").arg(number + 1));
        for (const Floor& floor : floors) {
            if (floor.number <= m_floor.number)
                GATEHOUSE_TRY(writeLine(out, floorLine(floor)));
            number = floor.number;
        }
    }
    for (const Acceptance& acceptance : std::as_const(m_acceptances))
        GATEHOUSE_TRY(writeLine(out, acceptanceLine(acceptance)));
    m_written = m_floor.state.entries;
    return writeCheckpoints(database, out);
}

Result<void> AuditExport::requireStillThere(store::Database& database, qint64 before) const
{
    GATEHOUSE_TRY_ASSIGN(floor, newestFloor(database));
    const bool isThere = !floor || floor->number <= m_floor.number || floor->state.entries <= before;
    return isThere ? Result<void>() : Result<void>(failure(ErrorCode::ChangedMeanwhile, QStringLiteral("audit")));
}

// Those that name the newest entry written, or one before it that is gone; a broken one stands behind none.
Result<void> AuditExport::writeCheckpoints(store::Database& database, QIODevice& out)
{
    for (;;) {
        if (m_waiting.isEmpty() && m_readCheckpoints < m_end.number) {
            GATEHOUSE_TRY_ASSIGN(next, listCheckpoints(database, m_readCheckpoints, CheckpointsAtATime));
            if (next.isEmpty())
                return failure(ErrorCode::AuditChainBroken, QStringLiteral("checkpoint %1").arg(m_readCheckpoints + 1));
            m_waiting = next;
            m_readCheckpoints = next.last().number;
        }
        if (m_waiting.isEmpty() || m_waiting.first().number > m_end.number)
            return {};
        const Checkpoint& next = m_waiting.first();
        if (next.state.entries > m_written && !m_accepted.tellOf(BrokenKind::Checkpoint, next.number))
            return {};
        GATEHOUSE_TRY(writeLine(out, checkpointLine(m_waiting.takeFirst())));
    }
}

Result<bool> AuditExport::writeNext(store::Database& database, QIODevice& out, int limit)
{
    if (!std::exchange(m_hasHeader, true))
        GATEHOUSE_TRY(writeStart(database, out));
    GATEHOUSE_TRY_ASSIGN(query,
        database.prepare("SELECT sequence, at, operator_id, action, subject_kind, subject_id, detail, hash FROM audit "
                         "WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?"));
    query.bindAll(m_written, m_end.state.entries, limit);
    const qint64 before = m_written;
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, query.step());
        if (!found)
            break;
        m_written = query.integer(0);
        GATEHOUSE_TRY(writeLine(out, entryLine(query)));
        GATEHOUSE_TRY(writeCheckpoints(database, out));
    }
    GATEHOUSE_TRY(requireStillThere(database, before));
    if (m_written > before && m_written < m_end.state.entries)
        return true;
    const QByteArray seal = m_key->sign(framed({ "gatehouse audit export 1", m_hash->result() }));
    GATEHOUSE_TRY(writeBytes(out, "{\"seal\":\"" + seal.toHex() + "\"}\n"));
    return false;
}

} // namespace gatehouse::audit
