#include "app/drill/MoreChecks.h"

#include "core/backup/Backups.h"
#include "core/privacy/RetentionBook.h"

namespace gatehouse::drill {

namespace {

void add(DrillReport& report, FindingKind kind, const QString& what, const QString& detail = {})
{
    report.findings.append({ kind, DrillPlace::Site, what, detail, {} });
}

} // namespace

void checkRetention(const SiteView& view, const security::ActingOperator&, DrillReport& report)
{
    const auto overdue = view.site.reader().call(
        [&view](store::Database& database) { return privacy::countOverdue(database, view.clock.now()); });
    if (!overdue)
        add(report, FindingKind::NotLookedAt, QStringLiteral("retention"),
            QString(errorCodeName(overdue.error().code)));
    else if (*overdue > 0)
        add(report, FindingKind::Overdue, QString::number(*overdue));
    report.site.insert(QStringLiteral("overdue"), overdue ? *overdue : -1);
}

void checkBackups(const SiteView& view, const security::ActingOperator& actor, DrillReport& report)
{
    backup::Backups backups(view.site, view.clock);
    const auto health = backups.health();
    if (!health) {
        add(report, FindingKind::NotLookedAt, QStringLiteral("backups"), QString(errorCodeName(health.error().code)));
        return;
    }
    if (health->isTooOld) {
        const QString last = health->lastGood ? health->lastGood->toIso() : QString();
        add(report, health->lastGood ? FindingKind::BackupOld : FindingKind::BackupMissing, last);
    }
    if (health->lastGood)
        report.site.insert(QStringLiteral("lastBackup"), health->lastGood->toIso());
    if (!actor.may(security::Permission::ManageBackups))
        return;
    const auto shelved = backups.list(actor);
    for (const backup::ShelvedBackup& one : shelved ? *shelved : QList<backup::ShelvedBackup>()) {
        if (one.fault)
            add(report, FindingKind::BackupUnverified, one.file, QString(errorCodeName(*one.fault)));
    }
    const auto drilled = backups.lastDrill(actor);
    if (drilled && *drilled && (*drilled)->failure)
        add(report, FindingKind::BackupUnverified, QStringLiteral("restore drill"),
            QString(errorCodeName(*(*drilled)->failure)));
}

} // namespace gatehouse::drill
