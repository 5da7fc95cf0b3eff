#include "app/ctl/Commands.h"
#include "app/ctl/CtlContext.h"
#include "app/drill/DrillPlan.h"
#include "app/drill/Worker.h"
#include "ui/words/DrillWords.h"

namespace gatehouse::ctl {

namespace {

struct DrillOptions
{
    int canaries = drill::ScratchPlan().canaries;
    bool withoutFilms = false;
};

int runDrill(const CtlContext& context, const DrillOptions& options)
{
    auto site = context.openSite();
    if (!site)
        return context.fail(site.error());
    drill::DrillPlan plan = drill::standardDrillPlan();
    plan.scratch.canaries = options.canaries;
    plan.scratch.withFilms = !options.withoutFilms;
    const drill::SiteView view { **site, context.clock(), drill::ownFolders() };
    QString shown;
    const auto report =
        drill::runBreachDrill(view, (*site)->openedBy(), plan, [&](const QString& step, int done, int total) {
            if (step != shown && !step.isEmpty()) {
                const QString text = ui::drillStepText(step);
                context.say(total > 1 ? QStringLiteral("[%1/%2] %3").arg(done + 1).arg(total).arg(text) : text);
                shown = step;
            }
            return true;
        });
    if (!report)
        return context.fail(report.error());
    for (const QString& line : ui::drillLines(*report))
        context.say(line);
    context.print(report->toJson());
    return report->isPassed() ? ExitSuccess : ExitFailure;
}

} // namespace

void addDrillCommands(CLI::App& application, CtlContext& context)
{
    auto* drill = application.add_subcommand("breach-drill",
        "What would a thief hold? Plants canaries in a scratch site, works through every feature, looks through all "
        "that was written, and checks this site. Exit status 1 on any finding");
    auto options = std::make_shared<DrillOptions>();
    drill->add_option("--canaries", options->canaries, "How many names, IDs, plates, pictures and templates to plant")
        ->check(CLI::Range(5, 1'000'000))
        ->capture_default_str();
    drill->add_flag("--without-films", options->withoutFilms, "Leave out the lanes' films, the slow part");
    context.onRun(drill, [&context, options] { return runDrill(context, *options); });
    // Started by the drill itself, with its order on standard input.
    auto* worker =
        application.add_subcommand("drill-worker", "Works through the features of a breach drill")->group("");
    context.onRun(worker, [&context] { return drill::runWorker(context.clock(), drill::features()); });
}

} // namespace gatehouse::ctl
