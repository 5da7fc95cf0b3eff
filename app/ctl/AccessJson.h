#pragma once

#include "core/access/GateRegistry.h"
#include "core/access/RuleBook.h"
#include "core/lane/LaneRegistry.h"

#include <QHash>
#include <QJsonObject>

namespace gatehouse::ctl {

// Zones, schedules, rules and devices as gatehousectl prints them. Times are ISO 8601 UTC or null; codes as they are
// typed. Camera addresses are masked.

// What rows refer to, by name.
struct SiteNames
{
    QHash<GroupId, QString> groups;
    QHash<ZoneId, QString> zones;
    QHash<ScheduleId, QString> schedules;
    QHash<CameraId, QString> cameras;
    QHash<GateId, QString> gates;
};

[[nodiscard]] QJsonObject toJson(const access::Zone& zone);
[[nodiscard]] QJsonObject toJson(const access::Schedule& schedule);
[[nodiscard]] QJsonObject toJson(const access::AccessRule& rule, const SiteNames& names);
[[nodiscard]] QJsonObject toJson(const access::GateSettings& gate);
[[nodiscard]] QJsonObject toJson(const lane::Camera& camera);
[[nodiscard]] QJsonObject toJson(const lane::Lane& lane, const SiteNames& names);

template <typename IdType>
[[nodiscard]] QJsonObject idJson(IdType id)
{
    return { { QStringLiteral("id"), id.value() } };
}

} // namespace gatehouse::ctl
