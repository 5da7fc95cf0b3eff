#include "app/drill/DrillPlan.h"

#include "app/drill/MoreChecks.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace gatehouse::drill {

DrillPlan standardDrillPlan()
{
    const QString programs = QCoreApplication::applicationDirPath();
    DrillPlan plan;
    plan.scratch.worker = programs + QStringLiteral("/gatehousectl");
    plan.scratch.workerArguments = { QStringLiteral("drill-worker") };
    const QString console = programs + QStringLiteral("/gatehouse");
    if (QFileInfo(console).isExecutable())
        plan.scratch.console = console;
    // Temporary files, what a desktop keeps of pictures and documents, print jobs and crashes.
    plan.scratch.elsewhere = { QDir::tempPath(), QStringLiteral("/var/tmp"), QStringLiteral("/dev/shm"),
        QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation),
        QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation),
        QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation), QStringLiteral("/var/spool/cups"),
        QStringLiteral("/var/crash"), QStringLiteral("/var/lib/systemd/coredump") };
    plan.checks = siteChecks();
    plan.checks.append(checkRetention);
    plan.checks.append(checkBackups);
    return plan;
}

QStringList ownFolders()
{
    return { QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/log"),
        QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) };
}

} // namespace gatehouse::drill
