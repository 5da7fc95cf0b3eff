#include "core/security/KeySlotFile.h"
#include "tests/fuzz/FuzzTarget.h"

#include <QCryptographicHash>
#include <QtEndian>

using namespace gatehouse;
using security::KeySlotFile;

namespace {

// The input as the body of a copy whose head and checksum are right: behind them nobody guesses by chance.
QByteArray asCopy(const QByteArray& body, char version)
{
    QByteArray copy("GHKEYS\0", 7);
    copy += version;
    copy.append(4, '\0');
    qToLittleEndian(static_cast<quint32>(body.size()), copy.data() + 8);
    copy += body;
    return copy + QCryptographicHash::hash(copy, QCryptographicHash::Blake2b_256);
}

void decodeAndBack(const QByteArray& bytes)
{
    const auto file = KeySlotFile::decode(bytes);
    if (!file) {
        fuzz::mustHold(file.error().code == ErrorCode::KeyFileDamaged || file.error().code == ErrorCode::FormatInvalid,
            "damaged, or of another version");
        return;
    }
    const QByteArray sound = file->encode();
    const auto again = KeySlotFile::decode(sound);
    fuzz::mustHold(again && again->encode() == sound, "what was read is written and read the same");
    fuzz::mustHold(again->entries().size() == file->entries().size(), "with all its slots");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray bytes = fuzz::bytesOf(data, size);
    decodeAndBack(bytes);
    decodeAndBack(asCopy(bytes, '\1'));
    decodeAndBack(asCopy(bytes, '\2'));
    decodeAndBack(asCopy(bytes, '\3'));
    return 0;
}
