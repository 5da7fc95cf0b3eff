#include "core/access/ScheduleRows.h"

#include "core/access/AccessNames.h"
#include "core/access/WeeklyWindows.h"

#include <algorithm>

namespace gatehouse::access {

namespace {

Result<void> insertWindows(store::Database& database, ScheduleId id, const QList<WeeklyWindow>& windows)
{
    GATEHOUSE_TRY_ASSIGN(insert,
        database.prepare("INSERT INTO schedule_windows (schedule_id, weekday, start_minute, end_minute) "
                         "VALUES (?1, ?2, ?3, ?4)"));
    for (const WeeklyWindow& window : windows) {
        insert.bindAll(id, window.weekday, window.startMinute, window.endMinute);
        GATEHOUSE_TRY(insert.run());
    }
    return {};
}

} // namespace

Result<QList<Schedule>> readSchedules(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(rows,
        database.prepare("SELECT s.id, s.name, w.weekday, w.start_minute, w.end_minute, s.version FROM schedules s "
                         "LEFT JOIN schedule_windows w ON w.schedule_id = s.id "
                         "ORDER BY s.name, s.id, w.weekday, w.start_minute"));
    QList<Schedule> schedules;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(hasRow, rows.step());
        if (!hasRow)
            return schedules;
        const ScheduleId id = rows.id<ScheduleId>(0);
        if (schedules.isEmpty() || schedules.last().id != id)
            schedules.append({ id, rows.text(1), {}, RowVersion(rows.integer(5)) });
        if (!rows.isNull(2))
            schedules.last().windows.append({ static_cast<int>(rows.integer(2)), static_cast<int>(rows.integer(3)),
                static_cast<int>(rows.integer(4)) });
    }
}

Result<Schedule> checkedSchedule(store::Database& database, const Schedule& draft)
{
    Schedule checked = draft;
    GATEHOUSE_TRY_ASSIGN(
        name, checkedName(database, "SELECT id FROM schedules WHERE name = ?1", draft.name, draft.id.value()));
    checked.name = name;
    if (draft.windows.isEmpty() || !std::all_of(draft.windows.cbegin(), draft.windows.cend(), isValidWindow))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("windows"));
    checked.windows = normalized(draft.windows);
    return checked;
}

Result<ScheduleId> insertSchedule(store::Transaction& transaction, const Schedule& schedule)
{
    store::Database& database = transaction.database();
    GATEHOUSE_TRY_ASSIGN(insert, database.prepare("INSERT INTO schedules (name) VALUES (?1)"));
    insert.bindAll(schedule.name);
    GATEHOUSE_TRY(insert.run());
    const ScheduleId id(database.lastInsertId());
    GATEHOUSE_TRY(insertWindows(database, id, schedule.windows));
    return id;
}

Result<void> rewriteSchedule(store::Transaction& transaction, const Schedule& schedule)
{
    store::Database& database = transaction.database();
    GATEHOUSE_TRY_ASSIGN(update, database.prepare("UPDATE schedules SET name = ?1 WHERE id = ?2"));
    update.bindAll(schedule.name, schedule.id);
    GATEHOUSE_TRY(update.run());
    GATEHOUSE_TRY_ASSIGN(clear, database.prepare("DELETE FROM schedule_windows WHERE schedule_id = ?1"));
    clear.bindAll(schedule.id);
    GATEHOUSE_TRY(clear.run());
    return insertWindows(database, schedule.id, schedule.windows);
}

QJsonObject scheduleAsCodes(const Schedule& schedule)
{
    return { { QStringLiteral("windows"), schedule.windows.size() } };
}

} // namespace gatehouse::access
