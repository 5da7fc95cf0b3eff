#include "core/security/Recoveries.h"

namespace gatehouse::security {

Result<void> noteRecovery(store::Transaction& transaction, OperatorId who, const Clock& clock)
{
    GATEHOUSE_TRY_ASSIGN(note,
        transaction.database().prepare(
            "INSERT OR REPLACE INTO operator_recoveries (operator_id, at, monotonic, origin) VALUES (?, ?, ?, ?)"));
    note.bindAll(who, clock.now(), clock.monotonicMilliseconds(), clock.monotonicOrigin());
    return note.run();
}

Result<bool> isHeldBack(store::Database& database, OperatorId who, OperatorId other, const Clock& clock)
{
    GATEHOUSE_TRY_ASSIGN(query,
        database.prepare("SELECT at, monotonic, origin, confirmed_by FROM operator_recoveries WHERE operator_id = ?"));
    query.bindAll(who);
    GATEHOUSE_TRY_ASSIGN(isRecovered, query.step());
    if (!isRecovered)
        return false;
    const bool runsOn = query.text(2) == clock.monotonicOrigin();
    if (clock.now() - query.time(0) >= RecoveryHold
        && (!runsOn || clock.monotonicMilliseconds() - query.integer(1) >= RecoveryHold))
        return false;
    const auto confirmedBy = query.id<OperatorId>(3);
    return !confirmedBy.isValid() || confirmedBy == other || confirmedBy == who;
}

Result<QList<RecoveredOperator>> unconfirmedOperators(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(rows,
        database.prepare("SELECT o.id, o.name, r.at FROM operator_recoveries r JOIN operators o ON o.id = "
                         "r.operator_id WHERE r.confirmed_at IS NULL AND o.is_enabled = 1 ORDER BY r.at, o.id"));
    QList<RecoveredOperator> operators;
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, rows.step());
        if (!found)
            return operators;
        operators.append({ rows.id<OperatorId>(0), rows.text(1), rows.time(2) });
    }
}

Result<bool> confirmRecovery(store::Transaction& transaction, OperatorId who, OperatorId by, UtcTime now)
{
    store::Database& database = transaction.database();
    GATEHOUSE_TRY_ASSIGN(update,
        database.prepare("UPDATE operator_recoveries SET confirmed_at = ?2, confirmed_by = ?3 WHERE operator_id = ?1 "
                         "AND confirmed_at IS NULL"));
    update.bindAll(who, now, by);
    GATEHOUSE_TRY(update.run());
    return database.changedRows() > 0;
}

Result<void> endHold(store::Transaction& transaction, OperatorId who)
{
    GATEHOUSE_TRY_ASSIGN(
        forget, transaction.database().prepare("DELETE FROM operator_recoveries WHERE operator_id = ?"));
    forget.bindAll(who);
    return forget.run();
}

Result<void> carryRecoveries(
    store::Database& now, store::Transaction& restored, const QHash<OperatorId, OperatorId>& operators)
{
    GATEHOUSE_TRY(restored.database().execute("DELETE FROM operator_recoveries"));
    GATEHOUSE_TRY_ASSIGN(rows,
        now.prepare("SELECT operator_id, at, monotonic, origin, confirmed_at, confirmed_by FROM operator_recoveries"));
    GATEHOUSE_TRY_ASSIGN(insert,
        restored.database().prepare("INSERT INTO operator_recoveries (operator_id, at, monotonic, origin, "
                                    "confirmed_at, confirmed_by) VALUES (?, ?, ?, ?, ?, ?)"));
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, rows.step());
        if (!found)
            return {};
        insert.bindAll(operators.value(rows.id<OperatorId>(0)), rows.time(1), rows.integer(2), rows.text(3),
            rows.optionalTime(4), operators.value(rows.id<OperatorId>(5)));
        GATEHOUSE_TRY(insert.run());
    }
}

} // namespace gatehouse::security
