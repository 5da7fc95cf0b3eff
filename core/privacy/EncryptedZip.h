#pragma once

#include "core/base/Result.h"
#include "core/security/Passphrase.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace gatehouse::privacy {

struct ZipMember
{
    QString path; // within the archive, "/" between folders
    QByteArray bytes;
};

// A ZIP archive whose members are encrypted with AES-256 (WinZip AE-2: PBKDF2-HMAC-SHA1, 1,000 rounds, AES in counter
// mode, HMAC-SHA1), as 7-Zip, bsdtar, WinZip and others open it with `passphrase`. Written member by member, so that
// only one is in memory; nothing of it touches the disk in clear. The names of members can be read without the
// passphrase, so they name nobody. 1,000 rounds are few: use a passphrase that cannot be guessed, as makeRecoveryCode()
// gives. The file, which only its owner may read, is there after finish(), and before not at all. FileNotWritable,
// DiskFull; Internal with libarchive's own words. On one thread.
class EncryptedZip
{
public:
    static Result<EncryptedZip> create(const QString& file, const security::Passphrase& passphrase);
    EncryptedZip(EncryptedZip&&) noexcept;
    EncryptedZip& operator=(EncryptedZip&&) = delete;
    ~EncryptedZip();

    Result<void> add(const ZipMember& member);
    Result<void> finish();

private:
    struct State;
    explicit EncryptedZip(std::unique_ptr<State> state);

    std::unique_ptr<State> m_state;
};

} // namespace gatehouse::privacy
