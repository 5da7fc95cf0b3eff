#include "app/ctl/CtlContext.h"

#include "app/site/DailyRetention.h"
#include "core/security/Totp.h"
#include "ui/words/ErrorText.h"

#include <QFile>
#include <QJsonDocument>

#include <cstdio>
#include <sys/stat.h>

namespace gatehouse::ctl {

namespace {

void writeLine(std::FILE* stream, const QByteArray& line)
{
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stream);
    std::fputc('\n', stream);
    std::fflush(stream);
}

} // namespace

CtlContext::CtlContext(CLI::App& application)
{
    application.add_option("--store", m_store, "Folder of the site");
    application.add_option("--operator", m_operator, "Name of the operator who acts");
    application.add_option("--passphrase-file", m_passphraseFile, "File whose first line is the operator's passphrase");
    auto* second = application.add_option(
        "--second-operator", m_secondOperator, "Name of the second person, for what one may not do alone");
    auto* secondFile = application.add_option(
        "--second-passphrase-file", m_secondPassphraseFile, "File whose first line is the second person's passphrase");
    second->needs(secondFile);
    secondFile->needs(second);
    application.add_option("--second-code", m_secondCode, "The code of the second person's authenticator")
        ->needs(second);
    application.add_option("--code", m_code, "Code of the operator's authenticator, where they have one");
    application.add_option(
        "--totp-file", m_totpFile, "File with the authenticator's secret in base32, instead of --code");
    application.add_option("--language", m_language, "Language of messages and documents: en, de or zh_CN");
}

void CtlContext::onRun(CLI::App* command, std::function<int()> action)
{
    command->callback([this, action = std::move(action)] { m_action = action; });
}

int CtlContext::run()
{
    m_languages.use(QString::fromStdString(m_language));
    return m_action ? m_action() : ExitUsage;
}

Result<security::SitePaths> CtlContext::sitePaths() const
{
    if (m_store.empty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("--store DIR is missing"));
    return security::SitePaths { QString::fromStdString(m_store) };
}

Result<security::Passphrase> CtlContext::passphrase() const
{
    if (m_passphraseFile.empty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("--passphrase-file F is missing"));
    GATEHOUSE_TRY_ASSIGN(bytes, readSecretFile(QString::fromStdString(m_passphraseFile)));
    return security::Passphrase::fromUtf8(bytes);
}

Result<std::unique_ptr<security::OpenSite>> CtlContext::openSite() const
{
    GATEHOUSE_TRY_ASSIGN(paths, sitePaths());
    if (m_operator.empty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("--operator NAME is missing"));
    GATEHOUSE_TRY_ASSIGN(secret, passphrase());
    GATEHOUSE_TRY_ASSIGN(typed, code());
    auto site = security::OpenSite::signIn(paths, QString::fromStdString(m_operator), secret, typed, m_clock);
    if (site) {
        site::removeOverdue(**site, m_clock);
        tellHistory((*site)->history());
    }
    return site;
}

// Beside whatever was asked for: nobody works on without knowing.
void CtlContext::tellHistory(const security::SiteHistory& history) const
{
    if (history.mismatch)
        say(QStringLiteral("gatehousectl: ") + ui::errorText(history.mismatch->error()));
    if (history.wasKeyFileOlder)
        say(QStringLiteral("gatehousectl: ") + ui::olderKeyFileText());
    if (!history.restoredRules.isEmpty())
        say(QStringLiteral("gatehousectl: ") + ui::restoredRulesText(history.restoredRules));
    if (!history.foreignTables.isEmpty())
        say(QStringLiteral("gatehousectl: ") + ui::foreignTablesText(history.foreignTables));
}

Result<QString> CtlContext::code() const
{
    if (m_totpFile.empty())
        return QString::fromStdString(m_code);
    GATEHOUSE_TRY_ASSIGN(text, readSecretFile(QString::fromStdString(m_totpFile)));
    const auto secret = security::TotpSecret::fromBase32(text);
    text.fill('\0');
    if (!secret)
        return failure(ErrorCode::FormatInvalid, QStringLiteral("--totp-file holds no base32 secret"));
    return security::totpCode(*secret, security::totpStep(m_clock.now()));
}

Result<security::Approval> CtlContext::approval(security::OpenSite& site, const security::Proposal& proposal) const
{
    if (m_secondOperator.empty())
        return site.approveAlone(site.openedBy(), proposal);
    GATEHOUSE_TRY_ASSIGN(bytes, readSecretFile(QString::fromStdString(m_secondPassphraseFile)));
    return site.approve(site.openedBy(), proposal, QString::fromStdString(m_secondOperator),
        security::Passphrase::fromUtf8(bytes), QString::fromStdString(m_secondCode));
}

Result<security::CarriedSecret> CtlContext::carriedSecret(const std::string& recoveryCodeFile) const
{
    if (!recoveryCodeFile.empty()) {
        GATEHOUSE_TRY_ASSIGN(bytes, readSecretFile(QString::fromStdString(recoveryCodeFile)));
        return security::CarriedSecret { {}, security::Passphrase::fromUtf8(bytes), {} };
    }
    if (m_operator.empty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("--operator NAME is missing"));
    GATEHOUSE_TRY_ASSIGN(secret, passphrase());
    GATEHOUSE_TRY_ASSIGN(typed, code());
    return security::CarriedSecret { QString::fromStdString(m_operator), secret, typed };
}

Result<std::optional<security::CarriedSecret>> CtlContext::secondCarriedSecret() const
{
    if (m_secondOperator.empty())
        return std::optional<security::CarriedSecret>();
    GATEHOUSE_TRY_ASSIGN(bytes, readSecretFile(QString::fromStdString(m_secondPassphraseFile)));
    return std::optional(security::CarriedSecret { QString::fromStdString(m_secondOperator),
        security::Passphrase::fromUtf8(bytes), QString::fromStdString(m_secondCode) });
}

void CtlContext::print(const QJsonObject& object) const
{
    writeLine(stdout, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

void CtlContext::print(const QJsonArray& array) const
{
    writeLine(stdout, QJsonDocument(array).toJson(QJsonDocument::Compact));
}

void CtlContext::say(const QString& message) const
{
    writeLine(stderr, message.toUtf8());
}

int CtlContext::fail(const Error& error) const
{
    QString code = errorCodeName(error.code);
    if (!error.detail.isEmpty())
        code += QStringLiteral(": ") + error.detail;
    say(QStringLiteral("gatehousectl: %1 [%2]").arg(ui::errorText(error), code));
    return ExitFailure;
}

Result<QByteArray> readSecretFile(const QString& file)
{
    QFile input(file);
    if (!input.open(QIODevice::ReadOnly))
        return failure(ErrorCode::FileNotReadable, file);
    struct stat state
    {
    };
    if (::fstat(input.handle(), &state) != 0)
        return failure(ErrorCode::FileNotReadable, file);
    if (S_ISREG(state.st_mode) && (state.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return failure(
            ErrorCode::InvalidArgument, QStringLiteral("%1 may be read by others; `chmod 600` it first").arg(file));
    return input.readAll();
}

} // namespace gatehouse::ctl
