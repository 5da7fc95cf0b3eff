#include "app/ctl/CommandTree.h"
#include "app/ctl/Commands.h"
#include "app/ctl/CtlContext.h"
#include "core/base/PrivateFile.h"
#include "core/security/Totp.h"

#include <QFileInfo>

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
Result<QByteArray> secretIn(const QString& file, security::OpenSite& site)
{
    if (!QFileInfo::exists(file)) {
        const security::SecondFactorOffer offer = site.offerSecondFactor(site.openedBy());
        GATEHOUSE_TRY(replacePrivateFile(file, offer.base32.toLatin1() + '\n'));
        return offer.secret;
    }
    GATEHOUSE_TRY_ASSIGN(text, readFile(file));
    const auto secret = security::fromBase32(QString::fromLatin1(text));
    if (!secret)
        return failure(ErrorCode::FormatInvalid, QStringLiteral("the file holds no base32 secret"));
    return *secret;
}

Result<QJsonObject> turnOn(const CtlContext& context, const std::string& secretFile)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(secret, secretIn(QString::fromStdString(secretFile), *site));
    GATEHOUSE_TRY_ASSIGN(passphrase, context.passphrase());
    const QString code = security::totpCode(secret, security::totpStep(context.clock().now()));
    GATEHOUSE_TRY(site->turnOnSecondFactor(site->openedBy(), passphrase, secret, code));
    return QJsonObject { { QStringLiteral("secondFactor"), true },
        { QStringLiteral("uri"), security::totpUri(secret, site->info().name, site->openedBy().name) } };
}

Result<QJsonObject> turnOff(const CtlContext& context, const std::string& code)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(passphrase, context.passphrase());
    GATEHOUSE_TRY(site->turnOffSecondFactor(site->openedBy(), passphrase, QString::fromStdString(code)));
    return QJsonObject { { QStringLiteral("secondFactor"), false } };
}

} // namespace

void addKeyCommands(CLI::App& application, CtlContext& context)
{
    auto* keys = addNoun(application, "key", "keys", "Who holds a key of the site");
    context.onRun(addList(*keys), [&context] { return reported(context, listSlots(context)); });

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
}

} // namespace gatehouse::ctl
