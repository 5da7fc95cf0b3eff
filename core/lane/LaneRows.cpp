#include "core/access/AccessNames.h"
#include "core/lane/DeviceRows.h"

namespace gatehouse::lane {

namespace {

// What the schema's check allows for sums of fractions.
constexpr double RoundingSlack = 0.0001;

Result<void> requireDevice(store::Database& database, QByteArrayView sql, qint64 id, QLatin1StringView field)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare(sql));
    query.bindAll(id);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    if (!found)
        return failure(ErrorCode::NotFound, field);
    return {};
}

bool isWithinFrame(const QRectF& region)
{
    return region.left() >= 0 && region.top() >= 0 && region.width() > 0 && region.height() > 0
        && region.right() <= 1 + RoundingSlack && region.bottom() <= 1 + RoundingSlack;
}

void bindLane(store::Statement& statement, const Lane& lane)
{
    const QRectF& region = lane.regionOfInterest;
    statement.bindAll(lane.name, access::directionCode(lane.direction), purposeCode(lane.purpose), lane.camera,
        lane.gate, lane.zone, regionCodes(lane.regions), region.x(), region.y(), region.width(), region.height(),
        lane.asksLiveness, lane.isEnabled);
}

} // namespace

Result<QList<Lane>> readLanes(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(rows,
        database.prepare("SELECT id, name, direction, purpose, camera_id, gate_id, zone_id, regions, roi_x, roi_y, "
                         "roi_width, roi_height, asks_liveness, is_enabled, version FROM lanes ORDER BY name"));
    QList<Lane> lanes;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(hasRow, rows.step());
        if (!hasRow)
            return lanes;
        const auto direction = access::directionFromCode(rows.text(2));
        const auto purpose = purposeFromCode(rows.text(3));
        const auto regions = regionsFromCodes(rows.text(7));
        if (!direction || !purpose || !regions)
            return failure(ErrorCode::FormatInvalid, QStringLiteral("lane %1").arg(rows.integer(0)));
        Lane lane;
        lane.id = rows.id<LaneId>(0);
        lane.name = rows.text(1);
        lane.direction = *direction;
        lane.purpose = *purpose;
        lane.camera = rows.id<CameraId>(4);
        lane.gate = rows.id<GateId>(5);
        lane.zone = rows.id<ZoneId>(6);
        lane.regions = *regions;
        lane.regionOfInterest = QRectF(rows.real(8), rows.real(9), rows.real(10), rows.real(11));
        lane.asksLiveness = rows.boolean(12);
        lane.isEnabled = rows.boolean(13);
        lane.version = RowVersion(rows.integer(14));
        lanes.append(lane);
    }
}

Result<Lane> checkedLane(store::Database& database, const Lane& draft)
{
    Lane checked = draft;
    GATEHOUSE_TRY_ASSIGN(
        name, access::checkedName(database, "SELECT id FROM lanes WHERE name = ?1", draft.name, draft.id.value()));
    checked.name = name;
    if (checked.purpose == Purpose::Plates)
        checked.asksLiveness = false;
    else
        checked.regions.clear();
    if (checked.purpose == Purpose::Plates && checked.regions.isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("regions"));
    if (!isWithinFrame(checked.regionOfInterest))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("region-of-interest"));
    GATEHOUSE_TRY(requireDevice(
        database, "SELECT 1 FROM cameras WHERE id = ?1", checked.camera.value(), QLatin1StringView("camera")));
    GATEHOUSE_TRY(
        requireDevice(database, "SELECT 1 FROM zones WHERE id = ?1", checked.zone.value(), QLatin1StringView("zone")));
    if (checked.gate.isValid())
        GATEHOUSE_TRY(requireDevice(
            database, "SELECT 1 FROM gates WHERE id = ?1", checked.gate.value(), QLatin1StringView("gate")));
    return checked;
}

Result<LaneId> insertLane(store::Transaction& transaction, const Lane& lane)
{
    GATEHOUSE_TRY_ASSIGN(insert,
        transaction.database().prepare(
            "INSERT INTO lanes (name, direction, purpose, camera_id, gate_id, zone_id, regions, roi_x, roi_y, "
            "roi_width, "
            "roi_height, asks_liveness, is_enabled) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"));
    bindLane(insert, lane);
    GATEHOUSE_TRY(insert.run());
    return LaneId(transaction.database().lastInsertId());
}

Result<void> rewriteLane(store::Transaction& transaction, const Lane& lane)
{
    GATEHOUSE_TRY_ASSIGN(update,
        transaction.database().prepare(
            "UPDATE lanes SET name = ?1, direction = ?2, purpose = ?3, camera_id = ?4, gate_id = ?5, zone_id = ?6, "
            "regions = ?7, roi_x = ?8, roi_y = ?9, roi_width = ?10, roi_height = ?11, asks_liveness = ?12, "
            "is_enabled = ?13 WHERE id = ?14"));
    bindLane(update, lane);
    update.bind(14, lane.id);
    return update.run();
}

QJsonObject laneAsCodes(const Lane& lane)
{
    QJsonObject codes { { QStringLiteral("camera"), lane.camera.value() },
        { QStringLiteral("zone"), lane.zone.value() }, { QStringLiteral("purpose"), purposeCode(lane.purpose) },
        { QStringLiteral("direction"), access::directionCode(lane.direction) },
        { QStringLiteral("enabled"), lane.isEnabled } };
    if (lane.gate.isValid())
        codes.insert(QStringLiteral("gate"), lane.gate.value());
    if (lane.asksLiveness)
        codes.insert(QStringLiteral("liveness"), true);
    return codes;
}

} // namespace gatehouse::lane
