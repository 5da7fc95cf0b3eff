#include "core/backup/BackupHeader.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QIODevice>

namespace gatehouse::backup {

namespace {

constexpr char Magic[] = "GHBACKUP";
constexpr qsizetype MagicSize = 8;
constexpr quint32 FirstFormat = 1;
constexpr quint32 Format = 2;
constexpr quint8 AcceptedTurn = 1;
constexpr quint8 BranchedTurn = 2;
constexpr qsizetype PrefixSize = MagicSize + 2 * qsizetype(sizeof(quint32));
constexpr qsizetype DigestSize = 32;
constexpr qsizetype UuidSize = 16;
constexpr quint64 LargestNumber = Q_UINT64_C(1) << 62;

QByteArray digest(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Blake2b_256);
}

// `bytes` cut or filled with zeros to a field's size.
QByteArray field(QByteArray bytes, qsizetype size)
{
    bytes.resize(size, '\0');
    return bytes;
}

void putRaw(QDataStream& stream, const QByteArray& bytes)
{
    stream.writeRawData(bytes.constData(), static_cast<int>(bytes.size()));
}

QByteArray takeRaw(QDataStream& stream, qint64 size)
{
    QByteArray bytes;
    if (size < 0 || size > LongestHeader || stream.device()->bytesAvailable() < size) {
        stream.setStatus(QDataStream::ReadPastEnd);
        return bytes;
    }
    bytes.resize(size);
    if (stream.readRawData(bytes.data(), static_cast<int>(size)) != size)
        stream.setStatus(QDataStream::ReadPastEnd);
    return bytes;
}

void putState(QDataStream& stream, const audit::ChainState& state)
{
    stream << quint64(state.entries);
    putRaw(stream, field(state.head, DigestSize));
}

void putTurns(QDataStream& stream, const QList<audit::Turn>& turns)
{
    stream << quint16(turns.size());
    for (const audit::Turn& turn : turns) {
        stream << (turn.reason == audit::CheckpointReason::Accepted ? AcceptedTurn : BranchedTurn);
        putState(stream, turn.before);
        putState(stream, turn.at);
    }
}

audit::ChainState takeState(QDataStream& stream)
{
    quint64 entries = 0;
    stream >> entries;
    if (entries > LargestNumber)
        stream.setStatus(QDataStream::ReadCorruptData);
    return { static_cast<qint64>(entries), takeRaw(stream, DigestSize) };
}

QList<audit::Turn> takeTurns(QDataStream& stream)
{
    quint16 count = 0;
    stream >> count;
    if (count > BackupHeader::MostTurns)
        stream.setStatus(QDataStream::ReadCorruptData);
    QList<audit::Turn> turns;
    while (turns.size() < count && stream.status() == QDataStream::Ok) {
        quint8 reason = 0;
        stream >> reason;
        if (reason != AcceptedTurn && reason != BranchedTurn)
            stream.setStatus(QDataStream::ReadCorruptData);
        audit::Turn turn;
        turn.reason = reason == AcceptedTurn ? audit::CheckpointReason::Accepted : audit::CheckpointReason::Branched;
        turn.before = takeState(stream);
        turn.at = takeState(stream);
        turns.append(turn);
    }
    return turns;
}

QByteArray unsignedBody(const BackupHeader& header)
{
    QByteArray body;
    QDataStream stream(&body, QIODevice::WriteOnly);
    stream.setByteOrder(QDataStream::LittleEndian);
    stream << quint8(header.kind);
    putRaw(stream, field(header.siteUuid, UuidSize));
    stream << qint64(header.takenAt.milliseconds()) << quint32(header.schemaVersion) << quint64(header.audit.entries);
    putRaw(stream, field(header.audit.head, DigestSize));
    stream << quint64(header.payloadBytes);
    putRaw(stream, field(header.payloadDigest, DigestSize));
    stream << quint32(header.keyFile.size());
    putRaw(stream, header.keyFile);
    if (header.format >= 2)
        putTurns(stream, header.turns);
    putRaw(stream, field(header.publicKey, audit::SigningKey::PublicKeySize));
    return body;
}

QByteArray signedMessage(const BackupHeader& header)
{
    return "gatehouse backup " + QByteArray::number(header.format) + unsignedBody(header);
}

Result<BackupHeader> decodeBody(const QByteArray& body, int format)
{
    QDataStream stream(body);
    stream.setByteOrder(QDataStream::LittleEndian);
    BackupHeader header;
    header.format = format;
    quint8 kind = 0;
    qint64 takenAt = 0;
    quint32 schemaVersion = 0;
    quint64 entries = 0;
    quint64 payloadBytes = 0;
    quint32 keyFileSize = 0;
    stream >> kind;
    header.siteUuid = takeRaw(stream, UuidSize);
    stream >> takenAt >> schemaVersion >> entries;
    header.audit.head = takeRaw(stream, DigestSize);
    stream >> payloadBytes;
    header.payloadDigest = takeRaw(stream, DigestSize);
    stream >> keyFileSize;
    header.keyFile = takeRaw(stream, keyFileSize);
    if (format >= 2)
        header.turns = takeTurns(stream);
    header.publicKey = takeRaw(stream, audit::SigningKey::PublicKeySize);
    header.signature = takeRaw(stream, audit::SigningKey::SignatureSize);
    const bool isKnownKind = kind == quint8(BackupKind::Store) || kind == quint8(BackupKind::Ring);
    if (stream.status() != QDataStream::Ok || !stream.atEnd() || !isKnownKind || entries > LargestNumber
        || payloadBytes > LargestNumber || schemaVersion > 1'000'000)
        return failure(ErrorCode::BackupDamaged, QStringLiteral("header"));
    header.kind = BackupKind(kind);
    header.takenAt = UtcTime::fromMilliseconds(takenAt);
    header.schemaVersion = static_cast<int>(schemaVersion);
    header.audit.entries = static_cast<qint64>(entries);
    header.payloadBytes = static_cast<qint64>(payloadBytes);
    return header;
}

} // namespace

qint64 payloadOffset(const BackupHeader& header)
{
    return PrefixSize + unsignedBody(header).size() + audit::SigningKey::SignatureSize + DigestSize;
}

QByteArray encodeHeader(const BackupHeader& header)
{
    const QByteArray body = unsignedBody(header) + field(header.signature, audit::SigningKey::SignatureSize);
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setByteOrder(QDataStream::LittleEndian);
    stream.writeRawData(Magic, MagicSize);
    stream << quint32(header.format) << quint32(body.size());
    putRaw(stream, body);
    return bytes + digest(bytes);
}

Result<BackupHeader> decodeHeader(const QByteArray& beginning)
{
    if (!beginning.startsWith(QByteArrayView(Magic, MagicSize)))
        return failure(ErrorCode::FormatInvalid, QStringLiteral("no backup"));
    QDataStream stream(beginning);
    stream.setByteOrder(QDataStream::LittleEndian);
    stream.skipRawData(MagicSize);
    quint32 format = 0;
    quint32 bodySize = 0;
    stream >> format >> bodySize;
    if (stream.status() != QDataStream::Ok)
        return failure(ErrorCode::BackupDamaged, QStringLiteral("cut off"));
    if (format < FirstFormat || format > Format)
        return failure(ErrorCode::FormatInvalid, QStringLiteral("format %1").arg(format));
    if (bodySize > LongestHeader || beginning.size() < PrefixSize + qint64(bodySize) + DigestSize)
        return failure(ErrorCode::BackupDamaged, QStringLiteral("cut off"));
    const QByteArray covered = beginning.first(PrefixSize + qsizetype(bodySize));
    if (beginning.sliced(covered.size(), DigestSize) != digest(covered))
        return failure(ErrorCode::BackupDamaged, QStringLiteral("header"));
    return decodeBody(covered.sliced(PrefixSize), static_cast<int>(format));
}

void sign(BackupHeader& header, const audit::SigningKey& key)
{
    header.publicKey = key.publicKey();
    header.signature = key.sign(signedMessage(header));
}

bool isSignedBy(const BackupHeader& header, const QByteArray& publicKey)
{
    return header.publicKey == publicKey
        && audit::SigningKey::verify(publicKey, signedMessage(header), header.signature);
}

} // namespace gatehouse::backup
