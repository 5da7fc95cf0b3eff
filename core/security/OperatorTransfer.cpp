#include "core/security/OperatorTransfer.h"

#include "core/security/OperatorTable.h"
#include "core/security/Recoveries.h"
#include "core/security/SlotTable.h"

#include <QSet>

namespace gatehouse::security {

namespace {

Result<OperatorId> carryOne(store::Transaction& restored, const StoredOperator& operatorNow)
{
    GATEHOUSE_TRY_ASSIGN(then, operatorBySlot(restored.database(), operatorNow.slotId));
    OperatorId id = then ? then->row.id : OperatorId();
    if (!then) {
        GATEHOUSE_TRY_ASSIGN(added,
            insertOperator(
                restored, operatorNow.row.name, operatorNow.row.role, operatorNow.slotId, operatorNow.row.createdAt));
        id = added;
    }
    GATEHOUSE_TRY_ASSIGN(
        update, restored.database().prepare("UPDATE operators SET role = ?, is_enabled = ? WHERE id = ?"));
    update.bindAll(roleCode(operatorNow.row.role), operatorNow.row.isEnabled, id);
    GATEHOUSE_TRY(update.run());
    return id;
}

// Whoever is not among those of now can be nobody's slot any more.
Result<void> disableOthers(store::Transaction& restored, const QSet<QByteArray>& slotsNow)
{
    GATEHOUSE_TRY_ASSIGN(operators, storedOperators(restored.database()));
    for (const StoredOperator& stored : operators) {
        if (stored.row.isEnabled && !slotsNow.contains(stored.slotId))
            GATEHOUSE_TRY(setOperatorState(restored, stored.row.id, OperatorState::Disabled));
    }
    return {};
}

Result<void> carrySecondFactors(
    store::Database& now, store::Transaction& restored, const QHash<OperatorId, OperatorId>& numbers)
{
    GATEHOUSE_TRY(restored.database().execute("DELETE FROM second_factors"));
    GATEHOUSE_TRY_ASSIGN(factors, now.prepare("SELECT operator_id, secret, last_step, created_at FROM second_factors"));
    GATEHOUSE_TRY_ASSIGN(insert,
        restored.database().prepare(
            "INSERT INTO second_factors (operator_id, secret, last_step, created_at) VALUES (?, ?, ?, ?)"));
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, factors.step());
        if (!found)
            return {};
        insert.bindAll(
            numbers.value(factors.id<OperatorId>(0)), factors.blob(1), factors.integer(2), factors.integer(3));
        GATEHOUSE_TRY(insert.run());
    }
}

} // namespace

Result<QHash<OperatorId, OperatorId>> carryOperators(store::Database& now, store::Transaction& restored)
{
    GATEHOUSE_TRY_ASSIGN(operators, storedOperators(now));
    QHash<OperatorId, OperatorId> numbers;
    QSet<QByteArray> slotsNow;
    for (const StoredOperator& stored : operators) {
        GATEHOUSE_TRY_ASSIGN(id, carryOne(restored, stored));
        numbers.insert(stored.row.id, id);
        slotsNow.insert(stored.slotId);
    }
    GATEHOUSE_TRY(disableOthers(restored, slotsNow));
    GATEHOUSE_TRY(carrySecondFactors(now, restored, numbers));
    GATEHOUSE_TRY(carryRecoveries(now, restored, numbers));
    GATEHOUSE_TRY(carrySlots(now, restored));
    return numbers;
}

} // namespace gatehouse::security
