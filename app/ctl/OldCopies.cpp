#include "app/ctl/OldCopies.h"

#include "app/ctl/CtlContext.h"

namespace gatehouse::ctl {

void addSecretOfThen(CLI::App* command, SecretOfThen& then)
{
    command->add_option("--then-operator", then.name, "From before a re-key: somebody who could sign in then");
    command->add_option("--then-passphrase-file", then.passphraseFile, "… and their passphrase of then");
    command->add_option("--then-recovery-code-file", then.recoveryCodeFile, "… or the recovery code of then");
}

Result<backup::OldBackup> oldBackup(const std::string& file, const SecretOfThen& then)
{
    const QString path = QString::fromStdString(file);
    const std::string& secretFile = then.recoveryCodeFile.empty() ? then.passphraseFile : then.recoveryCodeFile;
    if (secretFile.empty())
        return backup::OldBackup(path);
    if (then.recoveryCodeFile.empty() && then.name.empty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("--then-operator NAME is missing"));
    GATEHOUSE_TRY_ASSIGN(bytes, readSecretFile(QString::fromStdString(secretFile)));
    const QString name = then.recoveryCodeFile.empty() ? QString::fromStdString(then.name) : QString();
    return backup::OldBackup(path, security::CarriedSecret { name, security::Passphrase::fromUtf8(bytes), {} });
}

QJsonObject headerJson(const backup::BackupHeader& header)
{
    return { { QStringLiteral("kind"),
                 header.kind == backup::BackupKind::Store ? QStringLiteral("store") : QStringLiteral("ring") },
        { QStringLiteral("site"), QString::fromLatin1(header.siteUuid.toHex()) },
        { QStringLiteral("takenAt"), header.takenAt.toIso() }, { QStringLiteral("schema"), header.schemaVersion },
        { QStringLiteral("auditEntries"), header.audit.entries },
        { QStringLiteral("auditHead"), QString::fromLatin1(header.audit.head.toHex()) },
        { QStringLiteral("payloadBytes"), header.payloadBytes },
        { QStringLiteral("payloadDigest"), QString::fromLatin1(header.payloadDigest.toHex()) },
        { QStringLiteral("publicKey"), QString::fromLatin1(header.publicKey.toHex()) },
        { QStringLiteral("signature"), QString::fromLatin1(header.signature.toHex()) } };
}

QJsonObject unreadableJson(const security::Unreadable& unreadable)
{
    return { { QStringLiteral("templates"), unreadable.templates },
        { QStringLiteral("pictures"), unreadable.pictures } };
}

} // namespace gatehouse::ctl
