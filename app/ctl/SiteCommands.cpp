#include "app/ctl/CommandTree.h"
#include "app/ctl/Commands.h"
#include "app/ctl/PeopleJson.h"

#include <QFile>

namespace gatehouse::ctl {

namespace {

struct InitOptions
{
    std::string site;
    std::string administrator;
    std::string recoveryFile;
    std::string timeZone;
    bool isDemo = false;
};

// The recovery code exists once: the file is made before the site, readable by its owner only, and never overwritten.
Result<std::unique_ptr<QFile>> newPrivateFile(const QString& name)
{
    auto file = std::make_unique<QFile>(name);
    if (!file->open(QIODevice::WriteOnly | QIODevice::NewOnly, QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return failure(ErrorCode::FileNotWritable, name + QStringLiteral(" exists already or cannot be made"));
    return file;
}

int initialise(const CtlContext& context, const InitOptions& options)
{
    const auto paths = context.sitePaths();
    if (!paths)
        return context.fail(paths.error());
    const auto passphrase = context.passphrase();
    if (!passphrase)
        return context.fail(passphrase.error());

    security::NewSite site;
    site.name = QString::fromStdString(options.site);
    site.administrator = QString::fromStdString(options.administrator);
    site.passphrase = *passphrase;
    site.isDemo = options.isDemo;
    if (!options.timeZone.empty())
        site.timeZone = QTimeZone(QByteArray::fromStdString(options.timeZone));
    if (!site.timeZone.isValid())
        return context.fail(failure(ErrorCode::InvalidArgument, QStringLiteral("unknown time zone")));

    auto recoveryFile = newPrivateFile(QString::fromStdString(options.recoveryFile));
    if (!recoveryFile)
        return context.fail(recoveryFile.error());
    auto created = security::OpenSite::create(*paths, site, context.clock());
    if (!created) {
        (*recoveryFile)->remove();
        return context.fail(created.error());
    }
    const security::Passphrase& code = created->recoveryCode;
    (*recoveryFile)->write(code.data(), static_cast<qint64>(code.size()));
    (*recoveryFile)->write("\n");
    if (!(*recoveryFile)->flush())
        return context.fail(failure(ErrorCode::FileNotWritable, QStringLiteral("the recovery code was not saved")));
    context.say(QStringLiteral("The site is made. Print the recovery code and keep it away from this machine."));
    return ExitSuccess;
}

Result<QJsonObject> siteFacts(const CtlContext& context)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(count, site->reader().call([&](store::Database& database) {
        return people::countPeople(site->openedBy(), database);
    }));
    sayFilingLevel(context, count);
    const security::SiteInfo info = site->info();
    return QJsonObject { { QStringLiteral("name"), info.name },
        { QStringLiteral("timeZone"), QString::fromLatin1(info.timeZone.id()) },
        { QStringLiteral("demo"), info.isDemo }, { QStringLiteral("createdAt"), info.createdAt.toIso() },
        { QStringLiteral("people"), toJson(count) } };
}

} // namespace

void addSiteCommands(CLI::App& application, CtlContext& context)
{
    auto* command = application.add_subcommand("init", "Make a site and its administrator");
    auto options = std::make_shared<InitOptions>();
    command->add_option("--site", options->site, "Name of the site")->required();
    command->add_option("--admin", options->administrator, "Name of the administrator")->required();
    command->add_option("--recovery-file", options->recoveryFile, "New file for the recovery code")->required();
    command->add_option("--time-zone", options->timeZone, "IANA time zone of the site (this machine's when left out)");
    command->add_flag("--demo", options->isDemo, "Mark the site as a demonstration");
    context.onRun(command, [&context, options] { return initialise(context, *options); });

    auto* site = application.add_subcommand("site", "The site itself");
    site->require_subcommand(1);
    auto* facts = site->add_subcommand(
        "info", "Name, time zone and how many people are stored; warns at 80,000 and 95,000, before the duty to file");
    context.onRun(facts, [&context] { return reported(context, siteFacts(context)); });
}

} // namespace gatehouse::ctl
