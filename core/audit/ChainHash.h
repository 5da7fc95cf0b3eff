#pragma once

#include "core/base/Id.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace gatehouse::audit {

// Inside core/audit: the bytes that are hashed and signed.

inline constexpr qsizetype HashSize = 32;

// The columns of one entry exactly as they are stored: the hash is over these bytes, not over what they parse to.
struct StoredRow
{
    qint64 sequence = 0;
    qint64 at = 0;
    OperatorId actor;
    QString action;
    QString subjectKind;
    qint64 subjectId = 0;
    QByteArray detail;
};

// Eight bytes, little-endian.
[[nodiscard]] QByteArray littleEndian(qint64 value);
// The fields one after the other, each with its length in eight bytes before it: no two lists give the same bytes.
[[nodiscard]] QByteArray framed(const QList<QByteArray>& fields);
[[nodiscard]] QByteArray blake2b(const QByteArray& bytes); // 32 bytes
[[nodiscard]] QByteArray chainHash(const QByteArray& previous, const StoredRow& row);

} // namespace gatehouse::audit
