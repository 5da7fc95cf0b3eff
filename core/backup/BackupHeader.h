#pragma once

#include "core/audit/AuditTrail.h"
#include "core/audit/SigningKey.h"
#include "core/audit/Turn.h"
#include "core/base/Result.h"
#include "core/base/UtcTime.h"

#include <QByteArray>

namespace gatehouse::backup {

// What a backup file holds: the site's store, or the ring of subject keys, which travels apart from it.
enum class BackupKind : quint8 { Store = 1, Ring = 2 };

// What stands in front of a backup, readable without any key and telling nothing of a person. All numbers are
// little-endian, times are milliseconds since 1970 UTC, digests are BLAKE2b-256:
//
//   file = "GHBACKUP"  u32 format (2)  u32 length of body  body  digest of all before [32]  payload
//   body = u8 kind  site uuid [16]  i64 taken at  u32 schema version  u64 audit entries  audit head [32]
//          u64 length of payload  digest of payload [32]  u32 length of key file  key file (site.keys as it was)
//          u16 number of turns  turn…  public key [32]  signature [64]
//   turn = u8 reason (1 accepted, 2 branched)  u64 entries before  head before [32]  u64 entries  head [32]
//
// The payload is a SQLCipher file under the site's key. The signature is the site's (Ed25519) over "gatehouse backup 2"
// and the body up to and with the public key, so it covers the payload by its digest. Format 1, which is still read,
// had no turns, and 1 in what is signed.
struct BackupHeader
{
    static constexpr qsizetype MostTurns = 1000;

    int format = 2;
    BackupKind kind = BackupKind::Store;
    QByteArray siteUuid; // 16 bytes
    UtcTime takenAt;
    int schemaVersion = 0;
    audit::ChainState audit;
    QList<audit::Turn> turns; // of the trail (audit/Turn.h), MostTurns at most
    qint64 payloadBytes = 0;
    QByteArray payloadDigest; // 32 bytes
    QByteArray keyFile;
    QByteArray publicKey; // 32 bytes
    QByteArray signature; // 64 bytes
};

// Bytes in front of the payload of a file that carries this header.
[[nodiscard]] qint64 payloadOffset(const BackupHeader& header);
[[nodiscard]] QByteArray encodeHeader(const BackupHeader& header);
// From the beginning of a file, as much as there is of it (LongestHeader bytes are always enough). FormatInvalid for
// what is no backup or one of a later format, BackupDamaged for one whose digest does not fit.
inline constexpr qint64 LongestHeader = 4 * 1024 * 1024;
Result<BackupHeader> decodeHeader(const QByteArray& beginning);

void sign(BackupHeader& header, const audit::SigningKey& key);
// Whether the header carries this site's signature.
[[nodiscard]] bool isSignedBy(const BackupHeader& header, const QByteArray& publicKey);

} // namespace gatehouse::backup
