#pragma once

#include "core/access/AccessTypes.h"
#include "core/base/Result.h"
#include "core/store/Transaction.h"

#include <QJsonObject>

namespace gatehouse::access {

// Schedules as rows of the store, for RuleBook: no permission is asked, nothing audited and no version looked at here.

Result<QList<Schedule>> readSchedules(store::Database& database); // by name
// As it is stored. InvalidArgument ("name", "windows" when there is none or one is out of range) or AlreadyExists.
Result<Schedule> checkedSchedule(store::Database& database, const Schedule& draft);
Result<ScheduleId> insertSchedule(store::Transaction& transaction, const Schedule& schedule);
Result<void> rewriteSchedule(store::Transaction& transaction, const Schedule& schedule);
// For the audit trail: everything but the name.
[[nodiscard]] QJsonObject scheduleAsCodes(const Schedule& schedule);

} // namespace gatehouse::access
