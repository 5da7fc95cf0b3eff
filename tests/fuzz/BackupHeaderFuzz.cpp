#include "core/backup/BackupHeader.h"
#include "tests/fuzz/FuzzTarget.h"

#include <QCryptographicHash>
#include <QtEndian>

using namespace gatehouse;

namespace {

// The input as a body whose head and digest are right: behind them nobody guesses by chance.
QByteArray asHeader(const QByteArray& body, quint32 format)
{
    QByteArray bytes("GHBACKUP");
    bytes.append(8, '\0');
    qToLittleEndian(format, bytes.data() + 8);
    qToLittleEndian(static_cast<quint32>(body.size()), bytes.data() + 12);
    bytes += body;
    return bytes + QCryptographicHash::hash(bytes, QCryptographicHash::Blake2b_256);
}

void decodeAndBack(const QByteArray& bytes)
{
    const auto header = backup::decodeHeader(bytes);
    if (!header) {
        fuzz::mustHold(
            header.error().code == ErrorCode::FormatInvalid || header.error().code == ErrorCode::BackupDamaged,
            "no backup, or a damaged one");
        return;
    }
    const QByteArray encoded = backup::encodeHeader(*header);
    fuzz::mustHold(bytes.startsWith(encoded), "what was read is written the same");
    fuzz::mustHold(backup::payloadOffset(*header) == encoded.size(), "the payload begins behind it");
    fuzz::mustHold(header->payloadBytes >= 0 && header->keyFile.size() <= bytes.size(), "sizes there can be");
    fuzz::mustHold(!backup::isSignedBy(*header, QByteArray(32, '\1')), "nobody signs by chance");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray bytes = fuzz::bytesOf(data, size);
    decodeAndBack(bytes);
    for (const quint32 format : { 1U, 2U })
        decodeAndBack(asHeader(bytes, format));
    return 0;
}
