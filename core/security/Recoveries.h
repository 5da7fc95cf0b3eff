#pragma once

#include "core/base/Clock.h"
#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/base/UtcTime.h"
#include "core/store/Transaction.h"

#include <QHash>
#include <QLatin1StringView>
#include <QList>
#include <QString>

#include <optional>

namespace gatehouse::security {

// Who was brought back by the recovery code. Whoever holds the code names an administrator, chooses their passphrase
// and is rid of their second factor: nothing proves that it is them, and somebody who is an administrator already would
// be two people. So for RecoveryHold nothing of two people is done with them, neither proposed nor approved by them,
// together with anybody; once another administrator has confirmed them, with everybody but the one who confirmed. All
// the while they count as somebody who could approve, so that nobody does alone what takes two; where there is nobody
// else, they do alone what one person does alone there. They sign in and work as always.
//
// The time has to have passed by the wall clock and, while the machine runs on, by the monotonic one. So a clock that
// is set ends nothing by itself; whoever sets it forward by three days and starts the machine anew ends the hold, not
// the alarm: that stays until somebody confirms (OpenSite::confirmRecovered()), and the trail shows the recovery and
// the confirmation with their times. A clock set back holds longer.
inline constexpr qint64 RecoveryHold = 72LL * 60 * 60 * 1000; // milliseconds
// What SecondPersonUnfit says then, for the words people read.
inline constexpr QLatin1StringView RecoveredDetail("recovered");

// Plain functions on the thread that owns the connection; no permission is asked, nothing is audited here.

// The last time counts: a confirmation of before is void.
Result<void> noteRecovery(store::Transaction& transaction, OperatorId who, const Clock& clock);
// Whether `who` is held back from what they would do together with `other`; with an invalid id: from what they would do
// to confirm somebody else.
Result<bool> isHeldBack(store::Database& database, OperatorId who, OperatorId other, const Clock& clock);

// An enabled operator nobody has confirmed, however long ago it was.
struct RecoveredOperator
{
    OperatorId id;
    QString name;
    UtcTime at;
    friend bool operator==(const RecoveredOperator&, const RecoveredOperator&) = default;
};
// The longest ago first.
Result<QList<RecoveredOperator>> unconfirmedOperators(store::Database& database);
// False when there is nothing to confirm.
Result<bool> confirmRecovery(store::Transaction& transaction, OperatorId who, OperatorId by, UtcTime now);
// For whoever was the only one at the site who could have approved anything.
Result<void> endHold(store::Transaction& transaction, OperatorId who);

// For a restore: that of now counts. `operators` as carryOperators() makes them.
Result<void> carryRecoveries(
    store::Database& now, store::Transaction& restored, const QHash<OperatorId, OperatorId>& operators);

} // namespace gatehouse::security
