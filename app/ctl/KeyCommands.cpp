#include "app/ctl/CommandTree.h"
#include "app/ctl/Commands.h"
#include "app/ctl/CtlContext.h"
#include "core/base/PrivateFile.h"
#include "core/security/Totp.h"

#include <QFile>
#include <QFileInfo>

#include <utility>

namespace gatehouse::ctl {

namespace {

QJsonObject slotToJson(const security::KeySlotRow& row)
{
    const bool isRecovery = row.kind == security::SlotKind::Recovery;
    return { { QStringLiteral("kind"), isRecovery ? QStringLiteral("recovery") : QStringLiteral("operator") },
        { QStringLiteral("operator"), isRecovery ? QJsonValue() : QJsonValue(row.operatorName) },
        { QStringLiteral("role"), security::roleCode(row.role) }, { QStringLiteral("passes"), qint64(row.cost.passes) },
        { QStringLiteral("memoryBytes"), qint64(row.cost.memoryBytes) },
        { QStringLiteral("madeAt"),
            row.format == security::SlotFormat::Sealed ? QJsonValue(row.madeAt.toIso()) : QJsonValue() },
        { QStringLiteral("format"), int(row.format) }, { QStringLiteral("opensSealedFields"), row.holdsVault },
        { QStringLiteral("secondFactor"), row.hasSecondFactor } };
}

Result<QJsonArray> listSlots(const CtlContext& context)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(rows, site->keySlots(site->openedBy()));
    QJsonArray list;
    for (const security::KeySlotRow& row : rows)
        list.append(slotToJson(row));
    return list;
}

// The secret in a file of its owner's, as base32: made when it is not there.
Result<security::TotpSecret> secretIn(const QString& file, security::OpenSite& site)
{
    if (!QFileInfo::exists(file)) {
        const security::SecondFactorOffer offer = site.offerSecondFactor(site.openedBy());
        QByteArray line;
        line.reserve(static_cast<qsizetype>(offer.base32.size()) + 1);
        line.append(offer.base32.data(), static_cast<qsizetype>(offer.base32.size()));
        line += '\n';
        const auto written = replacePrivateFile(file, line);
        line.fill('\0');
        GATEHOUSE_TRY(written);
        return offer.secret;
    }
    GATEHOUSE_TRY_ASSIGN(text, readSecretFile(file));
    const auto secret = security::TotpSecret::fromBase32(text);
    text.fill('\0');
    if (!secret)
        return failure(ErrorCode::FormatInvalid, QStringLiteral("the file holds no base32 secret"));
    return *secret;
}

// Printed on purpose: whoever asks for it sets up an authenticator with it.
QString textOf(const security::Passphrase& locked)
{
    return QString::fromUtf8(locked.data(), static_cast<qsizetype>(locked.size()));
}

Result<QJsonObject> turnOn(const CtlContext& context, const std::string& secretFile)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(secret, secretIn(QString::fromStdString(secretFile), *site));
    GATEHOUSE_TRY_ASSIGN(passphrase, context.passphrase());
    const QString code = security::totpCode(secret, security::totpStep(context.clock().now()));
    GATEHOUSE_TRY(site->turnOnSecondFactor(site->openedBy(), passphrase, secret, code));
    return QJsonObject { { QStringLiteral("secondFactor"), true },
        { QStringLiteral("uri"), textOf(secret.uri(site->info().name, site->openedBy().name)) } };
}

Result<QJsonObject> turnOff(const CtlContext& context, const std::string& code)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(passphrase, context.passphrase());
    GATEHOUSE_TRY(site->turnOffSecondFactor(site->openedBy(), passphrase, QString::fromStdString(code)));
    return QJsonObject { { QStringLiteral("secondFactor"), false } };
}

Result<QJsonObject> rekey(const CtlContext& context)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(approval, context.approval(*site, security::Proposal::rekey()));
    int lastPercent = -1;
    const auto outcome =
        site->rekey(site->openedBy(), std::move(approval), [&](const security::RekeyProgress& progress) {
            const int percent = progress.total > 0 ? int(100 * progress.copied / progress.total) : 0;
            if (progress.stage == security::RekeyStage::Copying && percent != std::exchange(lastPercent, percent))
                context.say(QStringLiteral("%1 %").arg(percent));
            return security::RekeyGoesOn::Yes;
        });
    if (!outcome)
        return outcome.error();
    return QJsonObject { { QStringLiteral("operatorsLeftOut"), outcome->operatorsLeftOut },
        { QStringLiteral("recoveryCodeLeftOut"), outcome->isRecoveryCodeLeftOut } };
}

// The code exists once: the file is made before it, and never overwritten.
Result<QJsonObject> renewRecoveryCode(const CtlContext& context, const std::string& file)
{
    const QString path = QString::fromStdString(file);
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(approval, context.approval(*site, security::Proposal::renewRecoveryCode()));
    GATEHOUSE_TRY(createPrivateFile(path));
    const auto code = site->renewRecoveryCode(site->openedBy(), std::move(approval));
    if (!code) {
        QFile::remove(path);
        return code.error();
    }
    GATEHOUSE_TRY(replacePrivateFile(path, QByteArray(code->data(), qsizetype(code->size())) + '\n'));
    return QJsonObject { { QStringLiteral("recoveryCode"), QStringLiteral("made") } };
}

struct LostFactor
{
    std::string name;
    std::string newPassphraseFile;
};

Result<QJsonObject> removeLostFactor(const CtlContext& context, const LostFactor& lost)
{
    GATEHOUSE_TRY_ASSIGN(bytes, readSecretFile(QString::fromStdString(lost.newPassphraseFile)));
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(rows, site->operators(site->openedBy()));
    GATEHOUSE_TRY_ASSIGN(row, rowNamed(rows, lost.name, "--name"));
    GATEHOUSE_TRY_ASSIGN(approval, context.approval(*site, security::Proposal::removeSecondFactor(row.id)));
    GATEHOUSE_TRY(
        site->removeSecondFactor(site->openedBy(), std::move(approval), row.id, security::Passphrase::fromUtf8(bytes)));
    return QJsonObject { { QStringLiteral("operator"), row.name }, { QStringLiteral("secondFactor"), false } };
}

} // namespace

void addKeyCommands(CLI::App& application, CtlContext& context)
{
    auto* keys = addNoun(application, "key", "keys", "Who holds a key of the site");
    context.onRun(addList(*keys), [&context] { return reported(context, listSlots(context)); });

    auto* renew = keys->add_subcommand("rekey", "Write the whole store under a new key; takes two people");
    context.onRun(renew, [&context] { return reported(context, rekey(context)); });
    auto recoveryFile = std::make_shared<std::string>();
    auto* recovery = keys->add_subcommand("recovery-code", "Make a new recovery code; takes two people");
    recovery->add_option("--recovery-file", *recoveryFile, "New file for the recovery code")->required();
    context.onRun(
        recovery, [&context, recoveryFile] { return reported(context, renewRecoveryCode(context, *recoveryFile)); });

    auto* factor = application.add_subcommand("second-factor", "The code beside one's own passphrase (RFC 6238)");
    factor->require_subcommand(1);
    auto file = std::make_shared<std::string>();
    auto* on = factor->add_subcommand("turn-on", "From now on signing in also takes a code");
    on->add_option("--secret-file", *file, "File with the secret in base32; a new one is made when it is not there")
        ->required();
    context.onRun(on, [&context, file] { return reported(context, turnOn(context, *file)); });

    auto code = std::make_shared<std::string>();
    auto* off = factor->add_subcommand("turn-off", "The passphrase alone signs in again");
    off->add_option("--next-code", *code, "A code that was not used to sign in")->required();
    context.onRun(off, [&context, code] { return reported(context, turnOff(context, *code)); });

    auto lost = std::make_shared<LostFactor>();
    auto* remove = factor->add_subcommand("remove", "Remove another operator's lost second factor; takes two people");
    remove->add_option("--name", lost->name, "Name of the operator")->required();
    remove->add_option("--new-passphrase-file", lost->newPassphraseFile, "File whose first line is their passphrase")
        ->required();
    context.onRun(remove, [&context, lost] { return reported(context, removeLostFactor(context, *lost)); });
}

} // namespace gatehouse::ctl
