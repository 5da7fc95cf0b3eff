#include "app/ctl/Commands.h"
#include "app/ctl/CtlContext.h"
#include "app/demo/DemoSite.h"

#include <string>

namespace gatehouse::ctl {

namespace {

int createDemo(const CtlContext& context, const std::string& administrator)
{
    const auto paths = context.sitePaths();
    if (!paths)
        return context.fail(paths.error());
    const auto passphrase = context.passphrase();
    if (!passphrase)
        return context.fail(passphrase.error());

    security::NewSite site;
    site.name = QStringLiteral("Demo site");
    site.administrator = QString::fromStdString(administrator);
    site.passphrase = *passphrase;
    site.isDemo = true;
    const auto created = security::OpenSite::create(*paths, site, context.clock());
    if (!created)
        return context.fail(created.error());
    const auto filled = fillDemoSite(*created->site, created->site->openedBy(), context.clock());
    if (!filled)
        return context.fail(filled.error());
    context.say(QStringLiteral("The demo site is made. Everything in it is drawn; `demo remove` throws it away."));
    return ExitSuccess;
}

int removeDemo(const CtlContext& context)
{
    const auto paths = context.sitePaths();
    if (!paths)
        return context.fail(paths.error());
    const auto removed = removeDemoSite(*paths);
    return removed ? ExitSuccess : context.fail(removed.error());
}

} // namespace

void addDemoCommands(CLI::App& application, CtlContext& context)
{
    auto* demo = application.add_subcommand("demo", "The demo site: a separate store, thrown away on request");
    demo->require_subcommand(1);
    auto* create = demo->add_subcommand("create", "Make the demo site in the folder of --store");
    auto administrator = std::make_shared<std::string>();
    create->add_option("--admin", *administrator, "Name of the demo's administrator")->required();
    context.onRun(create, [&context, administrator] { return createDemo(context, *administrator); });
    auto* remove = demo->add_subcommand("remove", "Throw the demo site in the folder of --store away");
    context.onRun(remove, [&context] { return removeDemo(context); });
}

} // namespace gatehouse::ctl
