#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/security/CarriedKeys.h"
#include "core/security/OpenSite.h"
#include "ui/words/Languages.h"

#include <QJsonArray>
#include <QJsonObject>

#include <CLI/App.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace gatehouse::ctl {

inline constexpr int ExitSuccess = 0;
inline constexpr int ExitFailure = 1;
inline constexpr int ExitUsage = 2;

// What every command of gatehousectl shares: the options that name site and operator, the clock, and the two outputs
// (JSON on standard output, messages on standard error). Lives in main() for the whole run; main thread only.
class CtlContext
{
public:
    // Adds --store, --operator, --passphrase-file, --code or --totp-file, and --language, accepted before and after any
    // command.
    explicit CtlContext(CLI::App& application);

    // Runs `action` after the whole command line was understood; it returns the exit status.
    void onRun(CLI::App* command, std::function<int()> action);
    // The action of the command that was named.
    int run();

    [[nodiscard]] const Clock& clock() const { return m_clock; }
    // Absent options are InvalidArgument.
    [[nodiscard]] Result<security::SitePaths> sitePaths() const;
    // The first line of --passphrase-file.
    [[nodiscard]] Result<security::Passphrase> passphrase() const;
    // Signs in with these options; --totp-file stands for the code of now.
    Result<std::unique_ptr<security::OpenSite>> openSite() const;

    // The yes of the person --second-operator names, or that of nobody where nobody else could say it
    // (SecondPersonNeeded where somebody could).
    Result<security::Approval> approval(security::OpenSite& site, const security::Proposal& proposal) const;

    // For a machine that has no site: --operator with passphrase and code, or the recovery code where a file is named;
    // and what --second-operator says, if anything.
    Result<security::CarriedSecret> carriedSecret(const std::string& recoveryCodeFile) const;
    Result<std::optional<security::CarriedSecret>> secondCarriedSecret() const;

    // One line of JSON on standard output, flushed.
    void print(const QJsonObject& object) const;
    void print(const QJsonArray& array) const;
    // One line on standard error.
    void say(const QString& message) const;
    // Says what went wrong, the way out and the code, and returns the exit status for it.
    int fail(const Error& error) const;

private:
    void tellHistory(const security::SiteHistory& history) const;
    [[nodiscard]] Result<QString> code() const;

    SystemClock m_clock;
    std::string m_store;
    std::string m_operator;
    std::string m_passphraseFile;
    std::string m_code;
    std::string m_totpFile;
    std::string m_secondOperator;
    std::string m_secondPassphraseFile;
    std::string m_secondCode;
    std::string m_language; // empty: the locale's, else English
    ui::Languages m_languages;
    std::function<int()> m_action;
};

// Reads a whole file that holds a secret, or a pipe that hands one over. FileNotReadable; InvalidArgument when it is a
// file that others may read, too. Never its content.
Result<QByteArray> readSecretFile(const QString& file);

} // namespace gatehouse::ctl
