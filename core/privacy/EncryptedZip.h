#pragma once

#include "core/base/Result.h"
#include "core/security/Passphrase.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace gatehouse::privacy {

struct ZipMember
{
    QString path; // within the archive, "/" between folders
    QByteArray bytes;
};

// A ZIP archive whose members are encrypted with AES-256 (WinZip AE-2: PBKDF2-HMAC-SHA1, 1,000 rounds, AES in counter
// mode, HMAC-SHA1), as 7-Zip, bsdtar, WinZip and others open it with `passphrase`. Made in memory: nothing of it
// touches the disk in clear. The names of members can be read without the passphrase, so they name nobody. 1,000 rounds
// are few: use a passphrase that cannot be guessed, as makeRecoveryCode() gives. Internal with libarchive's own words.
[[nodiscard]] Result<QByteArray> encryptedZip(const QList<ZipMember>& members, const security::Passphrase& passphrase);

} // namespace gatehouse::privacy
