#include "ui/admin/DeviceBook.h"

#include <algorithm>

namespace gatehouse::ui {

namespace {

template <typename Row, typename IdType>
const Row* deviceOf(const QList<Row>& rows, IdType id)
{
    const auto found = std::find_if(rows.cbegin(), rows.cend(), [id](const Row& row) { return row.id == id; });
    return found == rows.cend() ? nullptr : &*found;
}

template <typename Uses>
QString laneNames(const QList<lane::Lane>& lanes, Uses uses)
{
    QStringList names;
    for (const lane::Lane& lane : lanes) {
        if (uses(lane))
            names.append(lane.name);
    }
    return names.join(QStringLiteral(", "));
}

} // namespace

const lane::Camera* DeviceBook::camera(CameraId id) const
{
    return deviceOf(cameras, id);
}

const lane::Lane* DeviceBook::lane(LaneId id) const
{
    return deviceOf(lanes, id);
}

const access::GateSettings* DeviceBook::gate(GateId id) const
{
    return deviceOf(gates, id);
}

QString DeviceBook::cameraName(CameraId id) const
{
    const lane::Camera* found = camera(id);
    return found ? found->name : QString();
}

QString DeviceBook::gateName(GateId id) const
{
    const access::GateSettings* found = gate(id);
    return found ? found->name : QString();
}

QString DeviceBook::zoneName(ZoneId id) const
{
    const access::Zone* found = deviceOf(zones, id);
    return found ? found->name : QString();
}

QString DeviceBook::lanesOf(CameraId id) const
{
    return laneNames(lanes, [id](const lane::Lane& lane) { return lane.camera == id; });
}

QString DeviceBook::lanesOf(GateId id) const
{
    return laneNames(lanes, [id](const lane::Lane& lane) { return lane.gate == id; });
}

Result<DeviceBook> readDeviceBook(store::Database& database, const Clock& clock, const security::ActingOperator& actor)
{
    DeviceBook book;
    lane::LaneRegistry registry(database, clock);
    GATEHOUSE_TRY_ASSIGN(cameras, registry.cameras(actor));
    book.cameras = std::move(cameras);
    GATEHOUSE_TRY_ASSIGN(lanes, registry.lanes(actor));
    book.lanes = std::move(lanes);
    GATEHOUSE_TRY_ASSIGN(gates, access::GateRegistry(database, clock).list(actor));
    book.gates = std::move(gates);
    GATEHOUSE_TRY_ASSIGN(zones, access::RuleBook(database, clock).zones(actor));
    book.zones = std::move(zones);
    return book;
}

} // namespace gatehouse::ui
