#pragma once

#include "core/enrolment/ImportTypes.h"
#include "core/people/Person.h"

#include <QHash>
#include <QJsonObject>
#include <QString>

namespace gatehouse::ctl {

// People, vehicles, groups and imports as gatehousectl prints them. Times are ISO 8601 UTC or null; codes as in CSV
// files.

using GroupNames = QHash<GroupId, QString>;

[[nodiscard]] QJsonObject toJson(const people::Person& person, const GroupNames& groups);
[[nodiscard]] QJsonObject toJson(const people::Vehicle& vehicle, const GroupNames& groups);
[[nodiscard]] QJsonObject toJson(const people::Group& group);
[[nodiscard]] QJsonObject toJson(const enrolment::ImportReport& report);

} // namespace gatehouse::ctl
