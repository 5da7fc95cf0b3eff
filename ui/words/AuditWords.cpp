#include "ui/words/AuditWords.h"

#include <QCoreApplication>
#include <QHash>

namespace gatehouse::ui {

namespace {

struct AuditTexts
{
    Q_DECLARE_TR_FUNCTIONS(AuditWords)
public:
    static QHash<QString, QString> actions();
    static QHash<QString, QString> subjects();
    static QList<AuditTopic> topics();
};

QHash<QString, QString> AuditTexts::actions()
{
    return {
        { QStringLiteral("site.create"), tr("Made the site") },
        { QStringLiteral("drill.run"), tr("Ran a breach drill") },
        { QStringLiteral("site.recover"), tr("Came back with the recovery code") },
        { QStringLiteral("store.rules-restored"), tr("Put back rules that had been taken out of the store") },
        { QStringLiteral("site.keys-older"), tr("Found an older key file in the place of the site's") },
        { QStringLiteral("site.rekey-start"), tr("Began to renew the site's key") },
        { QStringLiteral("site.rekey"), tr("Renewed the site's key") },
        { QStringLiteral("site.recovery-code"), tr("Made a new recovery code") },
        { QStringLiteral("sign-in"), tr("Signed in") },
        { QStringLiteral("sign-in.refuse"), tr("Was refused at sign-in") },
        { QStringLiteral("operator.add"), tr("Added an operator") },
        { QStringLiteral("operator.disable"), tr("Disabled an operator") },
        { QStringLiteral("operator.confirm-recovered"), tr("Confirmed who came back with the recovery code") },
        { QStringLiteral("operator.enable"), tr("Enabled an operator") },
        { QStringLiteral("operator.passphrase"), tr("Changed the passphrase") },
        { QStringLiteral("approval.give"), tr("Approved somebody else's act") },
        { QStringLiteral("approval.refuse"), tr("Could not approve an act") },
        { QStringLiteral("approval.alone"), tr("Acted alone: nobody else could approve") },
        { QStringLiteral("audit.list"), tr("Read the audit trail") },
        { QStringLiteral("audit.search"), tr("Searched the audit trail") },
        { QStringLiteral("audit.export"), tr("Exported the audit trail") },
        { QStringLiteral("audit.mismatch"), tr("Found that the trail is not the one that was signed") },
        { QStringLiteral("audit.match"), tr("Found that the trail is the signed one again") },
        { QStringLiteral("audit.accept"), tr("Accepted a trail that does not match what was signed") },
        { QStringLiteral("audit.prune"), tr("Removed the oldest entries of the trail") },
        { QStringLiteral("operator.second-factor-on"), tr("Turned the second factor on") },
        { QStringLiteral("operator.second-factor-off"), tr("Turned the second factor off") },
        { QStringLiteral("operator.second-factor-remove"), tr("Removed a lost second factor") },
        { QStringLiteral("person.add"), tr("Added a person") },
        { QStringLiteral("person.update"), tr("Changed a person") },
        { QStringLiteral("person.remove"), tr("Removed a person") },
        { QStringLiteral("person.erase"), tr("Erased a person for good") },
        { QStringLiteral("person.seal"), tr("Entered sealed data of a person") },
        { QStringLiteral("person.show-sealed"), tr("Was shown sealed data of a person") },
        { QStringLiteral("vehicle.erase"), tr("Erased a vehicle for good") },
        { QStringLiteral("vehicle.add"), tr("Added a vehicle") },
        { QStringLiteral("vehicle.update"), tr("Changed a vehicle") },
        { QStringLiteral("vehicle.remove"), tr("Removed a vehicle") },
        { QStringLiteral("group.add"), tr("Added a group") },
        { QStringLiteral("group.rename"), tr("Renamed a group") },
        { QStringLiteral("group.remove"), tr("Removed a group") },
        { QStringLiteral("consent.record"), tr("Recorded a consent") },
        { QStringLiteral("consent.withdraw"), tr("Withdrew a consent") },
        { QStringLiteral("consent.look"), tr("Looked at the proof of a consent") },
        { QStringLiteral("template.renew"), tr("Renewed every face template") },
        { QStringLiteral("ring.seal"), tr("Sealed what an older version had stored") },
        { QStringLiteral("ring.rotation"), tr("Found the secret of the face templates gone") },
        { QStringLiteral("log.kept"),
            tr("What was deleted had to stay in the log of the store: somebody was reading") },
        { QStringLiteral("log.truncate"), tr("Removed from the log of the store what had been deleted") },
        { QStringLiteral("ring.turn-templates"), tr("Face templates can be compared again: their key ring is back") },
        { QStringLiteral("ring.replace-keys"), tr("Gave new keys to people and vehicles whose keys were lost") },
        { QStringLiteral("ring.forget-again"), tr("Forgot again what an older copy had brought back") },
        { QStringLiteral("template.add"), tr("Enrolled a face") },
        { QStringLiteral("template.remove"), tr("Removed enrolled faces") },
        { QStringLiteral("zone.add"), tr("Added a zone") },
        { QStringLiteral("zone.rename"), tr("Renamed a zone") },
        { QStringLiteral("zone.remove"), tr("Removed a zone") },
        { QStringLiteral("schedule.add"), tr("Added a schedule") },
        { QStringLiteral("schedule.update"), tr("Changed a schedule") },
        { QStringLiteral("schedule.remove"), tr("Removed a schedule") },
        { QStringLiteral("rule.add"), tr("Added a rule") },
        { QStringLiteral("rule.update"), tr("Changed a rule") },
        { QStringLiteral("rule.remove"), tr("Removed a rule") },
        { QStringLiteral("camera.add"), tr("Added a camera") },
        { QStringLiteral("camera.update"), tr("Changed a camera") },
        { QStringLiteral("camera.remove"), tr("Removed a camera") },
        { QStringLiteral("lane.add"), tr("Added a lane") },
        { QStringLiteral("lane.update"), tr("Changed a lane") },
        { QStringLiteral("lane.remove"), tr("Removed a lane") },
        { QStringLiteral("gate.add"), tr("Added a gate") },
        { QStringLiteral("gate.update"), tr("Changed a gate") },
        { QStringLiteral("gate.remove"), tr("Removed a gate") },
        { QStringLiteral("gate.test-open"), tr("Opened a gate for a test") },
        { QStringLiteral("gate.test-result"), tr("Result of a gate test") },
        { QStringLiteral("event.recognition"), tr("A lane decided") },
        { QStringLiteral("event.operator"), tr("Decided at a lane") },
        { QStringLiteral("event.gate"), tr("A gate reported") },
        { QStringLiteral("event.look"), tr("Looked at the pictures of an event") },
        { QStringLiteral("event.view"), tr("Opened an event") },
        { QStringLiteral("event.list"), tr("Listed events") },
        { QStringLiteral("event.search"), tr("Searched events") },
        { QStringLiteral("person.list"), tr("Listed people") },
        { QStringLiteral("person.search"), tr("Searched people") },
        { QStringLiteral("person.view"), tr("Opened a person's record") },
        { QStringLiteral("person.look-alike"), tr("Was told whom a new face looks like") },
        { QStringLiteral("vehicle.list"), tr("Listed vehicles") },
        { QStringLiteral("vehicle.search"), tr("Searched vehicles") },
        { QStringLiteral("vehicle.view"), tr("Opened a vehicle's record") },
        { QStringLiteral("backup.settings"), tr("Changed how backups are made") },
        { QStringLiteral("backup.take"), tr("Took a backup") },
        { QStringLiteral("backup.verify"), tr("Checked a backup") },
        { QStringLiteral("backup.drill"), tr("Rehearsed a restore") },
        { QStringLiteral("backup.prune"), tr("Dropped old backups") },
        { QStringLiteral("backup.restore-approve"), tr("Approved a restore") },
        { QStringLiteral("backup.restore"), tr("Restored a backup") },
        { QStringLiteral("backup.restore-settle"), tr("Checked a restored store") },
        { QStringLiteral("backup.ring-export"), tr("Copied the key ring") },
        { QStringLiteral("backup.ring-import"), tr("Brought the key ring back") },
        { QStringLiteral("retention.change"), tr("Changed how long data is kept") },
        { QStringLiteral("retention.run"), tr("Deleted what was overdue") },
        { QStringLiteral("retention.clock"), tr("Said that the clock is right") },
        { QStringLiteral("subject.show"), tr("Looked at everything held about somebody") },
        { QStringLiteral("consent.export"), tr("Exported the proof of a consent") },
        { QStringLiteral("list.export"), tr("Exported a whole list") },
        { QStringLiteral("subject.export"), tr("Exported what is held about somebody") },
        { QStringLiteral("subject.restrict"), tr("Restricted the use of data") },
        { QStringLiteral("subject.lift"), tr("Lifted a restriction") },
        { QStringLiteral("subject.erase"), tr("Erased what was held about somebody") },
        { QStringLiteral("request.list"), tr("Listed requests") },
        { QStringLiteral("request.view"), tr("Opened a request") },
        { QStringLiteral("request.add"), tr("Noted a request") },
        { QStringLiteral("request.update"), tr("Changed the note of a request") },
        { QStringLiteral("request.rectify"), tr("Corrected what a request asked for") },
        { QStringLiteral("request.close"), tr("Closed a request") },
        { QStringLiteral("impact-assessment.make"), tr("Made an impact assessment") },
    };
}

QHash<QString, QString> AuditTexts::subjects()
{
    return {
        { QStringLiteral("site"), tr("Site") },
        { QStringLiteral("operator"), tr("Operator") },
        { QStringLiteral("audit"), tr("Audit trail") },
        { QStringLiteral("person"), tr("Person") },
        { QStringLiteral("vehicle"), tr("Vehicle") },
        { QStringLiteral("group"), tr("Group") },
        { QStringLiteral("zone"), tr("Zone") },
        { QStringLiteral("schedule"), tr("Schedule") },
        { QStringLiteral("rule"), tr("Rule") },
        { QStringLiteral("camera"), tr("Camera") },
        { QStringLiteral("lane"), tr("Lane") },
        { QStringLiteral("gate"), tr("Gate") },
        { QStringLiteral("event"), tr("Event") },
        { QStringLiteral("backup"), tr("Backup") },
        { QStringLiteral("plate"), tr("Plate") },
        { QStringLiteral("request"), tr("Request") },
    };
}

QList<AuditTopic> AuditTexts::topics()
{
    return {
        { tr("Every action"), {} },
        { tr("Sign-in"), QStringLiteral("sign-in") },
        { tr("Refused sign-ins"), QStringLiteral("sign-in.refuse") },
        { tr("Operators"), QStringLiteral("operator.") },
        { tr("Approvals"), QStringLiteral("approval.") },
        { tr("People"), QStringLiteral("person.") },
        { tr("Consents"), QStringLiteral("consent.") },
        { tr("Enrolled faces"), QStringLiteral("template.") },
        { tr("Vehicles"), QStringLiteral("vehicle.") },
        { tr("Groups"), QStringLiteral("group.") },
        { tr("Rules"), QStringLiteral("rule.") },
        { tr("Zones"), QStringLiteral("zone.") },
        { tr("Schedules"), QStringLiteral("schedule.") },
        { tr("Cameras"), QStringLiteral("camera.") },
        { tr("Lanes"), QStringLiteral("lane.") },
        { tr("Gates"), QStringLiteral("gate.") },
        { tr("Decisions of operators"), QStringLiteral("event.operator") },
        { tr("Decisions of lanes"), QStringLiteral("event.recognition") },
        { tr("Reports of gates"), QStringLiteral("event.gate") },
        { tr("Looks at pictures"), QStringLiteral("event.look") },
        { tr("Backups"), QStringLiteral("backup.") },
        { tr("Retention"), QStringLiteral("retention.") },
        { tr("Rights of those recorded"), QStringLiteral("subject.") },
        { tr("Requests"), QStringLiteral("request.") },
        { tr("The audit trail itself"), QStringLiteral("audit.") },
        { tr("Site"), QStringLiteral("site.") },
    };
}

} // namespace

QString auditActionText(const QString& action)
{
    return AuditTexts::actions().value(action, action);
}

QString auditSubjectText(const audit::Subject& subject)
{
    const QString kind = AuditTexts::subjects().value(subject.kind, subject.kind);
    return subject.id == 0 ? kind : kind + QLatin1Char(' ') + QString::number(subject.id);
}

QList<AuditTopic> auditTopics()
{
    return AuditTexts::topics();
}

QStringList auditActionsSaying(const QString& typed)
{
    const QHash<QString, QString> actions = AuditTexts::actions();
    QStringList saying;
    for (auto action = actions.begin(); action != actions.end(); ++action) {
        if (action.value().contains(typed, Qt::CaseInsensitive))
            saying.append(action.key());
    }
    return saying;
}

bool isNotable(const QString& action)
{
    return action.endsWith(QStringLiteral(".refuse")) || action == QStringLiteral("site.recover")
        || action == QStringLiteral("audit.mismatch") || action == QStringLiteral("audit.accept")
        || action == QStringLiteral("site.keys-older") || action == QStringLiteral("store.rules-restored")
        || action == QStringLiteral("approval.alone") || action == QStringLiteral("audit.export")
        || action == QStringLiteral("operator.disable") || action == QStringLiteral("consent.withdraw");
}

} // namespace gatehouse::ui
