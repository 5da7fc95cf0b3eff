#include "ui/shell/SiteStatus.h"

#include "ui/words/AgeText.h"
#include "ui/words/ErrorText.h"
#include "ui/words/SiteTime.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatehouse::ui {

namespace {

struct AlarmWords
{
    Q_DECLARE_TR_FUNCTIONS(SiteAlarm)
};

bool isSilent(const video::CameraState& state)
{
    return state.phase == video::CameraPhase::Stale || state.phase == video::CameraPhase::Failed;
}

} // namespace

SiteStatus withCamera(SiteStatus status, CameraId id, const video::CameraState& state)
{
    for (CameraHealth& camera : status.cameras) {
        if (camera.id == id)
            camera.state = state;
    }
    return status;
}

SiteStatus withGate(SiteStatus status, GateId id, access::GatePhase phase)
{
    for (GateHealth& gate : status.gates) {
        if (gate.id == id)
            gate.phase = phase;
    }
    return status;
}

SiteStatus withRecord(SiteStatus status, std::optional<ErrorCode> failure)
{
    status.recordFailure = failure;
    return status;
}

SiteStatus withHealth(SiteStatus status, const StoreHealth& health)
{
    const std::optional<people::PeopleCount> before = status.health.people;
    status.health = health;
    if (!status.health.people)
        status.health.people = before;
    return status;
}

CameraCount countCameras(const SiteStatus& status)
{
    CameraCount count;
    for (const CameraHealth& camera : status.cameras) {
        if (isSilent(camera.state)) {
            ++count.silent;
            count.longestSilence = std::max(count.longestSilence, camera.state.silentFor);
        } else if (camera.state.phase == video::CameraPhase::Live) {
            ++count.live;
        } else if (camera.state.phase == video::CameraPhase::Connecting) {
            ++count.starting;
        }
    }
    return count;
}

QList<SiteAlarm> alarmsOf(const SiteStatus& status)
{
    QList<SiteAlarm> alarms;
    if (status.recordFailure)
        alarms.append({ SiteAlarm::Kind::Record, {}, {}, status.recordFailure, {} });
    if (status.health.disk.isLow())
        alarms.append({ SiteAlarm::Kind::Disk, {}, {}, {}, status.health });
    if (status.lanesFailure)
        alarms.append({ SiteAlarm::Kind::Lanes, {}, {}, status.lanesFailure, {} });
    for (const GateHealth& gate : status.gates) {
        if (gate.phase == access::GatePhase::Faulty)
            alarms.append({ SiteAlarm::Kind::Gate, gate.name, {}, ErrorCode::GateUnreachable, {} });
    }
    const qsizetype firstCamera = alarms.size();
    for (const CameraHealth& camera : status.cameras) {
        if (isSilent(camera.state))
            alarms.append({ SiteAlarm::Kind::Camera, camera.name, camera.state, camera.state.reason, {} });
    }
    std::stable_sort(alarms.begin() + firstCamera, alarms.end(),
        [](const SiteAlarm& left, const SiteAlarm& right) { return left.camera.silentFor > right.camera.silentFor; });
    if (status.health.history.mismatch)
        alarms.append({ SiteAlarm::Kind::History, {}, {}, {}, status.health });
    if (status.health.history.wasKeyFileOlder)
        alarms.append({ SiteAlarm::Kind::KeyFile, {}, {}, {}, status.health });
    for (const security::RecoveredOperator& one : status.health.recovered)
        alarms.append({ SiteAlarm::Kind::Recovered, one.name, {}, {}, status.health });
    if (!status.health.history.restoredRules.isEmpty())
        alarms.append({ SiteAlarm::Kind::Rules, {}, {}, {}, status.health });
    if (!status.health.history.foreignTables.isEmpty())
        alarms.append({ SiteAlarm::Kind::Tables, {}, {}, {}, status.health });
    if (status.health.isClockDoubted)
        alarms.append({ SiteAlarm::Kind::Clock, {}, {}, {}, status.health });
    if (status.health.isRetentionUnaccounted)
        alarms.append({ SiteAlarm::Kind::Retention, {}, {}, {}, status.health });
    if (status.health.isBackupTooOld)
        alarms.append({ SiteAlarm::Kind::Backup, {}, {}, {}, status.health });
    return alarms;
}

QString alarmText(const SiteAlarm& alarm)
{
    switch (alarm.kind) {
    case SiteAlarm::Kind::Record:
        return AlarmWords::tr("Nothing is recorded: %1").arg(errorText(Error { *alarm.reason, {} }));
    case SiteAlarm::Kind::Lanes:
        return AlarmWords::tr("No lane is running: %1").arg(errorText(Error { *alarm.reason, {} }));
    case SiteAlarm::Kind::Gate:
        return AlarmWords::tr("%1: %2").arg(alarm.name, errorText(Error { *alarm.reason, {} }));
    case SiteAlarm::Kind::Disk:
        return AlarmWords::tr(
            "The disk is nearly full: %1 % left. Free some space now: when nothing is left, nothing is "
            "recorded and gates stay closed.")
            .arg(alarm.health.disk.percentLeft());
    case SiteAlarm::Kind::History:
        return errorText(alarm.health.history.mismatch->error());
    case SiteAlarm::Kind::KeyFile:
        return olderKeyFileText();
    case SiteAlarm::Kind::Recovered:
        return AlarmWords::tr(
            "%1 was brought back by the recovery code. Until another administrator confirms them on the Operators "
            "page, ask them whether it was they.")
            .arg(alarm.name);
    case SiteAlarm::Kind::Rules:
        return restoredRulesText(alarm.health.history.restoredRules);
    case SiteAlarm::Kind::Tables:
        return foreignTablesText(alarm.health.history.foreignTables);
    case SiteAlarm::Kind::Clock:
        return AlarmWords::tr(
            "The clock is days ahead of the time this machine can account for. Until two people say on the privacy "
            "page that it is right, what is overdue is hidden but not deleted.");
    case SiteAlarm::Kind::Retention:
        return AlarmWords::tr(
            "How long data is kept was changed around the program. Until the privacy officer chooses the days again, "
            "nothing is deleted.");
    case SiteAlarm::Kind::Backup:
        return alarm.health.backupAge
            ? AlarmWords::tr("The last good backup is %1 old.").arg(roughAge(*alarm.health.backupAge))
            : AlarmWords::tr("This site has no backup yet.");
    case SiteAlarm::Kind::Camera:
        break;
    }
    QString text = alarm.camera.silentFor > 0
        ? AlarmWords::tr("%1: no picture for %2").arg(alarm.name, SiteTime::age(alarm.camera.silentFor))
        : AlarmWords::tr("%1: no picture").arg(alarm.name);
    if (alarm.reason)
        text += QStringLiteral(" · ") + errorWords(Error { *alarm.reason, {} }).what;
    if (alarm.camera.attempt > 0)
        text += QStringLiteral(" · ") + AlarmWords::tr("reconnecting, try %1").arg(alarm.camera.attempt);
    return text;
}

} // namespace gatehouse::ui
