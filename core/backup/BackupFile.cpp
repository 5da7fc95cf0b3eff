#include "core/backup/BackupFile.h"

#include "core/base/PrivateFileWriter.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>

#include <algorithm>

namespace gatehouse::backup {

namespace {

constexpr qint64 BytesAtATime = 1024 * 1024;

Error unreadable(const QFile& file)
{
    return failure(ErrorCode::FileNotReadable, QStringLiteral("error %1").arg(file.error()));
}

Result<void> openForReading(QFile& file)
{
    if (!file.exists())
        return failure(ErrorCode::NotFound);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return unreadable(file);
    return {};
}

// Hands on what is left of the file, a megabyte at a time, and returns its digest.
Result<QByteArray> readOn(
    QFile& file, const std::function<Result<void>(const QByteArray&)>& take, const ByteWatcher& watcher)
{
    QCryptographicHash digest(QCryptographicHash::Blake2b_256);
    const qint64 begin = file.pos();
    const qint64 total = file.size() - begin;
    for (;;) {
        const QByteArray part = file.read(BytesAtATime);
        if (file.error() != QFile::NoError)
            return unreadable(file);
        if (part.isEmpty())
            return digest.result();
        digest.addData(part);
        if (take)
            GATEHOUSE_TRY(take(part));
        if (watcher && watcher({ file.pos() - begin, total }) == store::CopyGoesOn::No)
            return failure(ErrorCode::Cancelled);
    }
}

Result<BackupHeader> headerOf(QFile& file)
{
    GATEHOUSE_TRY(openForReading(file));
    const QByteArray beginning = file.read(LongestHeader);
    if (file.error() != QFile::NoError)
        return unreadable(file);
    GATEHOUSE_TRY_ASSIGN(header, decodeHeader(beginning));
    if (file.size() != payloadOffset(header) + header.payloadBytes)
        return failure(ErrorCode::BackupDamaged, QStringLiteral("length"));
    if (!file.seek(payloadOffset(header)))
        return unreadable(file);
    return header;
}

Result<BackupHeader> passPayload(
    const QString& name, const std::function<Result<void>(const QByteArray&)>& take, const ByteWatcher& watcher)
{
    QFile file(name);
    GATEHOUSE_TRY_ASSIGN(header, headerOf(file));
    GATEHOUSE_TRY_ASSIGN(digest, readOn(file, take, watcher));
    if (digest != header.payloadDigest)
        return failure(ErrorCode::BackupDamaged, QStringLiteral("payload"));
    return header;
}

} // namespace

Result<BackupHeader> writeBackup(const QString& file, BackupHeader header, const QString& payloadFile,
    const audit::SigningKey& key, const ByteWatcher& watcher)
{
    QFile payload(payloadFile);
    GATEHOUSE_TRY(openForReading(payload));
    header.payloadBytes = payload.size();
    GATEHOUSE_TRY_ASSIGN(writer, PrivateFileWriter::create(file));
    // Room for the header, which is known only when the payload has been read; its size does not depend on it.
    GATEHOUSE_TRY(writer.write(QByteArray(payloadOffset(header), '\0')));
    GATEHOUSE_TRY_ASSIGN(digest,
        readOn(
            payload, [&](const QByteArray& part) { return writer.write(part); }, watcher));
    header.payloadDigest = digest;
    sign(header, key);
    GATEHOUSE_TRY(writer.overwrite(0, encodeHeader(header)));
    GATEHOUSE_TRY(writer.commit());
    return header;
}

Result<BackupHeader> readHeader(const QString& file)
{
    QFile opened(file);
    return headerOf(opened);
}

Result<BackupHeader> checkPayload(const QString& file, const ByteWatcher& watcher)
{
    return passPayload(file, {}, watcher);
}

Result<void> extractPayload(
    const QString& file, const BackupHeader& expected, const QString& target, const ByteWatcher& watcher)
{
    GATEHOUSE_TRY_ASSIGN(writer, PrivateFileWriter::create(target));
    GATEHOUSE_TRY_ASSIGN(header,
        passPayload(
            file, [&](const QByteArray& part) { return writer.write(part); }, watcher));
    if (header.payloadDigest != expected.payloadDigest)
        return failure(ErrorCode::BackupDamaged, QStringLiteral("another file by now"));
    return writer.commit();
}

QString backupFileName(const BackupHeader& header)
{
    const QString site = QStringLiteral("gatehouse-") + QString::fromLatin1(header.siteUuid.first(4).toHex());
    if (header.kind == BackupKind::Ring)
        return site + QStringLiteral(".ghring");
    return site + header.takenAt.toUtc().toString(QStringLiteral("'-'yyyyMMdd'T'HHmmss'Z.ghbackup'"));
}

QString backupFilePattern(BackupKind kind)
{
    return kind == BackupKind::Store ? QStringLiteral("*.ghbackup") : QStringLiteral("*.ghring");
}

} // namespace gatehouse::backup
