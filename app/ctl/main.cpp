#include "app/ctl/Commands.h"
#include "app/ctl/CtlContext.h"
#include "core/security/ProcessMemory.h"

#include <QGuiApplication>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

namespace {

QtMessageHandler usualMessages = nullptr;

void passOnWhatEndsTheProgram(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    if (usualMessages && (type == QtCriticalMsg || type == QtFatalMsg))
        usualMessages(type, context, message);
}

} // namespace

// gatehousectl: the console's core without a window. Exit status 0 only on success, 2 for wrong usage.
int main(int argc, char** argv)
{
    using namespace gatehouse::ctl;
    gatehouse::security::keepMemoryPrivate();
    gatehouse::security::keepFilesPrivate();
    qputenv("QT_QPA_PLATFORM", "offscreen"); // documents need fonts, no command needs a display
    // What Qt says of the session it starts in (no XDG_RUNTIME_DIR under cron) is no message to the user; why it cannot
    // start at all is.
    usualMessages = qInstallMessageHandler(passOnWhatEndsTheProgram);
    QGuiApplication qtApplication(argc, argv);
    qInstallMessageHandler(usualMessages);
    QGuiApplication::setApplicationName(QStringLiteral("gatehouse"));

    CLI::App application("Gatehouse without a window: set up, import, replay, evaluate, report", "gatehousectl");
    application.require_subcommand(1);
    application.fallthrough();
    application.set_version_flag("--version", GATEHOUSE_VERSION);
    CtlContext context(application);
    addSiteCommands(application, context);
    addDemoCommands(application, context);
    addOperatorCommands(application, context);
    addKeyCommands(application, context);
    addAuditCommands(application, context);
    addBackupCommands(application, context);
    addRingCommands(application, context);
    addPeopleCommands(application, context);
    addRuleCommands(application, context);
    addDeviceCommands(application, context);
    addEventCommands(application, context);
    addRetentionCommands(application, context);
    addSubjectCommands(application, context);
    addRequestCommands(application, context);
    addImpactCommands(application, context);
    addReplayCommands(application, context);
    addDrillCommands(application, context);
    auto* evaluate = application.add_subcommand("evaluate", "Measure recognition on labelled pictures");
    evaluate->require_subcommand(1);
    addEvaluatePlateCommands(*evaluate, context);
    addEvaluateFaceCommands(*evaluate, context);

    try {
        application.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        return application.exit(problem) == 0 ? ExitSuccess : ExitUsage;
    }
    return context.run();
}
