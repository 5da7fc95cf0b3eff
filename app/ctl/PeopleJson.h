#pragma once

#include "core/enrolment/ImportTypes.h"
#include "core/people/PeopleCount.h"
#include "core/people/Person.h"

#include <QHash>
#include <QJsonObject>
#include <QString>

namespace gatehouse::ctl {

// People, vehicles, groups and imports as gatehousectl prints them. Times are ISO 8601 UTC or null; codes as in CSV
// files.

class CtlContext;

using GroupNames = QHash<GroupId, QString>;

[[nodiscard]] QJsonObject toJson(const people::Person& person, const GroupNames& groups);
[[nodiscard]] QJsonObject toJson(const people::Vehicle& vehicle, const GroupNames& groups);
[[nodiscard]] QJsonObject toJson(const people::Group& group);
[[nodiscard]] QJsonObject toJson(const enrolment::ImportReport& report);
// With the numbers at which a site is warned and must be filed; "level" is "below", "near" or "close".
[[nodiscard]] QJsonObject toJson(const people::PeopleCount& count);
// Says on standard error when the site is near the number from which it must be filed.
void sayFilingLevel(const CtlContext& context, const people::PeopleCount& count);

} // namespace gatehouse::ctl
