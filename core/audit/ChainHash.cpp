#include "core/audit/ChainHash.h"

#include <QtEndian>

#include <sodium.h>

namespace gatehouse::audit {

namespace {

// 0 stands for "none", as NULL does in the row.
QByteArray optionalNumber(qint64 value)
{
    return value == 0 ? QByteArray() : littleEndian(value);
}

} // namespace

QByteArray littleEndian(qint64 value)
{
    QByteArray bytes(8, Qt::Uninitialized);
    qToLittleEndian(value, bytes.data());
    return bytes;
}

QByteArray framed(const QList<QByteArray>& fields)
{
    QByteArray bytes;
    for (const QByteArray& field : fields)
        bytes += littleEndian(field.size()) + field;
    return bytes;
}

QByteArray blake2b(const QByteArray& bytes)
{
    QByteArray hash(HashSize, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), std::size_t(HashSize),
        reinterpret_cast<const unsigned char*>(bytes.constData()), static_cast<unsigned long long>(bytes.size()),
        nullptr, 0);
    return hash;
}

QByteArray chainHash(const QByteArray& previous, const StoredRow& row)
{
    return blake2b(framed({ "gatehouse audit 1", previous, littleEndian(row.sequence), littleEndian(row.at),
        optionalNumber(row.actor.value()), row.action.toUtf8(), row.subjectKind.toUtf8(), optionalNumber(row.subjectId),
        row.detail }));
}

} // namespace gatehouse::audit
