#include "core/lane/LaneRegistry.h"

#include "core/audit/AuditTrail.h"
#include "core/lane/DeviceRows.h"

namespace gatehouse::lane {

using security::ActingOperator;
using security::Permission;

namespace {

Result<void> appendDeviceEntry(store::Transaction& transaction, const Clock& clock, const ActingOperator& actor,
    const QString& kind, const QString& verb, qint64 id, const QJsonObject& detail = {})
{
    return audit::append(transaction, clock, { actor.id, kind + QLatin1Char('.') + verb, { kind, id }, detail });
}

Result<void> deleteDevice(store::Transaction& transaction, QByteArrayView sql, qint64 id, const QString& kind)
{
    GATEHOUSE_TRY_ASSIGN(removal, transaction.database().prepare(sql));
    removal.bindAll(id);
    GATEHOUSE_TRY(removal.run());
    if (transaction.database().changedRows() != 1)
        return failure(ErrorCode::NotFound, kind);
    return {};
}

const QString CameraWord = QStringLiteral("camera");
const QString LaneWord = QStringLiteral("lane");
const QString AddWord = QStringLiteral("add");
const QString UpdateWord = QStringLiteral("update");
const QString RemoveWord = QStringLiteral("remove");

} // namespace

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
    GATEHOUSE_TRY(actor.require(Permission::EditDevices));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    Camera added = draft;
    added.id = {};
    GATEHOUSE_TRY_ASSIGN(checked, checkedCamera(m_database, added));
    GATEHOUSE_TRY_ASSIGN(id, insertCamera(transaction, checked));
    GATEHOUSE_TRY(
        appendDeviceEntry(transaction, m_clock, actor, CameraWord, AddWord, id.value(), cameraAsCodes(checked)));
    GATEHOUSE_TRY(transaction.commit());
    return id;
}

Result<void> LaneRegistry::updateCamera(const ActingOperator& actor, const Camera& camera)
{
    GATEHOUSE_TRY(actor.require(Permission::EditDevices));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY_ASSIGN(checked, checkedCamera(m_database, camera));
    GATEHOUSE_TRY(rewriteCamera(transaction, checked));
    GATEHOUSE_TRY(appendDeviceEntry(
        transaction, m_clock, actor, CameraWord, UpdateWord, camera.id.value(), cameraAsCodes(checked)));
    return transaction.commit();
}

Result<void> LaneRegistry::removeCamera(const ActingOperator& actor, CameraId id)
{
    GATEHOUSE_TRY(actor.require(Permission::EditDevices));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY(deleteDevice(transaction, "DELETE FROM cameras WHERE id = ?1", id.value(), CameraWord));
    GATEHOUSE_TRY(appendDeviceEntry(transaction, m_clock, actor, CameraWord, RemoveWord, id.value()));
    return transaction.commit();
}

Result<QList<Lane>> LaneRegistry::lanes(const ActingOperator& actor)
{
    // Whoever may read events may know the lanes they came from.
    if (!actor.may(Permission::ViewEvents))
        GATEHOUSE_TRY(actor.require(Permission::ViewDevices));
    return readLanes(m_database);
}

Result<LaneId> LaneRegistry::addLane(const ActingOperator& actor, const Lane& draft)
{
    GATEHOUSE_TRY(actor.require(Permission::EditDevices));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    Lane added = draft;
    added.id = {};
    GATEHOUSE_TRY_ASSIGN(checked, checkedLane(m_database, added));
    GATEHOUSE_TRY_ASSIGN(id, insertLane(transaction, checked));
    GATEHOUSE_TRY(appendDeviceEntry(transaction, m_clock, actor, LaneWord, AddWord, id.value(), laneAsCodes(checked)));
    GATEHOUSE_TRY(transaction.commit());
    return id;
}

Result<void> LaneRegistry::updateLane(const ActingOperator& actor, const Lane& lane)
{
    GATEHOUSE_TRY(actor.require(Permission::EditDevices));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY_ASSIGN(checked, checkedLane(m_database, lane));
    GATEHOUSE_TRY(rewriteLane(transaction, checked));
    GATEHOUSE_TRY(
        appendDeviceEntry(transaction, m_clock, actor, LaneWord, UpdateWord, lane.id.value(), laneAsCodes(checked)));
    return transaction.commit();
}

Result<void> LaneRegistry::removeLane(const ActingOperator& actor, LaneId id)
{
    GATEHOUSE_TRY(actor.require(Permission::EditDevices));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY(deleteDevice(transaction, "DELETE FROM lanes WHERE id = ?1", id.value(), LaneWord));
    GATEHOUSE_TRY(appendDeviceEntry(transaction, m_clock, actor, LaneWord, RemoveWord, id.value()));
    return transaction.commit();
}

} // namespace gatehouse::lane
