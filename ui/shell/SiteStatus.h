#pragma once

#include "core/access/gates/Gate.h"
#include "core/base/Error.h"
#include "core/base/Id.h"
#include "core/video/CameraSource.h"
#include "ui/shell/StoreHealth.h"

#include <QList>
#include <QString>

#include <optional>

namespace gatehouse::ui {

struct CameraHealth
{
    CameraId id;
    QString name;
    video::CameraState state;

    friend bool operator==(const CameraHealth&, const CameraHealth&) = default;
};

struct GateHealth
{
    GateId id;
    QString name;
    access::GatePhase phase = access::GatePhase::Unknown;

    friend bool operator==(const GateHealth&, const GateHealth&) = default;
};

// What the status strip and the alarm bar know: a value; the functions below are pure and the widgets only render.
struct SiteStatus
{
    QList<CameraHealth> cameras;
    QList<GateHealth> gates;
    std::optional<ErrorCode> recordFailure; // the newest record did not reach the disk
    std::optional<ErrorCode> lanesFailure; // cameras and lanes could not be started
    StoreHealth health; // the store's disk, its backups, and how many people are in it

    friend bool operator==(const SiteStatus&, const SiteStatus&) = default;
};

[[nodiscard]] SiteStatus withCamera(SiteStatus status, CameraId id, const video::CameraState& state);
[[nodiscard]] SiteStatus withGate(SiteStatus status, GateId id, access::GatePhase phase);
[[nodiscard]] SiteStatus withRecord(SiteStatus status, std::optional<ErrorCode> failure);

// Who may not count people (a locked screen) leaves the number as it was.
[[nodiscard]] SiteStatus withHealth(SiteStatus status, const StoreHealth& health);

struct CameraCount
{
    int live = 0;
    int starting = 0; // connecting for the first time
    int silent = 0; // stale, failed
    qint64 longestSilence = 0; // ms
};
[[nodiscard]] CameraCount countCameras(const SiteStatus& status);

// What needs a person now, the most urgent first: records that fail, a disk that is nearly full, gates that do not
// answer, silent cameras (the one silent longest first), a trail that is not the signed one, a key file that was an
// older one, operators brought back by the recovery code, a clock that cannot be believed, backups that are too old.
struct SiteAlarm
{
    enum class Kind {
        Record,
        Disk,
        Lanes,
        Gate,
        Camera,
        History,
        KeyFile,
        Recovered,
        Rules,
        Tables,
        Clock,
        Retention,
        Backup
    };
    Kind kind = Kind::Camera;
    QString name; // of the camera, the gate or the operator
    video::CameraState camera;
    std::optional<ErrorCode> reason;
    StoreHealth health; // with Disk, History and Backup

    friend bool operator==(const SiteAlarm&, const SiteAlarm&) = default;
};
[[nodiscard]] QList<SiteAlarm> alarmsOf(const SiteStatus& status);
[[nodiscard]] QString alarmText(const SiteAlarm& alarm);

} // namespace gatehouse::ui
