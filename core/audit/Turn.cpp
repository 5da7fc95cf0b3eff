#include "core/audit/Turn.h"

#include "core/audit/Acceptance.h"

namespace gatehouse::audit {

Result<QList<Turn>> listTurns(store::Database& database, const QByteArray& publicKey)
{
    QList<qint64> numbers;
    GATEHOUSE_TRY_ASSIGN(query,
        database.prepare(
            "SELECT number FROM audit_checkpoints WHERE reason IN ('accepted', 'branched') ORDER BY number"));
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, query.step());
        if (!found)
            break;
        numbers.append(query.integer(0));
    }
    GATEHOUSE_TRY_ASSIGN(accepted, AcceptedPlaces::read(database));
    QList<Turn> turns;
    for (const qint64 number : std::as_const(numbers)) {
        // One that did not fit and was accepted as it lies there is nobody's word.
        if (accepted.tellOf(BrokenKind::Checkpoint, number))
            continue;
        Turn turn;
        GATEHOUSE_TRY_ASSIGN(pair, listCheckpoints(database, number - 2, 2));
        for (const Checkpoint& one : std::as_const(pair)) {
            if (one.number < number)
                turn.before = one.state;
            if (one.number != number)
                continue;
            GATEHOUSE_TRY(requireGenuine(database, one, publicKey));
            turn.reason = one.reason;
            turn.at = one.state;
        }
        turns.append(turn);
    }
    return turns;
}

} // namespace gatehouse::audit
