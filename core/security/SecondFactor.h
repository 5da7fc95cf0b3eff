#pragma once

#include "core/base/Id.h"
#include "core/base/UtcTime.h"
#include "core/security/TotpSecret.h"
#include "core/store/Transaction.h"

#include <QSet>
#include <QString>

namespace gatehouse::security {

// The rows of `second_factors`: who signs in with a code beside the passphrase, its secret and the last step that was
// used. Plain functions on the thread that owns the connection.

Result<bool> hasSecondFactor(store::Database& database, OperatorId id);
Result<QSet<OperatorId>> operatorsWithSecondFactor(store::Database& database);

// Ok for an operator without a second factor. A code that fits uses up its step and every earlier one (RFC 6238 section
// 5.2: no code is taken twice), in the caller's transaction. SecondFactorNeeded when the code is empty,
// SecondFactorRefused when it does not fit, with the detail "used" when it did once, and "ahead" when the last one that
// was taken is of a step to come: the clock was ahead then, and until that time no code counts.
Result<void> proveSecondFactor(store::Transaction& transaction, OperatorId id, const QString& code, UtcTime now);

// `lastStep`: the step of the code that proved the set-up. Replaces the operator's secret when there is one.
Result<void> setSecondFactor(
    store::Transaction& transaction, OperatorId id, const TotpSecret& secret, qint64 lastStep, UtcTime now);
// False when there was none.
Result<bool> removeSecondFactor(store::Transaction& transaction, OperatorId id);

} // namespace gatehouse::security
