#pragma once

#include "core/access/GateRegistry.h"
#include "core/access/RuleBook.h"
#include "core/lane/LaneRegistry.h"

namespace gatehouse::ui {

// Cameras, lanes and gates of the site with the zones lanes lead to, read at one moment. A value. Camera addresses may
// hold passwords: shown only through lane::shownAddress().
struct DeviceBook
{
    QList<lane::Camera> cameras;
    QList<lane::Lane> lanes;
    QList<access::GateSettings> gates;
    QList<access::Zone> zones;

    [[nodiscard]] const lane::Camera* camera(CameraId id) const;
    [[nodiscard]] const lane::Lane* lane(LaneId id) const;
    [[nodiscard]] const access::GateSettings* gate(GateId id) const;
    // Empty for what is not there.
    [[nodiscard]] QString cameraName(CameraId id) const;
    [[nodiscard]] QString gateName(GateId id) const;
    [[nodiscard]] QString zoneName(ZoneId id) const;
    // Names of the lanes that use it, joined.
    [[nodiscard]] QString lanesOf(CameraId id) const;
    [[nodiscard]] QString lanesOf(GateId id) const;
};

Result<DeviceBook> readDeviceBook(store::Database& database, const Clock& clock, const security::ActingOperator& actor);

} // namespace gatehouse::ui
