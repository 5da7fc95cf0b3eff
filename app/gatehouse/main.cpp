#include "app/gatehouse/Console.h"
#include "app/gatehouse/Log.h"
#include "core/security/ProcessMemory.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QLoggingCategory>
#include <QSocketNotifier>
#include <QStandardPaths>

#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace {

int quitPipe[2] = { -1, -1 };

void onQuitSignal(int)
{
    const char word = 1;
    const ssize_t written = write(quitPipe[1], &word, sizeof word);
    static_cast<void>(written);
}

// SIGTERM and Ctrl+C end the program the way the window does: lanes and store are closed in order. exit(), not quit():
// quit() asks the window first, which would ask a person.
std::unique_ptr<QSocketNotifier> quitOnSignals()
{
    if (pipe2(quitPipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return nullptr;
    auto notifier = std::make_unique<QSocketNotifier>(quitPipe[0], QSocketNotifier::Read);
    QObject::connect(notifier.get(), &QSocketNotifier::activated, qApp, [] { QApplication::exit(0); });
    struct sigaction action
    {
    };
    action.sa_handler = onQuitSignal;
    sigaction(SIGTERM, &action, nullptr);
    sigaction(SIGINT, &action, nullptr);
    return notifier;
}

} // namespace

int main(int argc, char** argv)
{
    gatehouse::security::keepMemoryPrivate();
    gatehouse::security::keepFilesPrivate();
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("gatehouse"));
    QApplication::setApplicationVersion(QStringLiteral(GATEHOUSE_VERSION));
    QApplication::setQuitOnLastWindowClosed(false);

    using gatehouse::ui::themeFromCode;
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("The console at the gate of a site."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption site(QStringLiteral("site"), QStringLiteral("Folder of the site."), QStringLiteral("DIR"));
    const QCommandLineOption demo(QStringLiteral("demo"), QStringLiteral("Open the demo site."));
    const QCommandLineOption language(
        QStringLiteral("lang"), QStringLiteral("Language for this start: en, de or zh_CN."), QStringLiteral("CODE"));
    const QCommandLineOption theme(
        QStringLiteral("theme"), QStringLiteral("Theme from now on: night, day or contrast."), QStringLiteral("NAME"));
    parser.addOptions({ site, demo, language, theme });
    parser.process(application);

    const QString data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    const QString config = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
    QDir().mkpath(config);
    gatehouse::startLog(data + QStringLiteral("/log/gatehouse.log"));

    gatehouse::ConsoleOptions options;
    options.siteFolder = parser.isSet(site) ? parser.value(site) : data + QStringLiteral("/site");
    options.demoFolder = parser.isSet(site) ? parser.value(site) : data + QStringLiteral("/demo");
    options.isDemo = parser.isSet(demo);
    options.settingsFile = config + QStringLiteral("/console.ini");
    options.language = parser.value(language);
    if (parser.isSet(theme)) {
        const auto chosen = themeFromCode(parser.value(theme));
        if (!chosen) {
            std::fputs("gatehouse: --theme is night, day or contrast\n", stderr);
            return 2;
        }
        gatehouse::ui::ConsoleSettings(options.settingsFile).setTheme(*chosen);
    }

    const gatehouse::SystemClock clock;
    auto console = gatehouse::Console::create(options, clock);
    if (!console) {
        std::fprintf(stderr, "gatehouse: %s: %s. Build or install the program again.\n",
            gatehouse::errorCodeName(console.error().code).data(), qPrintable(console.error().detail));
        return 1;
    }
    const auto quitNotifier = quitOnSignals();
    (*console)->window().sizeToScreen();
    (*console)->start();
    return QApplication::exec();
}
