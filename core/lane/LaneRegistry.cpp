#include "core/lane/LaneRegistry.h"

#include "core/lane/DeviceRows.h"
#include "core/security/RegistryChange.h"

namespace gatehouse::lane {

using security::ActingOperator;
using security::Permission;
using security::RecordKind;
using security::RegistryChange;

LaneRegistry::LaneRegistry(store::Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<QList<Camera>> LaneRegistry::cameras(const ActingOperator& actor)
{
    GATEHOUSE_TRY(actor.require(Permission::ViewDevices));
    return readCameras(m_database);
}

Result<CameraId> LaneRegistry::addCamera(const ActingOperator& actor, const Camera& draft)
{
    GATEHOUSE_TRY_ASSIGN(change, RegistryChange::begin(m_database, m_clock, actor, RecordKind::Camera));
    Camera added = draft;
    added.id = {};
    GATEHOUSE_TRY_ASSIGN(checked, checkedCamera(m_database, added));
    GATEHOUSE_TRY_ASSIGN(id, insertCamera(change.transaction(), checked));
    GATEHOUSE_TRY(change.commit(QLatin1StringView("add"), id.value(), cameraAsCodes(checked)));
    return id;
}

Result<void> LaneRegistry::updateCamera(const ActingOperator& actor, const Camera& camera)
{
    GATEHOUSE_TRY_ASSIGN(change, RegistryChange::begin(m_database, m_clock, actor, RecordKind::Camera));
    GATEHOUSE_TRY(change.claim(camera.id.value(), camera.version));
    GATEHOUSE_TRY_ASSIGN(checked, checkedCamera(m_database, camera));
    GATEHOUSE_TRY(rewriteCamera(change.transaction(), checked));
    return change.commit(QLatin1StringView("update"), camera.id.value(), cameraAsCodes(checked));
}

Result<void> LaneRegistry::removeCamera(const ActingOperator& actor, CameraId id)
{
    GATEHOUSE_TRY_ASSIGN(change, RegistryChange::begin(m_database, m_clock, actor, RecordKind::Camera));
    GATEHOUSE_TRY(change.deleteRow(id.value()));
    return change.commit(QLatin1StringView("remove"), id.value());
}

Result<QList<Lane>> LaneRegistry::lanes(const ActingOperator& actor)
{
    // Whoever may read events may know the lanes they came from.
    if (!actor.require(Permission::ViewEvents))
        GATEHOUSE_TRY(actor.require(Permission::ViewDevices));
    return readLanes(m_database);
}

Result<LaneId> LaneRegistry::addLane(const ActingOperator& actor, const Lane& draft)
{
    GATEHOUSE_TRY_ASSIGN(change, RegistryChange::begin(m_database, m_clock, actor, RecordKind::Lane));
    Lane added = draft;
    added.id = {};
    GATEHOUSE_TRY_ASSIGN(checked, checkedLane(m_database, added));
    GATEHOUSE_TRY_ASSIGN(id, insertLane(change.transaction(), checked));
    GATEHOUSE_TRY(change.commit(QLatin1StringView("add"), id.value(), laneAsCodes(checked)));
    return id;
}

Result<void> LaneRegistry::updateLane(const ActingOperator& actor, const Lane& lane)
{
    GATEHOUSE_TRY_ASSIGN(change, RegistryChange::begin(m_database, m_clock, actor, RecordKind::Lane));
    GATEHOUSE_TRY(change.claim(lane.id.value(), lane.version));
    GATEHOUSE_TRY_ASSIGN(checked, checkedLane(m_database, lane));
    GATEHOUSE_TRY(rewriteLane(change.transaction(), checked));
    return change.commit(QLatin1StringView("update"), lane.id.value(), laneAsCodes(checked));
}

Result<void> LaneRegistry::removeLane(const ActingOperator& actor, LaneId id)
{
    GATEHOUSE_TRY_ASSIGN(change, RegistryChange::begin(m_database, m_clock, actor, RecordKind::Lane));
    GATEHOUSE_TRY(change.deleteRow(id.value()));
    return change.commit(QLatin1StringView("remove"), id.value());
}

} // namespace gatehouse::lane
