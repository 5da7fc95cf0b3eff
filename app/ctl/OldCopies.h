#pragma once

#include "core/backup/Backups.h"
#include "core/security/RingCopy.h"

#include <QJsonObject>

#include <CLI/App.hpp>
#include <string>

namespace gatehouse::ctl {

// What commands on backups and on copies of the ring have in common.

// What opens a copy from before a re-key.
struct SecretOfThen
{
    std::string name;
    std::string passphraseFile;
    std::string recoveryCodeFile;
};
void addSecretOfThen(CLI::App* command, SecretOfThen& then);
// The file with what was given to open it.
Result<backup::OldBackup> oldBackup(const std::string& file, const SecretOfThen& then);

[[nodiscard]] QJsonObject headerJson(const backup::BackupHeader& header);
[[nodiscard]] QJsonObject unreadableJson(const security::Unreadable& unreadable);

} // namespace gatehouse::ctl
