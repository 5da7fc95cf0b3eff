#include "app/ctl/AccessJson.h"

#include "app/ctl/CommandTree.h"
#include "core/access/WeeklyWindows.h"

#include <QJsonArray>

namespace gatehouse::ctl {

namespace {

template <typename IdType>
QJsonValue nameOrNull(const QHash<IdType, QString>& names, IdType id)
{
    return id.isValid() ? QJsonValue(names.value(id)) : QJsonValue(QJsonValue::Null);
}

} // namespace

QJsonObject toJson(const access::Zone& zone)
{
    return { { QStringLiteral("id"), zone.id.value() }, { QStringLiteral("name"), zone.name } };
}

QJsonObject toJson(const access::Schedule& schedule)
{
    QJsonArray windows;
    for (const access::WeeklyWindow& window : schedule.windows)
        windows.append(access::windowText(window));
    return { { QStringLiteral("id"), schedule.id.value() }, { QStringLiteral("name"), schedule.name },
        { QStringLiteral("windows"), windows } };
}

QJsonObject toJson(const access::AccessRule& rule, const SiteNames& names)
{
    return {
        { QStringLiteral("id"), rule.id.value() },
        { QStringLiteral("name"), rule.name },
        { QStringLiteral("effect"), access::effectCode(rule.effect) },
        { QStringLiteral("group"), nameOrNull(names.groups, rule.group) },
        { QStringLiteral("zone"), nameOrNull(names.zones, rule.zone) },
        { QStringLiteral("schedule"), nameOrNull(names.schedules, rule.schedule) },
        { QStringLiteral("from"), momentJson(rule.validity.from) },
        { QStringLiteral("until"), momentJson(rule.validity.until) },
        { QStringLiteral("enabled"), rule.isEnabled },
    };
}

QJsonObject toJson(const access::GateSettings& gate)
{
    QJsonObject object {
        { QStringLiteral("id"), gate.id.value() },
        { QStringLiteral("name"), gate.name },
        { QStringLiteral("kind"), access::gateKindCode(gate.kind) },
        { QStringLiteral("pulse"), gate.pulseMilliseconds },
    };
    if (gate.kind == access::GateKind::ModbusTcp) {
        object.insert(QStringLiteral("host"), gate.host);
        object.insert(QStringLiteral("port"), gate.port);
        object.insert(QStringLiteral("unit"), gate.unit);
        object.insert(QStringLiteral("coil"), gate.coil);
        object.insert(QStringLiteral("feedback"),
            gate.feedbackInput ? QJsonValue(*gate.feedbackInput) : QJsonValue(QJsonValue::Null));
        object.insert(QStringLiteral("timeout"), gate.timeoutMilliseconds);
    }
    return object;
}

QJsonObject toJson(const lane::Camera& camera)
{
    return {
        { QStringLiteral("id"), camera.id.value() },
        { QStringLiteral("name"), camera.name },
        { QStringLiteral("kind"), video::cameraKindCode(camera.address.kind) },
        { QStringLiteral("address"), lane::shownAddress(camera.address) },
        { QStringLiteral("enabled"), camera.isEnabled },
    };
}

QJsonObject toJson(const lane::Lane& lane, const SiteNames& names)
{
    const QRectF& region = lane.regionOfInterest;
    return {
        { QStringLiteral("id"), lane.id.value() },
        { QStringLiteral("name"), lane.name },
        { QStringLiteral("camera"), nameOrNull(names.cameras, lane.camera) },
        { QStringLiteral("purpose"), lane::purposeCode(lane.purpose) },
        { QStringLiteral("direction"), access::directionCode(lane.direction) },
        { QStringLiteral("zone"), nameOrNull(names.zones, lane.zone) },
        { QStringLiteral("gate"), nameOrNull(names.gates, lane.gate) },
        { QStringLiteral("regions"), regionCodes(lane.regions) },
        { QStringLiteral("roi"), QJsonArray { region.x(), region.y(), region.width(), region.height() } },
        { QStringLiteral("liveness"), lane.asksLiveness },
        { QStringLiteral("enabled"), lane.isEnabled },
    };
}

} // namespace gatehouse::ctl
